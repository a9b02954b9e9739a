import AlexaProtocol
import Testing

@Suite("What is JSON and what is not, after RFC 8259")
struct JSONGrammarTests {
    static let accepted: [(String, JSONValue)] = [
        ("null", .null), ("true", true), ("false", false), ("0", 0), (#""""#, ""), ("[]", []), ("{}", [:]),
        (" \t\r\n1 \t\r\n", 1),
        ("\u{FEFF}[1]", [1]),
        (#"[1,"a",null,[],{}]"#, [1, "a", .null, [], [:]]),
        ("[ 1 , 2 ]", [1, 2]),
        (#"{"a":1,"b":[true]}"#, ["a": 1, "b": [true]]),
        ("{ \"a\" : 1 , \"b\" : 2 }", ["a": 1, "b": 2]),
        (#"{"":0}"#, ["": 0]),
        (#"{"a":1,"b":2,"a":3}"#, ["a": 1, "b": 2, "a": 3]),
        ("\"\u{7F}\"", "\u{7F}"),
        ("\"Küche 🛋\"", "Küche 🛋"),
    ]

    @Test(arguments: accepted)
    func accepts(_ text: String, _ value: JSONValue) {
        let document = JSONDocument(parsing: Array(text.utf8))
        #expect(document.problem == nil)
        #expect(document.value == value)
    }

    static let rejected: [(String, JSONSyntaxError.Reason, Int)] = [
        ("", .empty, 0), (" \n", .empty, 2), ("\u{FEFF}", .empty, 3),
        ("x", .expectedValue, 0), ("'a'", .expectedValue, 0), ("]", .expectedValue, 0), (",", .expectedValue, 0),
        ("True", .expectedValue, 0), ("nul", .unexpectedEnd, 3), ("nulL", .expectedValue, 3),
        ("// no comments", .expectedValue, 0), ("NaN", .expectedValue, 0), ("Infinity", .expectedValue, 0),
        ("1 2", .trailingContent, 2), ("{} }", .trailingContent, 3), ("nullnull", .trailingContent, 4),
        ("null\u{0}", .trailingContent, 4), ("[1]\u{A0}", .trailingContent, 3), ("[]\u{FEFF}", .trailingContent, 2),
        ("[", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3),
        ("[1 2]", .expectedCommaOrBracket, 3), ("[1}", .expectedCommaOrBracket, 2), ("[1,]", .expectedValue, 3),
        ("[,1]", .expectedValue, 1), ("[\u{B}1]", .expectedValue, 1),
        ("{", .unexpectedEnd, 1), ("{,}", .expectedKey, 1), ("{1:2}", .expectedKey, 1), ("{a:1}", .expectedKey, 1),
        (#"{"a""#, .unexpectedEnd, 4), (#"{"a" 1}"#, .expectedColon, 5), (#"{"a",1}"#, .expectedColon, 4),
        (#"{"a":}"#, .expectedValue, 5), (#"{"a":1"#, .unexpectedEnd, 6), (#"{"a":1,}"#, .expectedKey, 7),
        (#"{"a":1]"#, .expectedCommaOrBrace, 6), (#"{"a":1 "b":2}"#, .expectedCommaOrBrace, 7),
    ]

    @Test(arguments: rejected)
    func rejects(_ text: String, _ reason: JSONSyntaxError.Reason, _ offset: Int) {
        let problem = JSONDocument(parsing: Array(text.utf8)).problem
        #expect(problem == JSONSyntaxError(offset: offset, reason: reason))
    }

    @Test func aProblemIsWordedWithoutTheInput() {
        let problem = JSONDocument(parsing: Array(#"{"token" "Atza|secret"}"#.utf8)).problem
        #expect(problem?.description == "a colon was expected at byte 9")
    }

    @Test(arguments: ["[", #"{"a":"#, #"[{"a":"#])
    func nestsAsDeepAsAllowed(_ opening: String) {
        for limit in [0, 1, 2, 64, JSONDocument.greatestDepth] {
            let levels = (limit + 1) * opening.count { $0 == "[" || $0 == "{" }
            let text = String(repeating: opening, count: levels)
            let offset = JSONDocument(parsing: Array(text.utf8), maximumDepth: limit).problem?.offset
            // The error is at the first bracket beyond the limit.
            let brackets = text.utf8.indices.filter { "[{".utf8.contains(text.utf8[$0]) }
            #expect(offset == text.utf8.distance(from: text.utf8.startIndex, to: brackets[limit]))
        }
        let text = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(JSONDocument(parsing: Array(text.utf8)).problem == nil)
    }

    @Test(arguments: [10_000, 10_000_000])
    func countlessBracketsAreHarmless(_ count: Int) {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: count)
        let document = JSONDocument(parsing: bytes, maximumDepth: .max)
        #expect(document.problem == JSONSyntaxError(offset: JSONDocument.greatestDepth, reason: .tooDeep))
        #expect(document.value?.encoded().count == 2 * JSONDocument.greatestDepth)
        #expect(document.value == JSONDocument(parsing: bytes, maximumDepth: .max).value)
    }
}
