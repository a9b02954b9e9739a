/// The identifier of an endpoint, in the form that Alexa accepts everywhere.
///
/// 1 to 256 characters out of letters, digits and `_-=#;:?@&`. The documentation also allows a space, Amazon's message
/// schema does not; we read neither and send neither. Source: Alexa.Discovery, `endpointId`.
package struct EndpointID: Hashable, Sendable, CustomStringConvertible {
    /// The identifier as it goes over the wire.
    package let rawValue: String

    /// `nil` if `rawValue` is empty, longer than 256 characters, or has a character that Alexa refuses.
    package init?(_ rawValue: String) {
        let utf8 = rawValue.utf8Span.span
        guard (1...256).contains(utf8.count) else { return nil }
        for index in utf8.indices where !Self.isAllowed(utf8[index]) { return nil }
        self.rawValue = rawValue
    }

    package var description: String { rawValue }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "="),
            UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "@"),
            UInt8(ascii: "&"):
            true
        default: false
        }
    }
}
