/// A span of time the way Alexa writes it: `PT3M30S`. Weeks, days and time parts are read; years and months have no
/// fixed length and are refused. Source: Alexa property schemas, `Duration` (ISO 8601).
package struct ISODuration: Hashable, Sendable, CustomStringConvertible {
    /// Whole seconds; negative for `-PT30S`, which Alexa sends for "less time".
    package let seconds: Int

    /// A span of that many seconds.
    package init(seconds: Int) {
        self.seconds = seconds
    }

    /// Reads `PT1H30M`, `P1DT12H`, `P2W`, `-PT30S`; a fraction of a second is cut off. `nil` for anything else.
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
            let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            guard (1...9).contains(digits.count) else { return nil }
            rest = rest.dropFirst(digits.count)
            var hasFraction = false
            if rest.first == UInt8(ascii: ".") {
                hasFraction = true
                rest = rest.dropFirst().drop { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            }
            guard let unit = rest.popFirst(), let index = units.firstIndex(where: { $0.0 == unit }),
                !hasFraction || unit == UInt8(ascii: "S")
            else { return nil }
            let count = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            total += count * units[index].1
            units.removeSubrange(...index)
        }
        self.seconds = isNegative ? -total : total
    }

    package var description: String {
        guard seconds != 0 else { return "PT0S" }
        let span = abs(seconds)
        let (hours, minutes, rest) = (span / 3600, span / 60 % 60, span % 60)
        return (seconds < 0 ? "-PT" : "PT") + (hours > 0 ? "\(hours)H" : "") + (minutes > 0 ? "\(minutes)M" : "")
            + (rest > 0 ? "\(rest)S" : "")
    }
}
