package import AlexaProtocol

/// Times as log collectors and people write them.
package enum LineTime {
    /// Reads a time at the start of a text: `2026-11-26T04:00:00.123Z`, with a space in place of the `T`, without seconds, with
    /// up to 9 digits of fraction after a point or a comma, with `Z`, `+01:00`, `+0100` or, meaning UTC, nothing.
    ///
    /// - Returns: the time and how many bytes it takes; `nil` if there is none.
    package static func read(_ bytes: ArraySlice<UInt8>) -> (time: Timestamp, length: Int)? {
        var reader = Reader(bytes: bytes, position: bytes.startIndex)
        guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
            let day = reader.digits(2), reader.skip("T") || reader.skip(" "), let hour = reader.digits(2),
            reader.skip(":"), let minute = reader.digits(2)
        else { return nil }
        var second = 0
        var fraction = 0
        if reader.skip(":") {
            guard let read = reader.digits(2) else { return nil }
            second = read
            if reader.skip(".") || reader.skip(",") {
                guard let read = reader.fraction() else { return nil }
                fraction = read
            }
        }
        var offset = 0
        if !reader.skip("Z"), let sign = reader.sign() {
            guard let hours = reader.digits(2) else { return nil }
            _ = reader.skip(":")
            guard let minutes = reader.digits(2), hours < 24, minutes < 60 else { return nil }
            offset = sign * (hours * 60 + minutes)
        }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let text = "\(two(hour)):\(two(minute)):\(two(second))"
        guard year >= 1970, let base = Timestamp("\(year)-\(two(month))-\(two(day))T\(text)Z") else { return nil }
        let milliseconds = base.milliseconds + Int64(fraction) - Int64(offset) * 60_000
        return (Timestamp(milliseconds: milliseconds), reader.position - bytes.startIndex)
    }

    /// A text that is a time and nothing else.
    package static func whole(_ text: some StringProtocol) -> Timestamp? {
        let bytes = Array(text.utf8)
        guard let (time, length) = read(bytes[...]), length == bytes.count else { return nil }
        return time
    }

    /// A time of a collector's JSON: milliseconds since 1970, seconds or microseconds if the number is that small or large,
    /// or text.
    static func of(_ value: JSONValue?) -> Timestamp? {
        switch value {
        case .number(let number): epoch(number)
        case .string(let text): whole(text) ?? Double(text).flatMap(epoch)
        case .null, .bool, .array, .object, nil: nil
        }
    }

    private static func epoch(_ number: Double) -> Timestamp? {
        switch number {
        case 1e8..<1e11: Timestamp(milliseconds: Int64(number * 1000))
        case 1e11..<1e14: Timestamp(milliseconds: Int64(number))
        case 1e14..<1e17: Timestamp(milliseconds: Int64(number / 1000))
        case 1e17..<1e19: Timestamp(milliseconds: Int64(number / 1_000_000))
        default: nil
        }
    }

    private struct Reader {
        let bytes: ArraySlice<UInt8>
        var position: Int

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        mutating func sign() -> Int? { skip("+") ? 1 : skip("-") ? -1 : nil }

        mutating func digits(_ count: Int) -> Int? {
            guard position + count <= bytes.endIndex else { return nil }
            var number = 0
            for byte in bytes[position..<position + count] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
            }
            position += count
            return number
        }

        /// 1 to 9 digits after the point, as milliseconds.
        mutating func fraction() -> Int? {
            var (number, count) = (0, 0)
            while count < 10, let digit = digits(1) {
                if count < 3 { number = number * 10 + digit }
                count += 1
            }
            guard (1...9).contains(count) else { return nil }
            return number * [100, 10, 1][min(count, 3) - 1]
        }
    }
}
