/// A span of time the way Alexa writes it: `PT3M30S`. Weeks, days and time parts are read; years and months have no
/// fixed length and are refused. Source: Alexa property schemas, `Duration` (ISO 8601).
package struct ISODuration: Hashable, Sendable, CustomStringConvertible {
    /// Whole seconds; negative for `-PT30S`, which Alexa sends for "less time".
    package let seconds: Int

    /// A span of that many seconds.
    package init(seconds: Int) {
        self.seconds = seconds
    }

    /// Reads `PT1H30M`, `P1DT12H`, `P2W`, `PT1.5H`, `-PT30S`; `nil` for anything else. The last part may have a fraction; a
    /// fraction of a second is cut off.
    package init?(_ text: String) {
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return nil }
        var total = 0
        var isTime = false
        var units: [(UInt8, Int)] = [(UInt8(ascii: "W"), 604_800), (UInt8(ascii: "D"), 86_400)]
        while !rest.isEmpty {
            if rest.first == UInt8(ascii: "T") {
                rest = rest.dropFirst()
                guard !rest.isEmpty, !isTime else { return nil }
                isTime = true
                units = [(UInt8(ascii: "H"), 3600), (UInt8(ascii: "M"), 60), (UInt8(ascii: "S"), 1)]
                continue
            }
            let digits = Self.digits(&rest)
            guard (1...9).contains(digits.count) else { return nil }
            var fraction: Substring.UTF8View = ""[...].utf8
            let hasFraction = rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",")
            if hasFraction {
                rest = rest.dropFirst()
                fraction = Self.digits(&rest)
            }
            guard let unit = rest.popFirst(), let index = units.firstIndex(where: { $0.0 == unit }),
                !hasFraction || rest.isEmpty
            else { return nil }
            total += Self.number(digits) * units[index].1
            // Nine digits of a week are more than exact enough.
            let part = fraction.prefix(9)
            let scale = repeatElement(10, count: part.count).reduce(1, *)
            total += Self.number(part) * units[index].1 / scale
            units.removeSubrange(...index)
        }
        self.seconds = isNegative ? -total : total
    }

    private static func digits(_ rest: inout Substring.UTF8View) -> Substring.UTF8View {
        let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        rest = rest.dropFirst(digits.count)
        return digits
    }

    private static func number(_ digits: Substring.UTF8View) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    package var description: String {
        guard seconds != 0 else { return "PT0S" }
        let span = abs(seconds)
        let (hours, minutes, rest) = (span / 3600, span / 60 % 60, span % 60)
        return (seconds < 0 ? "-PT" : "PT") + (hours > 0 ? "\(hours)H" : "") + (minutes > 0 ? "\(minutes)M" : "")
            + (rest > 0 ? "\(rest)S" : "")
    }
}
