import AlexaProtocol
import TestSupport
import Testing

@Suite("Strings, read and written")
struct JSONStringTests {
    static let escapes: [(String, String)] = [
        (#"\""#, "\""), (#"\\"#, "\\"), (#"\/"#, "/"), (#"\b"#, "\u{8}"), (#"\f"#, "\u{C}"), (#"\n"#, "\n"),
        (#"\r"#, "\r"), (#"\t"#, "\t"), (#"\u0000"#, "\0"), (#"\u001F"#, "\u{1F}"), (#"\u00e9\u00E9"#, "éé"),
        (#"\ud83d\ude00"#, "😀"), (#"\uD83D\uDE00"#, "😀"), (#"\uffff"#, "\u{FFFF}"), (#"ab\ud800"#, "ab\u{FFFD}"),
        (#"\udc00"#, "\u{FFFD}"), (#"\ud800x"#, "\u{FFFD}x"), (#"\ud800\n"#, "\u{FFFD}\n"),
        (#"\ud800\u0041"#, "\u{FFFD}A"),
        (#"\ud800\ud800\udc00"#, "\u{FFFD}\u{10000}"), (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"), (#"\u2028"#, "\u{2028}"),
        (#"e\u0301"#, "e\u{301}"), (#"before\nafter"#, "before\nafter"), (#"\\n"#, #"\n"#),
        (
            #"a token that is longer than fifteen bytes \"quoted\", and goes on"#,
            #"a token that is longer than fifteen bytes "quoted", and goes on"#
        ),
    ]

    @Test(arguments: escapes)
    func resolvesEscapes(_ escaped: String, _ text: String) {
        let document = JSONDocument(parsing: Array("\"\(escaped)\"".utf8))
        #expect(document.problem == nil)
        #expect(document.value?.string.map { Array($0.utf8) } == Array(text.utf8))
        // Also in the name of a member.
        let object = JSONDocument(parsing: Array("{\"\(escaped)\":1}".utf8)).value?.object
        #expect(object?[text] == 1)
    }

    static let rejected: [(String, JSONSyntaxError.Reason, Int)] = [
        (#""\x""#, .invalidEscape, 2), (#""\u12G4""#, .invalidEscape, 5), (#""\u-123""#, .invalidEscape, 3),
        (#""\u123""#, .invalidEscape, 6), (#""\U0041""#, .invalidEscape, 2), (#""\u１234""#, .invalidEscape, 3),
        ("\"a\nb\"", .controlCharacter, 2), ("\"\t\"", .controlCharacter, 1), ("\"\0\"", .controlCharacter, 1),
        ("\"0123456789\u{1F}\"", .controlCharacter, 11),
        ("\"", .unexpectedEnd, 1), ("\"ab", .unexpectedEnd, 3), (#""ab\"#, .unexpectedEnd, 4),
        (#""ab\""#, .unexpectedEnd, 5), (#""\u00"#, .unexpectedEnd, 5), (#""\ud83d"#, .unexpectedEnd, 7),
        (#""\ud83d\"#, .unexpectedEnd, 8), (#""\ud83d\ude"#, .unexpectedEnd, 11),
    ]

    @Test(arguments: rejected)
    func rejects(_ text: String, _ reason: JSONSyntaxError.Reason, _ offset: Int) {
        let document = JSONDocument(parsing: Array(text.utf8))
        #expect(document.problem == JSONSyntaxError(offset: offset, reason: reason))
        #expect(document.value == nil)
    }

    static let notText: [[UInt8]] = [
        [0xFF], [0x80], [0xC3], [0xC3, 0x28], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
    ]

    @Test(arguments: notText)
    func rejectsInvalidUTF8(_ bytes: [UInt8]) {
        for prefix in ["", "é", #"a\n"#, "a text that is longer than fifteen bytes"] {
            let document = JSONDocument(parsing: Array("[1,\"\(prefix)".utf8) + bytes + Array("\"]".utf8))
            #expect(document.problem == JSONSyntaxError(offset: 4 + prefix.utf8.count, reason: .invalidUTF8))
            #expect(document.value == [1])
        }
    }

    static let written: [(String, String)] = [
        ("", #""""#), ("/", #""/""#), (#""\"#, #""\"\\""#), ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
        ("\0\u{1}\u{F}\u{10}\u{1F}", #""\u0000\u0001\u000f\u0010\u001f""#), ("\u{7F}", "\"\u{7F}\""),
        ("Küche 🛋", "\"Küche 🛋\""), ("a\u{85}\u{2028}\u{2029}b", #""a\u0085\u2028\u2029b""#), ("é\"", #""é\"""#),
        ("</script>", #""</script>""#),
    ]

    @Test(arguments: written)
    func escapesNoMoreThanNeeded(_ text: String, _ json: String) {
        #expect(String(decoding: JSONValue.string(text).encoded(), as: UTF8.self) == json)
    }

    @Test func everySpecialByteIsFoundAtEveryPosition() {
        for byte in UInt8(0)..<0x80 {
            for position in 0..<20 {
                let letters = Array(repeating: UInt8(ascii: "a"), count: 19)
                let text = String(decoding: letters[..<position] + [byte] + letters[position...], as: UTF8.self)
                let json = JSONValue.string(text).encoded()
                let isEscaped = byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
                #expect((json.count > 22) == isEscaped)
                #expect(JSONDocument(parsing: json).value == .string(text))
            }
        }
    }

    @Test func anyTextSurvivesTheRoundTrip() {
        var generator = SplitMix64(seed: 2)
        for _ in 0..<5_000 {
            let text = generator.text(upTo: 40)
            for style in [JSONWriter.Style.compact, .pretty] {
                let document = JSONDocument(parsing: JSONValue.string(text).encoded(style: style))
                #expect(document.value?.string.map { Array($0.utf8) } == Array(text.utf8))
            }
        }
    }

    @Test func aHugeCookieIsRead() {
        let bytes = Array(("{\"cookie\":\"" + String(repeating: "a", count: 5_000_000) + "\"}").utf8)
        let document = JSONDocument(parsing: bytes)
        #expect(document.problem == nil)
        #expect(document.value?.encoded() == bytes)
    }

    @Test(arguments: ["a", "é", #"\""#, #"\u00e9"#, #"\ud83d\ude00 "#])
    func lengthCostsLinearTime(_ piece: String) {
        let time = [50_000, 500_000].map { size in
            let bytes = Array(("\"" + String(repeating: piece, count: size / piece.utf8.count) + "\"").utf8)
            return ContinuousClock().measure { #expect(JSONDocument(parsing: bytes).problem == nil) }
        }
        // Quadratic time would be a hundred times for ten times the size. Short times are not compared because of noise.
        #expect(time[1] < max(time[0] * 40, .seconds(1)))
    }
}
