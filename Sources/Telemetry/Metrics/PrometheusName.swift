import AlexaProtocol

/// Names, labels and numbers as Prometheus writes them. Source: Prometheus, "Data model" and "Exposition formats".
enum PrometheusName {
    /// `porchlight_directive_duration` for `DirectiveDuration`.
    static func metric(_ name: String) -> String { "porchlight_" + snake(name) }

    /// `cloud="tuya",result="ok"`; of two labels with the same name the first.
    static func labels(_ dimensions: [(name: String, value: String)]) -> String {
        var taken: Set<String> = []
        return dimensions.compactMap { name, value in
            var name = snake(name)
            // `le` belongs to histograms, `__` to Prometheus.
            if name == "le" || name.hasPrefix("__") || name.first?.isNumber == true { name = "label_" + name }
            guard taken.insert(name).inserted else { return nil }
            return "\(name)=\"\(escaped(value))\""
        }
        .joined(separator: ",")
    }

    /// A help text in one line.
    static func help(_ text: String) -> String { escaped(text, quotes: false) }

    /// `25` for 25.0; `NaN`, `+Inf` and `-Inf` for values that are not finite.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
        return JSONValue.number(value).text
    }

    private static func escaped(_ text: String, quotes: Bool = true) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// Words in lower case with `_` between them; any other character becomes `_`.
    private static func snake(_ name: String) -> String {
        var snake = ""
        var wasLower = false
        for scalar in name.unicodeScalars {
            switch scalar {
            case "A"..."Z":
                if wasLower { snake += "_" }
                snake.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) + 32))
                wasLower = false
            case "a"..."z", "0"..."9":
                snake.unicodeScalars.append(scalar)
                wasLower = true
            default:
                snake += "_"
                wasLower = false
            }
        }
        return snake.isEmpty ? "_" : snake
    }
}
