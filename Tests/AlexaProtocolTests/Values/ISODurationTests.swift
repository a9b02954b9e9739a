import AlexaProtocol
import TestSupport
import Testing

@Suite("ISODuration")
struct ISODurationTests {
    @Test(
        "reads weeks, days and time",
        arguments: [
            ("PT0S", 0), ("PT30S", 30), ("PT3M30S", 210), ("PT1H30M", 5400), ("PT1H", 3600), ("PT90M", 5400),
            ("PT100H", 360_000), ("P1D", 86_400), ("P1DT12H", 129_600), ("P2W", 1_209_600), ("P1W1D", 691_200),
            ("P0D", 0), ("-PT30S", -30), ("-P1DT1S", -86_401), ("PT1.9S", 1), ("PT0.5S", 0), ("PT1.S", 1),
            ("PT1.5H", 5400), ("PT1.5M", 90), ("P1.5D", 129_600), ("PT1,5S", 1), ("PT0.25H", 900),
            ("PT007S", 7), ("PT999999999S", 999_999_999),
        ])
    func read(text: String, seconds: Int) {
        #expect(ISODuration(text)?.seconds == seconds)
    }

    @Test(
        "reads nothing else",
        arguments: [
            "", "-", "P", "PT", "-P", "T", "1", "30S", "PT30", "PTS", "PT-30S", "+PT30S", "--PT30S", "pt30s", "PT30s",
            "P1Y", "P1M", "P1Y2M3DT4H5M6S", "PT1S1S", "PT1S1M", "PT1M1H", "P1D1W", "PT1D", "P1H", "P1DT", "PT1HT1M",
            "PT1ST1H", "P1DTT1H", "PT1.5H1M", "P1.5DT1H", "PT.5S", "PT1234567890S", "PT1 S", " PT1S",
            "PT1S ", "PT１S", "PT5X",
        ])
    func refused(text: String) {
        #expect(ISODuration(text) == nil)
    }

    @Test(
        "is written in hours, minutes and seconds",
        arguments: [
            (0, "PT0S"), (1, "PT1S"), (59, "PT59S"), (60, "PT1M"), (210, "PT3M30S"), (3600, "PT1H"), (3601, "PT1H1S"),
            (5400, "PT1H30M"), (86_400, "PT24H"), (90_061, "PT25H1M1S"), (-30, "-PT30S"), (-3661, "-PT1H1M1S"),
        ])
    func written(seconds: Int, text: String) {
        #expect(ISODuration(seconds: seconds).description == text)
    }

    @Test("what is written is read back")
    func roundTrip() {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<5000 {
            let duration = ISODuration(seconds: .random(in: -1_000_000_000...1_000_000_000, using: &generator))
            #expect(ISODuration(duration.description) == duration)
        }
    }
}
