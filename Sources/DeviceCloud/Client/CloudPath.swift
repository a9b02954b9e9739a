import HTTPTransport

/// A path below a cloud's base URL, such as `"/v1.0/devices/\(id)/commands"`. An interpolated value becomes one segment or part
/// of one: it is percent-encoded, so that an id from outside cannot name another resource.
package struct CloudPath: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The path as it is sent and signed, beginning with `/`.
    package let text: String
    /// Whether it can be sent: no interpolated value is empty or consists of dots, which have a meaning in URLs.
    package let isFit: Bool

    /// A path that is a literal.
    package init(stringLiteral text: String) {
        self.text = text
        isFit = text.utf8.first == UInt8(ascii: "/")
    }

    /// A path with interpolated values.
    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        isFit = stringInterpolation.isFit && text.utf8.first == UInt8(ascii: "/")
    }

    /// Collects literals and interpolated values.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var isFit = true

        /// An empty path; both counts are hints for the capacity.
        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        /// Appends a literal.
        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// Appends a value, percent-encoded.
        package mutating func appendInterpolation(_ part: String) {
            if part.utf8.allSatisfy({ $0 == UInt8(ascii: ".") }) { isFit = false }
            text += PercentEncoding.component(part)
        }
    }
}
