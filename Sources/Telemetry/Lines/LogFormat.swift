/// The form of a log line.
package enum LogFormat: String, CaseIterable, Sendable {
    /// One JSON object.
    case json
    /// `2026-01-01T12:00:00.000Z INFO directive endpoint_id=lamp name=TurnOn`: timestamp, level and event, then the same fields
    /// as `name=value`. It loses nothing of the JSON form: numbers, `true`, `false`, `null`, objects and arrays are JSON. A
    /// string is JSON in quotation marks, unless it has only letters, digits and `.`, `_`, `:`, `/`, `+`, `@` and `-` and
    /// cannot be read as one of these.
    case text

    /// The format of this name, in upper or lower case: Lambda writes `JSON` and `Text`.
    package init?(_ name: String) { self.init(rawValue: name.lowercased()) }
}
