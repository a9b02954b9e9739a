import Telemetry

/// HTML. Interpolated values are escaped, unless they are markup themselves, so that text of a log cannot become markup by
/// mistake.
struct Markup: ExpressibleByStringInterpolation, Sendable {
    private(set) var text: String

    init(stringLiteral value: String) { text = value }
    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }
    private init(unescaped text: String) { self.text = text }

    static func + (left: Markup, right: Markup) -> Markup { Markup(unescaped: left.text + right.text) }
    static func += (left: inout Markup, right: Markup) { left.text += right.text }

    struct Interpolation: StringInterpolationProtocol {
        var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
        mutating func appendInterpolation(_ markup: [Markup]) { for part in markup { text += part.text } }
        mutating func appendInterpolation(_ number: Int) { text += String(number) }
        /// A coordinate, with one decimal.
        mutating func appendInterpolation(_ number: Double) {
            let tenths = Int((number * 10).rounded())
            text += tenths < 0 ? "-" : ""
            text += "\(tenths.magnitude / 10)"
            if tenths % 10 != 0 { text += ".\(tenths.magnitude % 10)" }
        }

        /// Text of any origin, on one line, in an element or an attribute.
        mutating func appendInterpolation(_ value: String) {
            for character in value.printable.unicodeScalars {
                switch character {
                case "&": text += "&amp;"
                case "<": text += "&lt;"
                case ">": text += "&gt;"
                case "\"": text += "&quot;"
                case "'": text += "&#39;"
                default: text.unicodeScalars.append(character)
                }
            }
        }
    }
}
