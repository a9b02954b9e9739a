/// The host and port of a URL.
///
/// Stricter than RFC 3986, so that libcurl and we can never read two different hosts out of one text: no user
/// information, no percent-encoding, nothing but letters, digits, `-`, `.` and `_`, or an IPv6 address in brackets.
struct Authority {
    /// As it was written, in lower case.
    let host: String
    /// `nil`: the scheme's.
    let port: UInt16?

    /// Reads `host` or `host:port`; `nil` if it is anything else.
    init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let hostEnd: Int
        if bytes.first == UInt8(ascii: "[") {
            guard let bracket = bytes.firstIndex(of: UInt8(ascii: "]")), Self.isAddress(bytes[1..<bracket]) else {
                return nil
            }
            hostEnd = bracket + 1
        } else {
            hostEnd = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
            guard Self.isName(bytes[..<hostEnd]) else { return nil }
        }
        host = String(decoding: bytes[..<hostEnd], as: UTF8.self).lowercased()

        guard hostEnd < bytes.count else {
            port = nil
            return
        }
        let digits = bytes[(hostEnd + 1)...]
        guard bytes[hostEnd] == UInt8(ascii: ":"), digits.allSatisfy(Self.isDigit),
            let port = UInt16(String(decoding: digits, as: UTF8.self)), port > 0
        else { return nil }
        self.port = port
    }

    /// Whether only this machine can be meant: `localhost`, 127.0.0.0/8 with four decimal numbers, `[::1]`.
    var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127"
            && numbers.allSatisfy { number in
                // No leading zero: libcurl reads such a number as octal.
                number.utf8.allSatisfy(Self.isDigit) && UInt8(number) != nil && (number == "0" || number.first != "0")
            }
    }

    /// Refuses plain `http` to anywhere else than this machine.
    func check(over scheme: String) throws(HTTPTransportError) {
        guard scheme == "https" || isLoopback else {
            throw .refused("\(host) is not this machine, and http is for this machine only: use https")
        }
    }

    /// The port of a scheme, where none is written.
    static func usualPort(of scheme: String) -> UInt16 { scheme == "https" ? 443 : 80 }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return bytes.count <= 253
            && labels.allSatisfy { label in
                !label.isEmpty && label.first != UInt8(ascii: "-")
                    && label.allSatisfy { byte in
                        isDigit(byte) || isLetter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                    }
            }
    }

    private static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.contains(UInt8(ascii: ":"))
            && bytes.allSatisfy { byte in
                isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
                    || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
            }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
