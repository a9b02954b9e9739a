package import AlexaProtocol
import Crypto
package import EventGateway
import Foundation

/// The key that tokens and event bodies are encrypted with: 32 bytes. Its descriptions do not show it.
package struct StoreKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let symmetricKey: SymmetricKey

    /// Parses a key: 32 bytes as base64 or as 64 hexadecimal digits; surrounding white space is ignored.
    ///
    /// - Throws: ``EventGateway/StoreFailure/Kind/wrongKey`` for anything else.
    package init(_ text: Secret) throws(StoreFailure) {
        let text = text.exposed.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else {
            throw StoreFailure(
                .wrongKey, "The store needs a key and none is set. Make one with `openssl rand -base64 32` and keep it."
            )
        }
        guard let bytes = Self.hexadecimal(text) ?? Data(base64Encoded: text).map(Array.init), bytes.count == Self.size
        else {
            throw StoreFailure(
                .wrongKey,
                "The store's key is malformed: it has to be 32 bytes as base64 or as 64 hexadecimal digits."
                    + " Copy it again as it was made.")
        }
        symmetricKey = SymmetricKey(data: bytes)
    }

    private init(_ key: SymmetricKey) {
        symmetricKey = key
    }

    /// A random key: for tests, and for stores that are not read again later.
    package static func random() -> StoreKey {
        StoreKey(SymmetricKey(size: .bits256))
    }

    private static let size = 32

    private static func hexadecimal(_ text: String) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard text.utf8.count == 2 * size, digits.count == 2 * size else { return nil }
        return (0..<size).map { UInt8(digits[2 * $0] << 4 | digits[2 * $0 + 1]) }
    }

    package var description: String { "(not shown)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
