extension ValueShape {
    /// What is expected, for a message about a value that does not fit: `one of ON, OFF`, `a whole number from 0 to 100`.
    package var expectation: String {
        switch self {
        case .text: "a string"
        case .word(let words):
            words.count > 12
                ? "one of \(words.prefix(12).joined(separator: ", ")) and others"
                : "one of \(words.joined(separator: ", "))"
        case .boolean: "true or false"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range):
            "a number from \(JSONValue.number(range.lowerBound).text) to \(JSONValue.number(range.upperBound).text)"
        case .numericText: "a string that holds a number"
        case .temperature: "a temperature, such as {\"value\": 21.5, \"scale\": \"CELSIUS\"}"
        case .timestamp, .timestampWithoutFraction: "a time in UTC, such as 2026-01-01T12:00:00Z"
        case .duration: "a duration, such as PT3M30S"
        case .list(let element): "a list, each element \(element.expectation)"
        case .bare(let shape): shape.expectation
        case .map(let element): "an object, each member \(element.expectation)"
        case .object(let members): "an object with \(Self.expectation(of: members))"
        case .either(let shapes): shapes.map(\.expectation).joined(separator: ", or ")
        }
    }

    private static func expectation(of members: [Member]) -> String {
        members.map { "\($0.name)\($0.isRequired ? "" : " (optional)"): \($0.shape.expectation)" }
            .joined(separator: "; ")
    }
}
