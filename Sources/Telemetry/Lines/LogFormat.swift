/// The form of a log line.
package enum LogFormat: String, CaseIterable, Sendable {
    /// One JSON object.
    case json
    /// `2026-01-01T12:00:00.000Z INFO directive endpoint_id=lamp name=TurnOn`: timestamp, level and event, then the same fields as
    /// `name=value`. It holds what the JSON form holds: a number, `true`, `false`, `null`, an object and an array are JSON. So is a text, in
    /// quotation marks, unless it is made of letters, digits and `.`, `_`, `:`, `/`, `+`, `@` and `-` and does not read as one of these.
    case text

    /// The format of this name, in upper or lower case: Lambda writes `JSON` and `Text`.
    package init?(_ name: String) { self.init(rawValue: name.lowercased()) }
}
