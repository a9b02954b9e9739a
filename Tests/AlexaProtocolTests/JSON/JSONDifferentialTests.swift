import AlexaProtocol
import Foundation
import TestSupport
import Testing

@Suite("The same answers as Foundation's JSONSerialization")
struct JSONDifferentialTests {
    @Test(arguments: UInt64(0)..<40)
    func onRandomDocuments(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let text = generator.json(depth: 5)
            let document = JSONDocument(parsing: Array(text.utf8))
            #expect(document.problem == nil, "\(text)")
            let expected = try #require(foundation(Array(text.utf8)), "\(text)")
            #expect(agree(document.value, expected), "\(text)")
            // Both parsers read the output of both writers.
            for style in [JSONWriter.Style.compact, .pretty] {
                let written = try #require(document.value?.encoded(style: style))
                #expect(JSONDocument(parsing: written).value == document.value)
                #expect(agree(document.value, try #require(foundation(written))), "\(text)")
            }
        }
    }

    @Test(arguments: UInt64(100)..<140)
    func onMutatedDocuments(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<250 {
            var bytes = Array(generator.json(depth: 4).utf8)
            for _ in 0...Int.random(in: 0..<3, using: &generator) { generator.mutate(&bytes) }
            let document = JSONDocument(parsing: bytes)
            let expected = foundation(bytes)
            let text = String(decoding: bytes, as: UTF8.self)
            if document.problem == nil {
                guard let expected else {
                    // Foundation refuses half a surrogate pair and numbers too large, which RFC 8259's grammar allows.
                    #expect(text.contains(/\\u[dD]|[eE]|\d{300}/), "\(text)")
                    continue
                }
                #expect(agree(document.value, expected), "\(text)")
            } else if !endsInAComma(bytes, document.problem) {
                #expect(expected == nil, "\(text)")
            }
        }
    }

    private func foundation(_ bytes: [UInt8]) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    }

    /// Whether the only problem is a comma before a closing bracket, which Foundation on Linux accepts against the RFC.
    private func endsInAComma(_ bytes: [UInt8], _ problem: JSONSyntaxError?) -> Bool {
        guard let problem, problem.offset < bytes.count, "]}".utf8.contains(bytes[problem.offset]) else { return false }
        return bytes[..<problem.offset].last { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: ",")
    }

    private func agree(_ value: JSONValue?, _ other: Any) -> Bool {
        switch (value, other) {
        case (.null?, is NSNull): true
        case (.bool(let bool)?, let number as NSNumber): isBool(number) && number.boolValue == bool
        // Foundation converts through Decimal, which is slightly inaccurate for many digits.
        case (.number(let value)?, let number as NSNumber):
            !isBool(number) && (value - number.doubleValue).magnitude <= 1e-14 * value.magnitude
        case (.string(let string)?, let other as String): Array(string.utf8) == Array(other.utf8)
        case (.array(let elements)?, let others as [Any]):
            elements.count == others.count && zip(elements, others).allSatisfy { agree($0, $1) }
        case (.object(let object)?, let others as [String: Any]):
            Set(object.members.map(\.key)) == Set(others.keys) && others.allSatisfy { agree(object[$0], $1) }
        case (_, _): false
        }
    }

    private func isBool(_ number: NSNumber) -> Bool { type(of: number) == type(of: NSNumber(value: true)) }
}
