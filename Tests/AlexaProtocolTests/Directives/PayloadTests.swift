import AlexaProtocol
import Testing

@Suite("Payload")
struct PayloadTests {
    private static func payload(_ json: String) throws(AlexaError) -> Payload {
        try Payload(JSONValue(reading: json), of: .init("Alexa.X", "Y"))
    }

    @Test("must be an object", arguments: ["7", #""x""#, "[]", "true", "null"])
    func wrongType(json: String) {
        let error = AlexaError.thrown { () throws(AlexaError) in try Self.payload(json) }
        #expect(error?.type == .generic(.invalidDirective))
        #expect(error?.message.hasPrefix("Alexa.X.Y: payload is ") == true)
    }

    /// A reader and a value that it rejects.
    struct Row: Sendable, CustomTestStringConvertible {
        let json: String
        let type: String
        let message: String
        let read: @Sendable (Payload) throws(AlexaError) -> Void

        init(
            _ json: String, _ type: String, _ message: String,
            _ read: @escaping @Sendable (Payload) throws(AlexaError) -> Void
        ) {
            (self.json, self.type, self.message, self.read) = (json, type, message, read)
        }

        var testDescription: String { json }
    }

    static let misfits: [Row] = [
        Row("{}", "INVALID_DIRECTIVE", "payload.a is missing") { payload throws(AlexaError) in
            _ = try payload.value("a")
        },
        Row(#"{"a": null}"#, "INVALID_DIRECTIVE", "payload.a is missing") { payload throws(AlexaError) in
            _ = try payload.number("a")
        },
        Row(#"{"a": "5"}"#, "INVALID_DIRECTIVE", "payload.a is a string, not a number") { payload throws(AlexaError) in
            _ = try payload.number("a")
        },
        Row(#"{"a": 5.5}"#, "VALUE_OUT_OF_RANGE", "a 5.5 is outside 0 to 5") { payload throws(AlexaError) in
            _ = try payload.number("a", in: 0...5)
        },
        Row(#"{"a": -1}"#, "VALUE_OUT_OF_RANGE", "a -1 is outside 0 to 5") { payload throws(AlexaError) in
            _ = try payload.integer("a", in: 0...5)
        },
        Row(#"{"a": 1e300}"#, "VALUE_OUT_OF_RANGE", "outside 0 to 5") { payload throws(AlexaError) in
            _ = try payload.integer("a", in: 0...5)
        },
        Row(#"{"a": 2.5}"#, "INVALID_DIRECTIVE", "payload.a is 2.5, not a whole number") { payload throws(AlexaError) in
            _ = try payload.integer("a", in: 0...5)
        },
        Row(#"{"a": true}"#, "INVALID_DIRECTIVE", "payload.a is a boolean, not a number") {
            payload throws(AlexaError) in
            _ = try payload.integer("a", in: 0...5)
        },
        Row(#"{"a": 1}"#, "INVALID_DIRECTIVE", "payload.a is a number, not a string") { payload throws(AlexaError) in
            _ = try payload.text("a")
        },
        Row(#"{"a": 1}"#, "INVALID_DIRECTIVE", "payload.a is a number, not a string") { payload throws(AlexaError) in
            _ = try payload.optionalText("a")
        },
        Row(#"{"a": "true"}"#, "INVALID_DIRECTIVE", "payload.a is a string, not true or false") {
            payload throws(AlexaError) in
            _ = try payload.boolean("a")
        },
        Row(#"{"a": 1}"#, "INVALID_DIRECTIVE", "payload.a is a number, not true or false") {
            payload throws(AlexaError) in
            _ = try payload.boolean("a", default: true)
        },
        Row(#"{"a": {"value": 20}}"#, "INVALID_DIRECTIVE", "payload.a is an object, not a temperature") {
            payload throws(AlexaError) in
            _ = try payload.temperature("a")
        },
        Row(#"{"a": 20}"#, "INVALID_DIRECTIVE", "payload.a is a number, not a temperature") {
            payload throws(AlexaError) in
            _ = try payload.optionalTemperature("a")
        },
        Row(#"{"a": "tomorrow"}"#, "INVALID_DIRECTIVE", "payload.a is not an ISO 8601 time") {
            payload throws(AlexaError) in
            _ = try payload.timestamp("a")
        },
        Row(#"{"a": "sometimes"}"#, "INVALID_VALUE", "payload.a is none of APP_INTERACTION") {
            payload throws(AlexaError) in
            _ = try payload.word("a", ChangeCause.self)
        },
        Row(#"{"a": {"b": 1}}"#, "INVALID_DIRECTIVE", "payload.a.b is a number, not a string") {
            payload throws(AlexaError) in
            _ = try payload.payload("a").text("b")
        },
        Row(#"{"a": []}"#, "INVALID_DIRECTIVE", "payload.a is an array, not an object") { payload throws(AlexaError) in
            _ = try payload.optionalPayload("a")
        },
        Row(#"{"a": {}}"#, "INVALID_DIRECTIVE", "payload.a is an object, not a list") { payload throws(AlexaError) in
            _ = try payload.payloads("a")
        },
        Row(#"{"a": [{}, 1]}"#, "INVALID_DIRECTIVE", "payload.a[1] is a number, not an object") {
            payload throws(AlexaError) in
            _ = try payload.payloads("a")
        },
    ]

    @Test("names what does not fit", arguments: misfits)
    func refused(row: Row) {
        let error = AlexaError.thrown { () throws(AlexaError) in try row.read(Self.payload(row.json)) }
        #expect(error?.type.type == row.type)
        #expect(error?.message.contains(row.message) == true, "\(error?.message ?? "")")
    }

    @Test("reads what fits", arguments: ["25", "25.0", "2.5e1"])
    func read(number: String) throws {
        let payload = try Self.payload(
            #"{"n": \#(number), "s": "x", "b": true, "o": {"p": "y"}, "l": [{"q": 1}], "w": "RULE_TRIGGER"}"#)
        #expect(try payload.integer("n", in: 25...25) == 25)
        #expect(try payload.number("n") == 25)
        #expect(try payload.text("s") == "x")
        #expect(try payload.boolean("b"))
        #expect(try payload.payload("o").text("p") == "y")
        #expect(try payload.payloads("l").first?.integer("q", in: 0...1) == 1)
        #expect(try payload.word("w", ChangeCause.self) == .ruleTrigger)
    }

    @Test("what may be absent may be null, too", arguments: ["{}", #"{"a": null}"#])
    func absent(json: String) throws {
        let payload = try Self.payload(json)
        #expect(try payload.optionalText("a") == nil)
        #expect(try payload.optionalTemperature("a") == nil)
        #expect(try payload.optionalPayload("a")?.object == nil)
        #expect(try payload.boolean("a", default: true))
        #expect(payload.optionalValue("a") == nil)
    }
}
