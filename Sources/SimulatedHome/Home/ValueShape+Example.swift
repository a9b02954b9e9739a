import AlexaProtocol

extension ValueShape {
    /// A value of this shape for a property that a home file leaves open; `nil` where no guess makes sense.
    var example: JSONValue? {
        switch self {
        case .text, .numericText, .timestamp, .timestampWithoutFraction: nil
        case .word(let words): words.first.map { .string($0) }
        case .boolean: false
        case .integer(let range): .number(Double(min(max(0, range.lowerBound), range.upperBound)))
        case .number(let range): .number(min(max(0, range.lowerBound), range.upperBound))
        case .temperature: Temperature(20, .celsius).json
        case .duration: "PT0S"
        case .list: .array([])
        case .bare(let shape): shape.example
        case .map: .object([:])
        case .either(let shapes): shapes.lazy.compactMap(\.example).first
        case .object(let members): Self.example(of: members)
        }
    }

    private static func example(of members: [Member]) -> JSONValue? {
        var object = JSONObject()
        for member in members where member.isRequired {
            guard let value = member.shape.example else { return nil }
            object[member.name] = value
        }
        return .object(object)
    }
}
