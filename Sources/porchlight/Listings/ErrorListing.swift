import AlexaProtocol
import Assembly
import DeviceCloud

/// The error tables as text: for a terminal, and for the page docs/errors.md.
enum ErrorListing {
    /// Alexa's errors, one per line.
    static var alexa: String {
        let kinds = ErrorCatalog.kinds
        let width = kinds.map(\.type.count).max() ?? 0
        return kinds.map { kind in
            let fields = fields(of: kind)
            let line = "\(padded(kind.type, width))  \(kind.header.namespace)" + (fields.isEmpty ? "" : "  \(fields)")
            return line + "\n"
        }.joined()
    }

    /// A cloud's codes: two lines each.
    static func text(of table: ErrorTable) -> String {
        let width = table.rows.map { title($0).count }.max() ?? 0
        return table.rows.map { row in
            var first = "\(padded(title(row), width))  \(row.error.map(name) ?? "(success)")"
            if row.error != nil { first += "  \(recovery(row))" }
            var second = "    \(row.meaning)"
            let contexts = contexts(row)
            if !contexts.isEmpty { second += "; \(contexts.joined(separator: ", "))" }
            let conditions = row.conditions.map { "    if \($0.when.rawValue): \(outcome($0))\n" }.joined()
            return first + "\n" + second + "\n" + conditions
        }.joined()
    }

    /// The tables of docs/errors.md, between its markers.
    static var markdown: String {
        var page = "### Alexa\n\n"
        page += "| type | namespace | payload fields |\n| --- | --- | --- |\n"
        for kind in ErrorCatalog.kinds {
            let fields = fields(of: kind)
            page += "| `\(kind.type)` | `\(kind.header.namespace)` | \(fields.isEmpty ? "-" : fields) |\n"
        }
        for table in DeviceClouds.errorTables { page += "\n### \(table.cloud)\n\n" + rows(of: table) }
        return page
    }

    private static func rows(of table: ErrorTable) -> String {
        let head = [
            "code", "means", "HTTP", "a command is answered", "ReportState", "discovery", "first", "why",
        ]
        var text = "| \(head.joined(separator: " | ")) |\n|\(String(repeating: " --- |", count: head.count))\n"
        for row in table.rows {
            let error = row.error.map { "`\(name($0))`" } ?? "(success)"
            let conditions = row.conditions.map { "; if \($0.when.rawValue): \(outcome($0))" }.joined()
            let cells = [
                "`\(row.code)`" + (row.call == .login ? " at login" : ""), row.meaning,
                row.httpStatus.map { "\($0)" } ?? "-", error + conditions,
                row.stateReport == .never ? "-" : row.stateReport.rawValue,
                row.discovery == .never ? "-" : row.discovery.rawValue,
                row.error == nil ? "-" : recovery(row), row.note,
            ]
            text += "| " + cells.map(cell).joined(separator: " | ") + " |\n"
        }
        return text
    }

    private static func cell(_ text: String) -> String {
        String(text.flatMap { $0 == "|" ? [Character("\\"), "|"] : $0 == "\n" ? [" "] : [$0] })
    }

    private static func title(_ row: ErrorRow) -> String {
        row.code + (row.call == .login ? " (at login)" : "")
    }

    /// The type, with its namespace if that is not `Alexa`.
    private static func name(_ error: CloudErrorType) -> String {
        let namespace = error.type.header.namespace
        return namespace == Alexa.namespace ? error.type.type : "\(namespace) \(error.type.type)"
    }

    private static func recovery(_ row: ErrorRow) -> String {
        let step = row.recovery.step == .none ? [] : [row.recovery.step.rawValue]
        let words = step + row.recovery.flags
        return words.isEmpty ? "-" : words.joined(separator: ", ")
    }

    private static func outcome(_ condition: ErrorCondition) -> String {
        var words = condition.error.map { [name($0)] } ?? []
        if let recovery = condition.recovery {
            words += (recovery.step == .none ? [] : [recovery.step.rawValue]) + recovery.flags
        }
        return words.joined(separator: ", ")
    }

    private static func contexts(_ row: ErrorRow) -> [String] {
        var contexts: [String] = []
        if row.stateReport != .never { contexts.append("ReportState: \(row.stateReport.rawValue)") }
        if row.discovery != .never { contexts.append("discovery: \(row.discovery.rawValue)") }
        return contexts
    }

    private static func fields(of kind: ErrorKind) -> String {
        kind.fields.map { $0.isRequired ? $0.name : "\($0.name)?" }.joined(separator: ", ")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
