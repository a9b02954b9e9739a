package import AlexaProtocol
import Crypto
package import EventGateway
import FoundationEssentials

/// The keys of a table: one that encrypts, and older ones that can still decrypt.
///
/// Rotation: put a new key first in all processes. New values are encrypted with it. A key can be removed when no value encrypted
/// with it is left. The last key of the list, the table's first, must stay: the ids of customers and endpoints are hashed with
/// it.
package struct StoreKeyRing: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A key and the first bytes of its SHA-256, which each blob contains as the key's id.
    struct Key: Sendable {
        let id: [UInt8]
        let symmetric: SymmetricKey
    }

    /// At least one key; the first one encrypts.
    let keys: [Key]

    static let idSize = 4
    private static let keySize = 32

    /// Parses keys: each 32 bytes as base64 or 64 hexadecimal digits, separated by commas.
    ///
    /// - Throws: ``EventGateway/StoreFailure/Kind/wrongKey`` for anything else.
    package init(_ text: Secret) throws(StoreFailure) {
        let texts = text.exposed.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        guard !texts.isEmpty else {
            throw StoreFailure(
                .wrongKey, "The store needs a key and none is set. Make one with `openssl rand -base64 32` and keep it."
            )
        }
        var keys: [Key] = []
        for text in texts {
            guard let bytes = Self.hexadecimal(text) ?? Data(base64Encoded: text).map(Array.init),
                bytes.count == Self.keySize
            else {
                throw StoreFailure(
                    .wrongKey,
                    "A key of the store is malformed: it has to be 32 bytes as base64 or as 64 hexadecimal digits, with"
                        + " commas between several keys. Copy it again as it was made.")
            }
            let id = SHA256.hash(data: bytes).prefix(Self.idSize)
            keys.append(Key(id: Array(id), symmetric: SymmetricKey(data: bytes)))
        }
        self.keys = keys
    }

    private static func hexadecimal(_ text: String) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard text.utf8.count == 2 * keySize, digits.count == 2 * keySize else { return nil }
        return (0..<keySize).map { UInt8(digits[2 * $0] << 4 | digits[2 * $0 + 1]) }
    }

    package var description: String { "(not shown)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
