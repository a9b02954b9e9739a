/// Numbers and ids in sentences.
enum Words {
    /// `1,234 ms`, from 10 s on `12.3 s`.
    static func milliseconds(_ count: Int) -> String {
        guard count.magnitude >= 10_000 else { return "\(grouped(count)) ms" }
        let tenths = (count + 50) / 100
        return "\(grouped(tenths / 10)).\(abs(tenths % 10)) s"
    }

    /// A tick of an axis: `200 ms`, `2 s`, `2.5 s`.
    static func axis(_ milliseconds: Int) -> String {
        milliseconds.magnitude < 1000 ? "\(milliseconds) ms" : "\(decimal(Double(milliseconds) / 1000)) s"
    }

    /// With a comma before each group of three digits.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// `1 attempt`, `2 attempts`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// The namespace of an interface without `Alexa.`.
    static func short(_ namespace: String) -> String {
        namespace.hasPrefix("Alexa.") ? String(namespace.dropFirst(6)) : namespace
    }

    /// A text of a log as part of a sentence: one line of a limited length.
    static func quoted(_ text: String, to length: Int = 300) -> String {
        let text = text.count > length ? text.prefix(length) + "…" : text[...]
        return String(text.split(whereSeparator: \.isNewline).joined(separator: " "))
    }

    /// The same without a full stop at its end.
    static func clause(_ text: String) -> String {
        var text = text
        while text.last == "." || text.last == " " { text.removeLast() }
        return text
    }

    /// The same with a full stop at its end.
    static func sentence(_ text: String) -> String {
        guard let last = text.last, !".!?".contains(last) else { return text }
        return text + "."
    }

    /// The same with a capital at its start, unless the first word is an identifier, such as `tuya` or `store.path`.
    static func capitalised(_ text: String) -> String {
        let first = text.prefix { $0 != " " }
        guard ["its", "it", "the", "a", "an", "there", "no"].contains(first) else { return text }
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// A number with at most one decimal.
    static func decimal(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths % 10 == 0 ? grouped(tenths / 10) : "\(grouped(tenths / 10)).\(abs(tenths % 10))"
    }

    /// A share as a percentage with up to two decimals, never rounded up to 100.
    static func percent(_ share: Double) -> String {
        var hundredths = Int((share * 10_000).rounded())
        if share < 1, hundredths >= 10_000 { hundredths = 9_999 }
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        guard rest > 0 else { return "\(whole) %" }
        return rest % 10 == 0 ? "\(whole).\(rest / 10) %" : "\(whole).\(rest < 10 ? "0" : "")\(rest) %"
    }
}
