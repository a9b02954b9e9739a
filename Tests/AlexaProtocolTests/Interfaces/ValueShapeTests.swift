import AlexaProtocol
import Testing

@Suite("ValueShape")
struct ValueShapeTests {
    /// A shape, a device's value, and the sent value; `nil` if it is not sent.
    struct Row: CustomTestStringConvertible {
        let shape: ValueShape
        let value: String
        let sent: String?

        init(_ shape: ValueShape, _ value: String, sent: String?) {
            (self.shape, self.value, self.sent) = (shape, value, sent)
        }

        /// A value that is sent unchanged.
        init(_ shape: ValueShape, _ value: String) {
            self.init(shape, value, sent: value)
        }

        var testDescription: String { "\(shape) \(value)" }
    }

    private static let object = ValueShape.object([.required("a", .boolean), .optional("b", .integer(0...9))])

    @Test(arguments: [
        Row(.text, #""""#), Row(.text, "1", sent: nil), Row(.text, "null", sent: nil),
        Row(.word(["ON", "OFF"]), #""ON""#), Row(.word(["ON", "OFF"]), #""off""#, sent: #""OFF""#),
        Row(.word(["ON", "OFF"]), #""STANDBY""#, sent: nil), Row(.word(["person"]), #""Person""#, sent: #""person""#),
        Row(.word(["ON"]), "true", sent: nil), Row(.boolean, "true"), Row(.boolean, "1", sent: nil),
        Row(.boolean, #""true""#, sent: nil), Row(.integer(0...100), "0"), Row(.integer(0...100), "100.0"),
        Row(.integer(0...100), "101", sent: nil), Row(.integer(0...100), "-1", sent: nil),
        Row(.integer(0...100), "99.88", sent: "100"), Row(.integer(0...100), "0.4", sent: "0"),
        Row(.integer(0...100), "-0.4", sent: "0"), Row(.integer(0...100), "33.5", sent: "34"),
        Row(.integer(0...100), "100.49", sent: "100"), Row(.integer(0...100), "100.5", sent: nil),
        Row(.integer(0...100), "-0.5", sent: nil), Row(.integer(0...100), #""5""#, sent: nil),
        Row(.integer(0...100), "1e300", sent: nil), Row(.number(0...1), "0"), Row(.number(0...1), "1"),
        Row(.number(0...1), "0.25"), Row(.number(0...1), "1.01", sent: nil), Row(.number(0...1), "[]", sent: nil),
        Row(.temperature, #"{"value": 100, "scale": "CELSIUS"}"#),
        Row(.temperature, #"{"value": 212, "scale": "FAHRENHEIT"}"#),
        Row(.temperature, #"{"value": 21, "scale": "CELSIUS", "x": 1}"#, sent: #"{"value": 21, "scale": "CELSIUS"}"#),
        Row(.temperature, #"{"value": 1280, "scale": "CELSIUS"}"#),
        Row(.temperature, #"{"value": 0, "scale": "KELVIN"}"#),
        Row(.temperature, #"{"value": -460, "scale": "FAHRENHEIT"}"#, sent: nil),
        Row(.temperature, #"{"value": -274, "scale": "CELSIUS"}"#, sent: nil), Row(.temperature, "21", sent: nil),
        Row(.numericText, #""13.1""#), Row(.numericText, "6", sent: #""6""#), Row(.numericText, #""BBC""#, sent: nil),
        Row(.numericText, "true", sent: nil), Row(.bare(.word(["HEAT"])), #""heat""#, sent: #""HEAT""#),
        Row(.bare(.word(["HEAT"])), #"{"value": "HEAT"}"#, sent: #""HEAT""#),
        Row(.bare(.word(["HEAT"])), #"{"mode": "HEAT"}"#, sent: nil),
        Row(.timestamp, #""2026-11-21T09:30:00.25Z""#),
        Row(.timestamp, #""2026-11-21""#, sent: nil),
        Row(.timestampWithoutFraction, #""2026-11-21T09:30:00.25Z""#, sent: #""2026-11-21T09:30:00Z""#),
        Row(.duration, #""PT90M""#), Row(.duration, #""90 minutes""#, sent: nil), Row(.list(.boolean), "[]"),
        Row(.list(.boolean), "[true, false]"), Row(.list(.boolean), "[true, 1]", sent: nil),
        Row(.list(.boolean), "true", sent: nil), Row(object, #"{"a": true, "b": 5}"#),
        Row(object, #"{"a": true, "b": 10}"#, sent: #"{"a": true}"#),
        Row(object, #"{"a": true, "c": 1}"#, sent: #"{"a": true}"#), Row(object, #"{"b": 5}"#, sent: nil),
        Row(object, #"{"a": null}"#, sent: nil), Row(object, "[]", sent: nil), Row(.map(object), "{}"),
        Row(.map(object), #"{"x": {"a": true}, "y": {"a": false, "b": 1}}"#),
        Row(.map(object), #"{"x": {"a": true, "c": 1}}"#, sent: #"{"x": {"a": true}}"#),
        Row(.map(object), #"{"x": {"a": true}, "y": 1}"#, sent: nil), Row(.map(object), "[]", sent: nil),
        Row(.either([.boolean, object]), "false"), Row(.either([.boolean, object]), #"{"a": false}"#),
        Row(.either([.boolean, object]), "1", sent: nil),
    ])
    func normalised(row: Row) {
        #expect(row.shape.normalised(JSONValue(reading: row.value)) == row.sent.map { JSONValue(reading: $0) })
    }

    @Test(
        arguments: [
            (.word(["ON", "OFF"]), "one of ON, OFF"), (.integer(0...100), "a whole number from 0 to 100"),
            (.number(0...1), "a number from 0 to 1"), (.list(.boolean), "a list, each element true or false"),
            (.either([.boolean, .text]), "true or false, or a string"), (.bare(.text), "a string"),
            (object, "an object with a: true or false; b (optional): a whole number from 0 to 9"),
        ] as [(ValueShape, String)])
    func expectation(shape: ValueShape, text: String) {
        #expect(shape.expectation == text)
    }
}
