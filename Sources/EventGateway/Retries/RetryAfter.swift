package import AlexaProtocol

/// The `Retry-After` field of an HTTP answer: seconds, or a date (RFC 9110, 10.2.3).
package enum RetryAfter {
    /// The longest wait that is believed: a day.
    private static let longest = Duration.seconds(86_400)

    /// How long the server asks to wait; `nil` if it says nothing readable.
    package static func duration(_ field: String?, at now: Timestamp) -> Duration? {
        guard let text = field?.trimmed, !text.isEmpty else { return nil }
        if text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return min(Int64(text).map { .seconds($0) } ?? longest, longest)
        }
        guard let date = date(text) else { return nil }
        return min(max(.zero, .milliseconds(date.milliseconds - now.milliseconds)), longest)
    }

    /// Reads the one form of date that servers must send: `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func date(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2, parts[3].count == 4,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let twoDigits = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp("\(parts[3])-\(twoDigits)-\(parts[1])T\(parts[4])Z")
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

extension String {
    /// Without the blanks and tabs around it, which a field value may have.
    fileprivate var trimmed: String {
        var text = self[...]
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
