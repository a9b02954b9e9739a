import AlexaProtocol
import TestSupport
import Testing

@Suite("Numbers, read and written")
struct JSONNumberTests {
    static let numbers: [(String, Double, String)] = [
        ("0", 0, "0"), ("-0", -0.0, "0"), ("-0.0", -0.0, "0"), ("0e5", 0, "0"), ("0.0", 0, "0"),
        ("1", 1, "1"), ("-1", -1, "-1"), ("42", 42, "42"), ("25.0", 25, "25"), ("21.5", 21.5, "21.5"),
        ("1e5", 100_000, "100000"), ("1E+2", 100, "100"), ("25e-1", 2.5, "2.5"), ("1e00", 1, "1"), ("0.1", 0.1, "0.1"),
        ("999999999999999", 999_999_999_999_999, "999999999999999"),
        ("-9007199254740991", -9_007_199_254_740_991, "-9007199254740991"),
        ("9007199254740992", 0x1p53, "9007199254740992.0"), ("9007199254740993", 0x1p53, "9007199254740992.0"),
        ("18446744073709551616", 0x1p64, "1.8446744073709552e+19"), ("1e22", 1e22, "1e+22"), ("1e-7", 1e-7, "1e-07"),
        // Correct rounding: halfway cases, the extremes, the number that once put PHP and Java into an endless loop.
        ("9007199254740993.0000000000000000000001", 0x1.0000000000001p53, "9.007199254740994e+15"),
        ("1.7976931348623157e308", .greatestFiniteMagnitude, "1.7976931348623157e+308"),
        ("2.2250738585072011e-308", .leastNormalMagnitude.nextDown, "2.225073858507201e-308"),
        ("5e-324", .leastNonzeroMagnitude, "5e-324"), ("1e-400", 0, "0"), ("-1e-400", -0.0, "0"),
        ("0.500000000000000166533453693773481063544750213623046875", 0x1.0000000000002p-1, "0.5000000000000002"),
    ]

    @Test(arguments: numbers)
    func readsAndWrites(_ text: String, _ number: Double, _ written: String) {
        for text in [text, "[\(text)]", "[ \(text) ]"] {
            let value = JSONDocument(parsing: Array(text.utf8)).value
            let read = value?.number ?? value?.array?.first?.number
            #expect(read?.bitPattern == number.bitPattern)
        }
        #expect(String(decoding: JSONValue.number(number).encoded(), as: UTF8.self) == written)
        #expect(JSONDocument(parsing: Array(written.utf8)).value == .number(number))
    }

    @Test(
        "what is too large for a Double is read as the largest one",
        arguments: [("1e309", 1.0), ("-1e999999999999999999999", -1), ("1.7976931348623159e308", 1)])
    func large(text: String, sign: Double) {
        let document = JSONDocument(parsing: Array(text.utf8))
        #expect(document.problem == nil)
        #expect(document.value == .number(sign * .greatestFiniteMagnitude))
    }

    static let rejected: [(String, JSONSyntaxError.Reason, Int)] = [
        ("00", .leadingZero, 0), ("01", .leadingZero, 0), ("-01", .leadingZero, 1), ("00.5", .leadingZero, 0),
        ("+1", .expectedValue, 0), (".5", .expectedValue, 0), ("-x", .malformedNumber, 1), ("--1", .malformedNumber, 1),
        ("1.x", .malformedNumber, 2), ("1.e5", .malformedNumber, 2), ("1ex", .malformedNumber, 2),
        ("1e+x", .malformedNumber, 3), ("1e+-1", .malformedNumber, 3), ("-Infinity", .malformedNumber, 1),
        ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2), ("1e", .unexpectedEnd, 2), ("1e-", .unexpectedEnd, 3),
        ("[1", .unexpectedEnd, 2), ("0x10", .trailingContent, 1), ("1_000", .trailingContent, 1),
    ]

    @Test(arguments: rejected)
    func rejects(_ text: String, _ reason: JSONSyntaxError.Reason, _ offset: Int) {
        let problem = JSONDocument(parsing: Array(text.utf8)).problem
        #expect(problem == JSONSyntaxError(offset: offset, reason: reason))
    }

    @Test func doublesSurviveTheRoundTrip() {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<20_000 {
            let number = Double(bitPattern: generator.next())
            guard number.isFinite else { continue }
            let read = JSONDocument(parsing: JSONValue.number(number).encoded()).value?.number
            #expect(read == number)
        }
    }

    @Test(arguments: [Double.infinity, -.infinity, .nan])
    func noNumberBecomesZero(_ number: Double) {
        #expect(JSONValue.number(number).encoded() == Array("0".utf8))
    }

    static let integers: [(JSONValue, Int?)] = [
        (0, 0), (.number(-0.0), 0), (-7, -7), (25.0, 25), (2.5, nil), (1e15, 1_000_000_000_000_000),
        (.number(0x1p53 - 1), 9_007_199_254_740_991), (.number(0x1p53), nil), (.number(-0x1p53), nil), (1e300, nil),
        (.number(.nan), nil), (.number(.infinity), nil), ("1", nil), (true, nil),
    ]

    @Test(arguments: integers)
    func integerIsExactOrNil(_ value: JSONValue, _ integer: Int?) {
        #expect(value.integer == integer)
    }

    @Test(arguments: [0, 7, -7, 10, 1234567890, .max, .min])
    func writesIntegers(_ integer: Int) {
        var writer = JSONWriter()
        writer.write(integer)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "\(integer)")
    }

    @Test func millionsOfDigitsAreReadInOneGo() {
        let digits = String(repeating: "1234567890", count: 500_000)
        #expect(JSONDocument(parsing: Array("0.\(digits)".utf8)).value == 0.1234567890123456789)
        #expect(JSONDocument(parsing: Array("\(digits)".utf8)).value == .number(.greatestFiniteMagnitude))
        #expect(JSONDocument(parsing: Array("\(digits)e-5000000".utf8)).value == 0.1234567890123456789)
    }
}
