import AlexaProtocol

/// A number in Realer's form, usually a text: `"21.5"`.
struct RealerNumber: Hashable, Sendable {
    /// Finite.
    let value: Double

    init(_ value: Double) { self.value = value }

    /// Parses a number or a text that is a number; `nil` for anything else.
    init?(_ json: JSONValue) {
        guard let value = json.number ?? json.string.flatMap(Self.number), value.isFinite else { return nil }
        self.value = value
    }

    private static func number(_ text: String) -> Double? {
        switch text.lowercased() {
        case "true", "on": 1
        case "false", "off": 0
        default: Double(text)
        }
    }

    /// The number in the form of reports, with at least one decimal: `"1.0"`.
    var text: String {
        let text = JSONValue.number(value).text
        return text.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") } ? text : text + ".0"
    }
}
