/// A directive's payload, read field by field. The error for a wrong field is INVALID_DIRECTIVE (missing, wrong type) or
/// VALUE_OUT_OF_RANGE (a number outside the interface's own limits), with a message that names the field.
package struct Payload: Sendable {
    /// The fields.
    package let object: JSONObject
    private let directive: Directive.Header
    private let position: Position

    /// The position of an object in the directive's payload: `.cameraStreams[0]`.
    private indirect enum Position: Sendable, CustomStringConvertible {
        case top
        case member(String, of: Position)
        case element(Int, of: Position)

        var description: String {
            switch self {
            case .top: ""
            case .member(let key, let outer): "\(outer).\(key)"
            case .element(let index, let outer): "\(outer)[\(index)]"
            }
        }
    }

    /// The payload of a directive.
    ///
    /// - Throws: INVALID_DIRECTIVE if it is not an object.
    package init(_ json: JSONValue, of directive: Directive.Header) throws(AlexaError) {
        try self.init(json, directive, .top)
    }

    private init(_ json: JSONValue, _ directive: Directive.Header, _ position: Position) throws(AlexaError) {
        guard let object = json.object else {
            throw .invalidDirective("\(directive.fullName): payload\(position) is \(json.kind), not an object")
        }
        self.object = object
        self.directive = directive
        self.position = position
    }

    /// For messages only: built only when there is an error.
    private var path: String { "\(directive.fullName): payload\(position)" }

    /// A field that must be there, in any form.
    package func value(_ key: String) throws(AlexaError) -> JSONValue {
        guard let value = optionalValue(key) else {
            throw .invalidDirective("\(path).\(key) is missing")
        }
        return value
    }

    /// A field that may be absent or null.
    package func optionalValue(_ key: String) -> JSONValue? {
        guard let value = object[key], !value.isNull else { return nil }
        return value
    }

    /// A number within `range`, both ends included.
    package func number(_ key: String, in range: ClosedRange<Double>? = nil) throws(AlexaError) -> Double {
        let value = try value(key)
        guard let number = value.number else { throw wrongType(key, value, "a number") }
        if let range, !range.contains(number) { throw .outOfRange(key, number, range) }
        return number
    }

    /// A whole number within `range`, both ends included; `25.0` is one.
    package func integer(_ key: String, in range: ClosedRange<Int> = anyInteger) throws(AlexaError) -> Int {
        let number = try number(key, in: Double(range.lowerBound)...Double(range.upperBound))
        guard let integer = Int(exactly: number) else {
            throw .invalidDirective("\(path).\(key) is \(number), not a whole number")
        }
        return integer
    }

    /// The range of differences. A large one is harmless: an adjustment stops at the end of its range.
    package static let anyInteger = -1_000_000_000...1_000_000_000

    /// A string.
    package func text(_ key: String) throws(AlexaError) -> String {
        let value = try value(key)
        guard let text = value.string else { throw wrongType(key, value, "a string") }
        return text
    }

    /// A string that may be absent.
    package func optionalText(_ key: String) throws(AlexaError) -> String? {
        optionalValue(key) == nil ? nil : try text(key)
    }

    /// `true` or `false`.
    package func boolean(_ key: String) throws(AlexaError) -> Bool {
        let value = try value(key)
        guard let boolean = value.bool else { throw wrongType(key, value, "true or false") }
        return boolean
    }

    /// `true` or `false`; absent reads as `fallback`.
    package func boolean(_ key: String, default fallback: Bool) throws(AlexaError) -> Bool {
        optionalValue(key) == nil ? fallback : try boolean(key)
    }

    /// A temperature, or a difference of temperatures.
    package func temperature(_ key: String) throws(AlexaError) -> Temperature {
        let value = try value(key)
        guard let temperature = Temperature(value) else {
            throw wrongType(key, value, "a temperature with value and scale (CELSIUS, FAHRENHEIT or KELVIN)")
        }
        return temperature
    }

    /// A temperature that may be absent.
    package func optionalTemperature(_ key: String) throws(AlexaError) -> Temperature? {
        optionalValue(key) == nil ? nil : try temperature(key)
    }

    /// A moment in ISO 8601. Alexa writes those of a video search with an offset, `+00:00`.
    package func timestamp(_ key: String) throws(AlexaError) -> Timestamp {
        let text = try text(key)
        guard let timestamp = Timestamp(text) ?? Timestamp(withOffset: text) else {
            throw .invalidDirective("\(path).\(key) is not an ISO 8601 time")
        }
        return timestamp
    }

    /// A moment that may be absent.
    package func optionalTimestamp(_ key: String) throws(AlexaError) -> Timestamp? {
        optionalValue(key) == nil ? nil : try timestamp(key)
    }

    /// A span of time in ISO 8601; may be negative.
    package func duration(_ key: String) throws(AlexaError) -> ISODuration {
        let text = try text(key)
        guard let duration = ISODuration(text) else {
            throw .invalidDirective("\(path).\(key) is not an ISO 8601 duration such as PT3M30S")
        }
        return duration
    }

    /// A word out of a closed list; another one is INVALID_VALUE.
    package func word<Word: RawRepresentable<String> & CaseIterable>(
        _ key: String, _: Word.Type
    ) throws(AlexaError) -> Word {
        let text = try text(key)
        guard let word = Word(rawValue: text) else {
            throw .invalidValue("\(path).\(key) is none of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    /// An object.
    package func payload(_ key: String) throws(AlexaError) -> Payload {
        try Payload(try value(key), directive, .member(key, of: position))
    }

    /// An object that may be absent.
    package func optionalPayload(_ key: String) throws(AlexaError) -> Payload? {
        optionalValue(key) == nil ? nil : try payload(key)
    }

    /// A list of objects.
    package func payloads(_ key: String) throws(AlexaError) -> [Payload] {
        let value = try value(key)
        guard let array = value.array else { throw wrongType(key, value, "a list") }
        var payloads: [Payload] = []
        for (index, element) in array.enumerated() {
            payloads.append(try Payload(element, directive, .element(index, of: .member(key, of: position))))
        }
        return payloads
    }

    /// INVALID_DIRECTIVE for a field of the wrong type.
    package func wrongType(_ key: String, _ value: JSONValue, _ expected: String) -> AlexaError {
        .invalidDirective("\(path).\(key) is \(value.kind), not \(expected)")
    }
}
