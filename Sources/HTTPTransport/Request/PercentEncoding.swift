/// Encodes text for a URL or a form.
package enum PercentEncoding {
    /// One segment of a path, or one name or value of a query: all but letters, digits, `-`, `.`, `_` and `~` is encoded
    /// (RFC 3986, 2.3). So the text cannot add a segment, a query or a fragment.
    package static func component(_ text: String) -> String {
        encode(text) { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }

    /// `name=value&name=value` with both parts encoded, in this order; without the `?`.
    package static func query(_ fields: [(String, String)]) -> String {
        fields.map { "\(component($0.0))=\(component($0.1))" }.joined(separator: "&")
    }

    /// `application/x-www-form-urlencoded`, in this order: the body of a request to an OAuth 2 service (WHATWG URL, 5.2).
    package static func form(_ fields: [(String, String)]) -> [UInt8] {
        func escape(_ text: String) -> String {
            encode(text) { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "*") }
        }
        return Array(fields.map { "\(escape($0.0))=\(escape($0.1))" }.joined(separator: "&").utf8)
    }

    private static func encode(_ text: String, keeping keeps: (UInt8) -> Bool) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where keeps(byte):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += byte < 16 ? "%0" : "%"
                result += String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
