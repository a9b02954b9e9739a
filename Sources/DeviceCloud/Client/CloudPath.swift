import HTTPTransport

/// A path below a cloud's base URL, such as `"/v1.0/devices/\(id)/commands"`. What is interpolated becomes one segment, or
/// part of one: it is percent-encoded, so an id from outside cannot name another resource.
package struct CloudPath: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The path as it is sent and signed, beginning with `/`.
    package let text: String
    /// Whether it can be sent: no interpolated part is empty or consists of dots, which URLs give a meaning.
    package let isFit: Bool

    /// A path that is written in the source.
    package init(stringLiteral text: String) {
        self.text = text
        isFit = text.utf8.first == UInt8(ascii: "/")
    }

    /// A path with parts from elsewhere.
    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        isFit = stringInterpolation.isFit && text.utf8.first == UInt8(ascii: "/")
    }

    /// Collects the parts.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var isFit = true

        /// No part so far; both counts are hints for the room that is reserved.
        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        /// Adds a part that is written in the source.
        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// Adds a part from elsewhere.
        package mutating func appendInterpolation(_ part: String) {
            if part.utf8.allSatisfy({ $0 == UInt8(ascii: ".") }) { isFit = false }
            text += PercentEncoding.component(part)
        }
    }
}
