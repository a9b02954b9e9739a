/// All codes of one cloud, and the answers for failures without a code.
///
/// The order of decision: the vendor's code, then the HTTP status, then the transport error.
package struct ErrorTable: Sendable {
    /// The cloud, one lower-case word: the first part of every rule.
    package let cloud: String
    /// The rows, in the order in which they are documented.
    package let rows: [ErrorRow]
    private let byCode: [ErrorRow.Call: [String: ErrorRow]]
    let families: [CodeFamily]
    private let aliases: [String: String]
    private let codesOfStatuses: [Int: String]
    private let codesOfVendorsStatuses: [Int: String]
    private let bare: [Int: ErrorRow]

    /// A table of codes.
    ///
    /// - Parameters:
    ///   - rows: one per code and call; of two for the same, the first counts, see ``problems``.
    ///   - families: for codes without a row; the first that matches counts.
    ///   - aliases: other spellings of a code, mapped to the code that has the row.
    ///   - statuses: HTTP statuses that stand for a code when an answer has none.
    ///   - vendorsStatuses: the same for answers in the vendor's form only (``Reading/isInVendorsForm``): statuses that must not
    ///     blame the customer or the device when a proxy sends them.
    ///   - bare: the meaning of other HTTP statuses without a code at this cloud, where it is not the usual one.
    package init(
        cloud: String, rows: [ErrorRow], families: [CodeFamily] = [], aliases: [String: String] = [:],
        statuses: [Int: String] = [:], vendorsStatuses: [Int: String] = [:], bare: [Int: ErrorRow] = [:]
    ) {
        self.cloud = cloud
        self.rows = rows
        self.families = families
        self.aliases = aliases
        self.codesOfStatuses = statuses
        self.codesOfVendorsStatuses = vendorsStatuses
        self.bare = bare
        byCode = Dictionary(grouping: rows, by: \.call).mapValues { rows in
            Dictionary(rows.map { ($0.code, $0) }) { first, _ in first }
        }
    }

    /// Errors in the table itself: codes with two rows, aliases and statuses without one. A test requires this to be empty.
    package var problems: [String] {
        var problems: [String] = []
        for (call, rows) in Dictionary(grouping: rows, by: \.call) {
            for (code, same) in Dictionary(grouping: rows, by: \.code) where same.count > 1 {
                problems.append("\(code) has \(same.count) rows for \(call.rawValue)")
            }
        }
        for (alias, code) in aliases where row(code, .directive) == nil {
            problems.append("\(alias) stands for \(code), which has no row")
        }
        for (status, code) in codesOfStatuses.merging(codesOfVendorsStatuses, uniquingKeysWith: { $1 })
        where row(code, .directive) == nil {
            problems.append("HTTP \(status) stands for \(code), which has no row")
        }
        return problems.sorted()
    }

    /// The row of a code or one of its aliases; for a login the row of that call, if there is one.
    package func row(_ code: String, _ call: ErrorRow.Call) -> ErrorRow? {
        if let row = byCode[call]?[code] ?? byCode[.directive]?[code] { return row }
        guard let code = aliases[code] else { return nil }
        return byCode[call]?[code] ?? byCode[.directive]?[code]
    }

    /// The row that determines an error, and the rule that selected it.
    package struct Finding: Hashable, Sendable {
        /// The row.
        package let row: ErrorRow
        /// The rule: `CLOUD.CODE`, `CLOUD.unknown`, `CLOUD.http.STATUS` or `CLOUD.transport.KIND`.
        package let rule: String
        /// Whether the vendor's code has no row: then the table is out of date.
        package let isUnknownCode: Bool
    }

    /// The row for an answer of the cloud.
    ///
    /// - Parameters:
    ///   - code: the vendor's code; `nil` if the answer has none.
    ///   - status: the HTTP status.
    ///   - isInVendorsForm: whether an answer without a code was sent by the vendor's own servers.
    package func finding(
        _ code: String?, status: Int, _ call: ErrorRow.Call, isInVendorsForm: Bool = false
    ) -> Finding {
        guard let code else {
            let own = codesOfStatuses[status] ?? (isInVendorsForm ? codesOfVendorsStatuses[status] : nil)
            if let own, let row = row(own, call) {
                return Finding(row: row, rule: "\(cloud).http.\(status)", isUnknownCode: false)
            }
            return Finding(row: bare[status] ?? .bare(status), rule: "\(cloud).http.\(status)", isUnknownCode: false)
        }
        if let row = row(code, call) {
            return Finding(row: row, rule: "\(cloud).\(row.code)", isUnknownCode: false)
        }
        if let family = families.first(where: { $0.contains(code) }) {
            return Finding(row: family.row, rule: "\(cloud).\(family.row.code)", isUnknownCode: true)
        }
        // The status of a refusal in a successful answer has no meaning.
        let row =
            if let own = codesOfStatuses[status] ?? codesOfVendorsStatuses[status], let row = self.row(own, call),
                row.error != nil
            {
                row
            } else {
                ErrorRow.bare(status, withCode: true)
            }
        return Finding(row: row, rule: "\(cloud).unknown", isUnknownCode: true)
    }
}
