import AlexaProtocol
import Testing

@Suite("What is kept of a broken document")
struct JSONPartialTreeTests {
    static let broken: [(String, JSONValue?)] = [
        (
            #"{"directive":{"header":{"name":"TurnOn"},"payload":{"x":"#,
            ["directive": ["header": ["name": "TurnOn"], "payload": [:]]]
        ),
        // An unreadable value is removed together with its name.
        (#"{"a":1,"b":tru"#, ["a": 1]), (#"{"a":1,"b":"#, ["a": 1]), (#"{"a":1,"b""#, ["a": 1]),
        (#"{"a":1,"b":"cut of"#, ["a": 1]), (#"{"a":1,"b":01}"#, ["a": 1]),
        ("[1,2,x,4]", [1, 2]), ("[1,,2]", [1]), ("[1,]", [1]),
        // The readable part of an incomplete container is kept.
        (#"{"a":{"b":[1,{"c":2,"#, ["a": ["b": [1, ["c": 2]]]]), (#"{"a":{"b":1]}"#, ["a": ["b": 1]]),
        ("[[1],[2", [[1], []]), ("{", [:]), ("[", []),
        // A number at the end of the input may lack digits; strings, words and containers have an end of their own.
        (#"{"a":12"#, [:]), (#"{"a":12 "#, ["a": 12]), (#"{"a":"12""#, ["a": "12"]), (#"{"a":true"#, ["a": true]),
        ("12", 12),
        // Text after the document is ignored.
        ("{} trailing", [:]), (#"{"a":1}{"b":2}"#, ["a": 1]), ("1,", 1),
        // Empty input.
        ("", nil), ("}", nil), (#""cut of"#, nil), ("tru", nil), ("-", nil),
    ]

    @Test(arguments: broken)
    func keepsWhatItCouldRead(_ text: String, _ value: JSONValue?) {
        let document = JSONDocument(parsing: Array(text.utf8))
        #expect(document.value == value)
        #expect((document.problem == nil) == (text == "12"))
    }

    static let directive = #"""
        {"directive":{"header":{"namespace":"Alexa.PowerController","name":"TurnOn","correlationToken":"dFMb0z+P"},
        "endpoint":{"endpointId":"lamp-é-\n","cookie":{"a":[1,-2.5e3,true,null,{}]}},"payload":{}}}
        """#

    @Test func everyTruncationIsAProblemAndKeepsAPrefix() {
        let bytes = Array(Self.directive.utf8)
        let whole = JSONDocument(parsing: bytes)
        #expect(whole.problem == nil)
        for length in 1..<bytes.count {
            let document = JSONDocument(parsing: Array(bytes[..<length]))
            #expect(document.problem != nil)
            #expect(isPart(document.value, of: whole.value), "\(length)")
        }
    }

    @Test func theCorrelationTokenSurvivesWhateverFollows() {
        let bytes = Array(Self.directive.utf8)
        let header = Self.directive.utf8.count - Self.directive.drop { $0 != "}" }.utf8.count
        for length in header..<bytes.count {
            let value = JSONDocument(parsing: bytes[..<length] + [0xFF]).value
            #expect(value?.object?["directive"]?.object?["header"]?.object?["correlationToken"] == "dFMb0z+P")
        }
    }

    /// Whether `part` is `whole` or `whole` with its end cut off.
    private func isPart(_ part: JSONValue?, of whole: JSONValue?) -> Bool {
        switch (part, whole) {
        case (.object(let part)?, .object(let whole)?):
            part.members.count <= whole.members.count
                && zip(part.members, whole.members).allSatisfy { $0.key == $1.key && isPart($0.value, of: $1.value) }
        case (.array(let part)?, .array(let whole)?):
            part.count <= whole.count && zip(part, whole).allSatisfy { isPart($0, of: $1) }
        case (let part, let whole): part == nil || part == whole
        }
    }
}
