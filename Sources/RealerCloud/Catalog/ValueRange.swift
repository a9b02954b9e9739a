import AlexaProtocol

/// The values that a command accepts: two limits and a step.
struct ValueRange: Hashable, Sendable {
    /// The limits, inclusive.
    let bounds: ClosedRange<Double>
    /// The step, above 0.
    let step: Double
    /// Whether the catalogue has the limits.
    let isDeclared: Bool

    /// 0 to 100 in steps of 1, if the catalogue has no limits.
    static let usual = ValueRange(0...100, step: 1, isDeclared: false)
    /// Off and on.
    static let twoValues = ValueRange(0...1, step: 1, isDeclared: false)

    init(_ bounds: ClosedRange<Double>, step: Double, isDeclared: Bool = true) {
        self.bounds = bounds
        self.step = step
        self.isDeclared = isDeclared
    }

    /// Whether the range has more than two values.
    var hasManyValues: Bool { (bounds.upperBound - bounds.lowerBound) / step > 1.5 }

    /// The range in Alexa's form.
    var supported: RangeController.SupportedRange { RangeController.SupportedRange(bounds, precision: step) }

    /// Parses the range of a catalogue item; `nil` if it has no limits.
    ///
    /// No page documents their form, so any plausible one is accepted: members of the item or of an object in it, an array of two
    /// numbers, a text such as `0..100`, a list of values.
    init?(_ item: JSONObject) {
        let step = Self.step(in: item)
        if let bounds = Self.bounds(in: item) {
            self.init(bounds, step: Self.fitting(step, bounds))
            return
        }
        for name in Self.valueLists {
            guard
                let values = item[name]?.array?.compactMap({ RealerNumber($0)?.value ?? Self.valueMember($0) })
                    .sorted(),
                let first = values.first, let last = values.last, first < last
            else { continue }
            let gap = zip(values.dropFirst(), values).map { $0 - $1 }.filter { $0 > 0 }.min()
            self.init(first...last, step: Self.fitting(step ?? gap, first...last))
            return
        }
        return nil
    }

    private static func fitting(_ step: Double?, _ bounds: ClosedRange<Double>) -> Double {
        let span = bounds.upperBound - bounds.lowerBound
        guard let step, step > 0, step <= span else { return span < 1 ? span : 1 }
        return step
    }

    /// The limits in an object; `nil` unless it has both, the smaller first.
    static func bounds(in object: JSONObject) -> ClosedRange<Double>? {
        if let low = number(lowNames, in: object), let high = number(highNames, in: object) { return range(low, high) }
        for name in containers {
            switch object[name] {
            case .object(let inner): if let bounds = bounds(in: inner) { return bounds }
            case .array(let ends):
                let numbers = ends.compactMap { RealerNumber($0)?.value }
                if ends.count == 2, numbers.count == 2 { return range(numbers[0], numbers[1]) }
            case .string(let text): if let bounds = bounds(of: text) { return bounds }
            case .null, .bool, .number, nil: break
            }
        }
        return nil
    }

    private static func range(_ low: Double, _ high: Double) -> ClosedRange<Double>? {
        let widest = RangeController.SupportedRange.widest
        guard low < high, widest.contains(low), widest.contains(high) else { return nil }
        return low...high
    }

    /// `0..100`, `0.0...1.0`, `0:100`, `0-100`, `0 to 100`, `[0, 100]`.
    private static func bounds(of text: String) -> ClosedRange<Double>? {
        let text = text.filter { !" []()".contains($0) }
        for separator in ["...", "..", "to", ",", ":", ";"] {
            let parts = text.components(around: separator)
            if let low = parts.first.flatMap({ Double($0) }), let high = parts.last.flatMap({ Double($0) }),
                parts.count == 2
            {
                return range(low, high)
            }
        }
        // A hyphen may also be the sign of the first number.
        guard let hyphen = text.dropFirst().firstIndex(of: "-"), let low = Double(text[..<hyphen]),
            let high = Double(text[text.index(after: hyphen)...])
        else { return nil }
        return range(low, high)
    }

    private static func step(in object: JSONObject) -> Double? {
        if let step = number(stepNames, in: object) { return step }
        for name in containers {
            if let inner = object[name]?.object, let step = step(in: inner) { return step }
        }
        return nil
    }

    private static func number(_ names: [String], in object: JSONObject) -> Double? {
        for name in names {
            if let number = object[name].flatMap(RealerNumber.init) { return number.value }
        }
        return nil
    }

    private static func valueMember(_ json: JSONValue) -> Double? {
        (json.object?["value"]).flatMap(RealerNumber.init)?.value
    }

    private static let lowNames =
        names(["min", "minimum"]) + ["lower", "lower_bound", "lowerBound", "low", "from", "start", "begin", "first"]
    private static let highNames =
        names(["max", "maximum"]) + ["upper", "upper_bound", "upperBound", "high", "to", "end", "last"]
    private static let stepNames = [
        "step", "precision", "increment", "resolution", "step_size", "stepSize", "value_step", "valueStep",
        "step_value",
        "stepValue", "range_step", "granularity",
    ]
    private static let containers = [
        "range", "value_range", "valueRange", "numeric_range", "numericRange", "valid_range", "validRange",
        "supported_range", "supportedRange", "allowed_range", "bounds", "limits", "limit", "constraints",
        "value_type_options",
        "value_options", "options", "value_constraints", "parameters", "config", "configuration", "settings", "schema",
        "value_schema",
    ]
    private static let valueLists = ["values", "allowed_values", "allowedValues", "possible_values", "options", "enum"]

    private static func names(_ words: [String]) -> [String] {
        words.flatMap { word in
            let title = word.prefix(1).uppercased() + word.dropFirst()
            return [
                word, "\(word)_value", "\(word)Value", "value_\(word)", "value\(title)", "range_\(word)",
                "range\(title)",
                "\(word)_range", "\(word)_allowed",
            ]
        }
    }
}

extension String {
    /// The parts before and after the first separator.
    fileprivate func components(around separator: String) -> [String] {
        guard let range = firstPlace(of: separator) else { return [self] }
        return [String(self[..<range.lowerBound]), String(self[range.upperBound...])]
    }
}
