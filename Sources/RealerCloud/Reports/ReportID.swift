import Crypto

/// The message ids of reports.
enum ReportID {
    private static let digits = Array("0123456789abcdef".utf8)

    /// The message id of a directive's report: a version 8 UUID (RFC 9562) from the first 16 bytes of a SHA-256. It is always the
    /// same for the same directive and command, in any process.
    ///
    /// - Parameter directive: the directive's message id.
    static func text(directive: String, device: String, command: String) -> String {
        var hasher = SHA256()
        // The lengths ensure that two different triples never have the same hash input.
        for part in ["porchlight.realer", device, command, directive] {
            hasher.update(data: Array("\(part.utf8.count):\(part)".utf8))
        }
        var bytes = Array(hasher.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
