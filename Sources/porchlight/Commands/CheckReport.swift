import AlexaProtocol
import DeviceCloud
import DynamoDBStore
import EventGateway
import SQLiteStore
import Settings
import Telemetry

/// The findings of `porchlight check`.
struct CheckReport {
    /// Problems of the settings. If there are any, nothing else is tested.
    var problems: [String] = []
    /// Settings that are valid but probably not intended.
    var warnings: [String] = []
    /// The result for each account.
    var accounts: [AccountCheck] = []
    /// Whether a store is configured.
    var hasStore = true
    /// The DynamoDB table of the store; `nil` if there is none.
    var table: Table?
    /// The result for the settings that determine the customer of a token; `nil` if there was nothing to test.
    var customers: ResolverCheck?

    /// The name and problems of a table and of its queue, if it has one.
    struct Table {
        let name: String
        let findings: [String]
        let queue: (url: String, findings: [String])?

        var hasFailed: Bool { !findings.isEmpty || queue?.findings.isEmpty == false }
    }

    /// The consequences of having no store.
    private static let withoutStore =
        "no store is configured: grants are refused (ACCEPT_GRANT_FAILED), no answer is deferred, no event is sent. "
        + "\(SQLiteStoreSettings.path.variable) on a host, or \(DynamoDBStoreSettings.table.variable) in AWS Lambda, and "
        + "\(SQLiteStoreSettings.key.variable) configure one; without it switch off \"Send Alexa Events\" in the skill's "
        + "permissions"

    var hasFailed: Bool {
        !problems.isEmpty || table?.hasFailed == true || customers?.works == false
            || accounts.contains { $0.verdict == .fails }
    }

    /// A line for the settings and one for each account, followed by indented lines with the findings.
    var text: String {
        var lines = [(problems.isEmpty ? "ok       " : "failed   ") + "settings"] + problems.map { "         \($0)" }
        if !hasStore { lines.append("         \(Self.withoutStore)") }
        if let table {
            lines += Self.lines("store table \(table.name)", table.findings)
            if let queue = table.queue { lines += Self.lines("store queue \(queue.url)", queue.findings) }
        }
        if let customers {
            lines += [(customers.works ? "ok       " : "failed   ") + "customers", "         \(customers.sentence)"]
        }
        for warning in warnings { lines += ["warning  log", "         \(warning)"] }
        for account in accounts {
            lines.append("\(Self.word(account.verdict)) \(account.cloud) account \(account.account)")
            lines += account.sentences.map { "         \($0)" }
        }
        if problems.isEmpty, accounts.isEmpty {
            lines.append("         no account at a device cloud is configured; docs/configuration.md says how")
        }
        return lines.map { $0.printable + "\n" }.joined()
    }

    private static func lines(_ what: String, _ findings: [String]) -> [String] {
        [(findings.isEmpty ? "ok       " : "failed   ") + what] + findings.map { "         \($0)" }
    }

    private static func word(_ verdict: AccountCheck.Verdict) -> String {
        switch verdict {
        case .works: "ok      "
        case .limited: "limited "
        case .fails: "failed  "
        }
    }

    /// `{"settings": [problem ...], "store": null or the consequences of having none, "table": null or {"name", "findings"},
    /// "queue": null or {"url", "findings"}, "customers": null or {"verdict", "findings"}, "warnings": [sentence ...],
    /// "accounts": [{"cloud", "account", "verdict", "findings"} ...]}`.
    var json: JSONValue {
        [
            "settings": .array(problems.map(JSONValue.string)),
            "store": hasStore ? .null : .string(Self.withoutStore),
            "table": table.map { ["name": .string($0.name), "findings": .array($0.findings.map(JSONValue.string))] }
                ?? .null,
            "queue": table?.queue.map {
                ["url": .string($0.url), "findings": .array($0.findings.map(JSONValue.string))]
            } ?? .null,
            "customers": customers.map {
                ["verdict": $0.works ? "works" : "fails", "findings": [.string($0.sentence)]]
            } ?? .null,
            "warnings": .array(warnings.map(JSONValue.string)),
            "accounts": .array(
                accounts.map {
                    [
                        "cloud": .string($0.cloud), "account": .string($0.account),
                        "verdict": .string($0.verdict.rawValue),
                        "findings": .array($0.sentences.map(JSONValue.string)),
                    ]
                }),
        ]
    }
}
