/// The identifier of an endpoint, in the form that Alexa accepts.
///
/// 1 to 256 characters out of ASCII letters, digits, spaces and `_-=#;:?@&`. Amazon's message schema of 2025 refuses the space,
/// its documentation allows it, and takes precedence. Source: Alexa Discovery Objects, `endpointId`.
package struct EndpointID: Hashable, Sendable, CustomStringConvertible {
    /// The identifier as it goes over the wire.
    package let rawValue: String

    /// The most characters that an id has.
    package static let maximumLength = 256

    /// `nil` if `rawValue` is empty, longer than 256 characters, or has a character that Alexa refuses.
    package init?(_ rawValue: String) {
        let utf8 = rawValue.utf8Span.span
        guard (1...Self.maximumLength).contains(utf8.count) else { return nil }
        for index in utf8.indices where !Self.isAllowed(utf8[index]) { return nil }
        self.rawValue = rawValue
    }

    package var description: String { rawValue }

    /// Whether Alexa accepts that byte of UTF-8 in an id.
    static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "="), UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "?"),
            UInt8(ascii: "@"), UInt8(ascii: "&"):
            true
        default: false
        }
    }
}
