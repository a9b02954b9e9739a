import Crypto

/// Ids and tokens as log lines show them.
package enum LogHash {
    private static let digits = Array("0123456789abcdef".utf8)

    /// The first 12 hexadecimal digits of the SHA-256 of `text` in UTF-8.
    package static func of(_ text: String) -> String {
        var hasher = SHA256()
        var text = text
        text.withUTF8 { bytes in unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer(bytes)) }
        var hex: [UInt8] = []
        hex.reserveCapacity(12)
        for byte in hasher.finalize().prefix(6) {
            hex.append(digits[Int(byte >> 4)])
            hex.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: hex, as: UTF8.self)
    }
}
