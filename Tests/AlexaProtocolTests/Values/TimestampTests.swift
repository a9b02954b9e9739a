import AlexaProtocol
import TestSupport
import Testing

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        "is written in milliseconds, UTC",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (68_255_999_999, "1972-02-29T23:59:59.999Z"),
            (946_684_799_001, "1999-12-31T23:59:59.001Z"),
            // 2000 is a leap year although it is divisible by 100; 2100 is not.
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"),
            (1_709_210_096_789, "2024-02-29T12:34:56.789Z"),
            (1_795_253_400_250, "2026-11-21T09:30:00.250Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (13_574_563_200_000, "2400-02-29T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func written(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
        #expect(Timestamp(text) == Timestamp(milliseconds: milliseconds))
    }

    @Test(
        "is written before 1970, too",
        arguments: [
            (-1, "1969-12-31T23:59:59.999Z"), (-31_536_000_000, "1969-01-01T00:00:00.000Z"),
            (-11_670_998_400_000, "1600-02-29T00:00:00.000Z"),
        ] as [(Int64, String)])
    func writtenBefore1970(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test(
        "reads fractions of any length up to nanoseconds",
        arguments: [
            ("2026-11-21T09:30:00Z", 0), ("2026-11-21T09:30:00.4Z", 400), ("2026-11-21T09:30:00.45Z", 450),
            ("2026-11-21T09:30:00.045Z", 45), ("2026-11-21T09:30:00.250Z", 250), ("2026-11-21T09:30:00.2509Z", 250),
            ("2026-11-21T09:30:00.999999Z", 999), ("2026-11-21T09:30:00.000999999Z", 0),
        ] as [(String, Int64)])
    func fractions(text: String, milliseconds: Int64) {
        #expect(Timestamp(text)?.milliseconds == 1_795_253_400_000 + milliseconds)
    }

    @Test(
        "reads an offset where one is expected",
        arguments: [
            ("2026-11-21T09:30:00+00:00", 0), ("2026-11-21T09:30:00.25-00:00", 250),
            ("2026-11-21T10:30:00+01:00", 0), ("2026-11-20T23:30:00-10:00", 0), ("2026-11-21T15:00:00.5+05:30", 500),
            ("2026-11-21T09:30:00Z", nil), ("2026-11-21T09:30:00", nil), ("2026-11-21T09:30:00+0000", nil),
            ("2026-11-21T09:30:00+24:00", nil), ("2026-11-21T09:30:00 00:00", nil), ("+00:00", nil), ("", nil),
        ] as [(String, Int64?)])
    func offsets(text: String, milliseconds: Int64?) {
        #expect(Timestamp(withOffset: text)?.milliseconds == milliseconds.map { 1_795_253_400_000 + $0 })
    }

    @Test(
        "reads nothing else",
        arguments: [
            "", "Z", "2026-11-21", "2026-11-21T09:30Z", "2026-11-21T09:30:00", "2026-11-21T09:30:00+00:00",
            "2026-11-21T09:30:00.Z", "2026-11-21T09:30:00,250Z", "2026-11-21T09:30:00.1234567890Z",
            "2026-11-21T09:30:00.25 Z", "2026-11-21T09:30:00.25Z ", " 2026-11-21T09:30:00Z", "2026-11-21t09:30:00z",
            "2026-11-21 09:30:00Z", "2026/11/21T09:30:00Z", "2026-11-21T09-30-00Z", "20261121T093000Z",
            "2026-00-21T09:30:00Z", "2026-13-21T09:30:00Z", "2026-11-00T09:30:00Z", "2026-11-31T09:30:00Z",
            "2026-12-32T09:30:00Z", "2026-11-21T24:00:00Z", "2026-11-21T09:60:00Z", "2026-11-21T23:59:60Z",
            "2023-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-02-30T00:00:00Z", "1969-12-31T23:59:59Z",
            "-026-11-21T09:30:00Z", "+026-11-21T09:30:00Z", "2026-11-21T09:30:0xZ", "12026-11-21T09:30:00Z",
            "２026-11-21T09:30:00Z", "2026-11-21T09:30:00.٤Z",
        ])
    func refused(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("every day since 1970 follows the one before")
    func everyDay() {
        var (year, month, day) = (1970, 1, 1)
        for number in 0..<200_000 {
            let timestamp = Timestamp(milliseconds: Int64(number) * 86_400_000)
            let date = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)T00:00:00Z"
            guard timestamp.withoutFraction == date, Timestamp(date) == timestamp else {
                Issue.record("day \(number) is \(timestamp.withoutFraction), not \(date)")
                return
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    @Test("what is written is read back", arguments: [1, 2, 3] as [UInt64])
    func roundTrip(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<5000 {
            let timestamp = Timestamp(milliseconds: .random(in: 0...253_402_300_799_999, using: &generator))
            #expect(Timestamp(timestamp.description) == timestamp)
            #expect(
                Timestamp(timestamp.withoutFraction)?.milliseconds
                    == timestamp.milliseconds - timestamp.milliseconds % 1000)
        }
    }

    @Test("the order of time is the order of the text")
    func order() {
        let times = ["2026-11-21T09:30:00.249Z", "2026-11-21T09:30:00.250Z", "2026-11-21T09:30:01.000Z"]
        let read = times.compactMap { Timestamp($0) }
        #expect(read == read.sorted())
        #expect(read.count == 3)
    }

    @Test(
        "advances to the millisecond",
        arguments: [
            (Duration.seconds(1), 1000), (.milliseconds(-1500), -1500), (.zero, 0), (.microseconds(1999), 1),
            (.seconds(86_400), 86_400_000),
        ] as [(Duration, Int64)])
    func advanced(duration: Duration, milliseconds: Int64) {
        let start = Timestamp(milliseconds: 1_795_253_400_000)
        #expect(start.advanced(by: duration).milliseconds == start.milliseconds + milliseconds)
    }
}
