import AlexaProtocol
import Testing

/// A short form for expectations: `21.5C`, `HEAT`, `{"value":"OK"}`.
func text(_ value: JSONValue) -> String {
    if let temperature = Temperature(value) {
        return JSONValue.number(temperature.value).text + temperature.scale.rawValue.prefix(1)
    }
    return value.string ?? value.text
}

/// A temperature from `21.5C`, `70F` or `295K`.
func degrees(_ text: String) -> JSONValue {
    let scales = ["C": "CELSIUS", "F": "FAHRENHEIT", "K": "KELVIN"]
    return [
        "value": .number(Double(text.dropLast()) ?? .nan), "scale": .string(scales[String(text.suffix(1))] ?? ""),
    ]
}

extension JSONValue {
    /// The document; the test's own text is always valid.
    init(reading text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let document = JSONDocument(parsing: Array(text.utf8))
        if let problem = document.problem {
            Issue.record("the test's own JSON is wrong: \(problem)", sourceLocation: sourceLocation)
        }
        self = document.value ?? .null
    }
}
