import TestSupport
import Testing

@testable import EventGateway

@Suite struct Base64URLTests {
    @Test func roundTrip() {
        var random = SplitMix64()
        for count in 0..<100 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Base64URL.bytes(Array(TestKey.base64URL(bytes).utf8)[...]) == bytes, "TEST_SEED=\(random.seed)")
        }
    }

    /// Padding, the other alphabet, white space, single characters, non-zero unused bits.
    @Test(arguments: ["AA==", "AA=", "A", "AAAAA", "A+AA", "A/AA", "A A", "AA\n", "AB", "AAB", "é", "A.A"])
    func strict(_ text: String) { #expect(Base64URL.bytes(Array(text.utf8)[...]) == nil) }
}
