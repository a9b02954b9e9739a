package import AlexaProtocol

/// The `Retry-After` field of an HTTP answer: seconds, or a date (RFC 9110, 10.2.3).
package enum RetryAfter {
    /// A longer wait is cut to an hour: one request an hour does no harm.
    private static let longest = RetryPolicy.longestWait / 2

    /// The pause that the server demands; `nil` if the field is missing or cannot be parsed.
    package static func duration(_ field: String?, at now: Timestamp) -> Duration? {
        guard let text = field?.trimmed, !text.isEmpty else { return nil }
        if text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return min(Int64(text).map { .seconds($0) } ?? longest, longest)
        }
        guard let date = date(text) else { return nil }
        return min(max(.zero, .milliseconds(date.milliseconds - now.milliseconds)), longest)
    }

    /// Parses `Sun, 06 Nov 1994 08:49:37 GMT`, which servers must send, and the two forms that recipients must accept as well:
    /// `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994` (RFC 9110, 5.6.7).
    private static func date(_ text: String) -> Timestamp? {
        let parts = text.split { $0 == " " || $0 == "-" }.map(String.init)
        if parts.count == 6, parts[5] == "GMT" {
            // A year of two digits is in this century: earlier dates are not used.
            let year = parts[3].count == 2 ? "20\(parts[3])" : parts[3]
            return date(year, parts[2], parts[1], parts[4])
        }
        return parts.count == 5 ? date(parts[4], parts[1], parts[2], parts[3]) : nil
    }

    private static func date(_ year: String, _ month: String, _ day: String, _ time: String) -> Timestamp? {
        guard year.count == 4, let month = months.firstIndex(of: month) else { return nil }
        func twoDigits(_ text: String) -> String { text.count == 1 ? "0\(text)" : text }
        return Timestamp("\(year)-\(twoDigits(String(month + 1)))-\(twoDigits(day))T\(time)Z")
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

extension String {
    /// The text without leading and trailing blanks and tabs, which a field value may have.
    fileprivate var trimmed: String {
        var text = self[...]
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
