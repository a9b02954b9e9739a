/// A moment in time in whole milliseconds, as Alexa writes it: ISO 8601, UTC, ending in `Z`.
///
/// Whole milliseconds, because a `Double` of seconds prints `.122` for `.123`. Source: State Reporting, `timeOfSample`.
package struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1 January 1970, 00:00 UTC.
    package let milliseconds: Int64

    /// The moment `milliseconds` after (or, if negative, before) 1 January 1970, 00:00 UTC.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment `duration` later, to the millisecond.
    package func advanced(by duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        return Timestamp(milliseconds: milliseconds + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }

    /// With milliseconds: `2026-11-21T09:30:00.250Z`.
    package var description: String {
        text(withMilliseconds: true)
    }

    /// Without a fraction: `2026-11-21T09:30:00Z`, as some interfaces demand (DoorbellEventSource, TimeHoldController).
    package var withoutFraction: String {
        text(withMilliseconds: false)
    }

    private func text(withMilliseconds: Bool) -> String {
        let day = (milliseconds - Self.floorRemainder(milliseconds, 86_400_000)) / 86_400_000
        let inDay = Int(Self.floorRemainder(milliseconds, 86_400_000))
        let (year, month, dayOfMonth) = Self.civil(fromDays: Int(day))
        let (seconds, fraction) = inDay.quotientAndRemainder(dividingBy: 1000)
        var text = [UInt8]()
        text.reserveCapacity(24)
        func digits(_ number: Int, _ count: Int) {
            var power = count == 4 ? 1000 : count == 3 ? 100 : 10
            while power > 0 {
                text.append(UInt8(ascii: "0") + UInt8(number / power % 10))
                power /= 10
            }
        }
        digits(year, 4)
        text.append(UInt8(ascii: "-"))
        digits(month, 2)
        text.append(UInt8(ascii: "-"))
        digits(dayOfMonth, 2)
        text.append(UInt8(ascii: "T"))
        digits(seconds / 3600, 2)
        text.append(UInt8(ascii: ":"))
        digits(seconds / 60 % 60, 2)
        text.append(UInt8(ascii: ":"))
        digits(seconds % 60, 2)
        if withMilliseconds {
            text.append(UInt8(ascii: "."))
            digits(fraction, 3)
        }
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The proleptic Gregorian date of a day number, by Howard Hinnant's `civil_from_days`.
    private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted - (shifted >= 0 ? 0 : 146_096)) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    private static func floorRemainder(_ number: Int64, _ divisor: Int64) -> Int64 {
        let remainder = number % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}

extension Timestamp {
    /// Reads `2026-11-21T09:30:00Z` with 0 to 9 digits of fraction; `nil` for anything else, an offset included.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            var result = 0
            for byte in bytes[range] {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                result = result * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return result
        }
        let separators: [(Int, UInt8)] = [
            (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")), (10, UInt8(ascii: "T")), (13, UInt8(ascii: ":")),
            (16, UInt8(ascii: ":")),
        ]
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"),
            separators.allSatisfy({ bytes[$0.0] == $0.1 }),
            let year = number(0..<4), year >= 1970, let month = number(5..<7), (1...12).contains(month),
            let day = number(8..<10), (1...31).contains(day), let hour = number(11..<13), hour < 24,
            let minute = number(14..<16), minute < 60, let second = number(17..<19), second < 60
        else { return nil }
        var fraction = 0
        if bytes.count > 20 {
            guard bytes[19] == UInt8(ascii: "."), (22...30).contains(bytes.count),
                let read = number(20..<min(bytes.count - 1, 23)), number(20..<bytes.count - 1) != nil
            else { return nil }
            fraction = read * [100, 10, 1][min(bytes.count - 1, 23) - 21]
        }
        let days = Self.days(year: year, month: month, day: day)
        guard Self.civil(fromDays: days) == (year, month, day) else { return nil }
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
        self.init(milliseconds: Int64(seconds) * 1000 + Int64(fraction))
    }

    /// Reads the same with an offset from UTC in place of the `Z`: `2026-11-21T10:30:00+01:00`.
    package init?(withOffset text: String) {
        let (digits, offset) = (text.dropLast(6), text.suffix(6))
        guard let sign = offset.first, sign == "+" || sign == "-", let local = Timestamp("\(digits)Z"),
            let shift = Timestamp("1970-01-01T\(offset.dropFirst()):00Z")
        else { return nil }
        self.init(milliseconds: local.milliseconds - (sign == "+" ? 1 : -1) * shift.milliseconds)
    }

    /// The inverse of `civil(fromDays:)`.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
