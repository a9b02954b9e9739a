import AlexaProtocol
import ArgumentParser
import Assembly
import DeviceCloud
import DynamoDBStore
import FoundationEssentials
import HTTPTransport
import Logging
import SQLiteStore
import Settings
import Skill
import Telemetry
import Timing

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks the settings, and tries the store's table and queue, and each account at a device cloud.",
        discussion: """
            Prints a line for each: ok, limited (the account works, but a feature does not) or failed, and what to do. What is \
            not configured is no fault. No device is switched. Exits 0 if nothing failed, 1 if something did.
            """)

    @Flag(help: "Prints a JSON object: settings, table, queue, accounts.")
    var json = false

    /// How long all accounts together may take.
    private static let limit = Duration.seconds(30)

    func run() async throws {
        var report = CheckReport()
        try await Failure.exits {
            switch Self.settings() {
            case .success(let settings):
                report.warnings = Self.warnings(
                    settings.telemetry, LambdaLogSettings(ProcessInfo.processInfo.environment))
                report.hasStore = settings.store.isConfigured
                report.table = try await Self.table(settings)
                report.accounts = try await Self.accounts(settings)
            case .failure(let error): report.problems = error.problems
            }
            try StandardOutput.write(
                json ? report.json.encoded(style: .pretty) + Array("\n".utf8) : Array(report.text.utf8))
        }
        if report.hasFailed { throw ExitCode(1) }
    }

    private static func settings() -> Result<AssemblySettings<CommandStore>, SettingsProblems> {
        do throws(SettingsProblems) {
            return .success(try AssemblySettings(environment: ProcessInfo.processInfo.environment))
        } catch {
            return .failure(error)
        }
    }

    /// What is allowed, but hardly meant.
    private static func warnings(_ settings: TelemetrySettings, _ lambda: LambdaLogSettings) -> [String] {
        guard lambda.dropsMetrics, settings.writesEMF != false else { return [] }
        return [
            "AWS_LAMBDA_LOG_LEVEL is above INFO, so that Lambda drops all metrics, whose lines have no level. Set the function's application log level to INFO and log.level to the one you want, or metrics.emf to off."
        ]
    }

    /// Tries the DynamoDB table; `nil` if the store is none.
    private static func table(_ settings: AssemblySettings<CommandStore>) async throws(Failure) -> CheckReport.Table? {
        guard case .table(let place) = settings.store, let location = place.location else { return nil }
        let environment = SkillEnvironment.live
        let limit = Duration.seconds(10)
        do throws(HTTPTransportError) {
            let store = DynamoDBStore(location, try HTTPTransport(settings.transport), environment: environment)
            return CheckReport.Table(
                name: location.table, findings: await store.check(before: Deadline(in: limit, environment)),
                queue: await store.checkQueue(before: Deadline(in: limit, environment)))
        } catch {
            throw Failure("\(error)")
        }
    }

    private static func accounts(
        _ settings: AssemblySettings<CommandStore>
    ) async throws(Failure) -> [AccountCheck] {
        guard settings.clouds.isConfigured else { return [] }
        return try await accounts(
            settings.clouds, CommandAssembly(settings, logger: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() })
        )
    }

    /// Tries all accounts at these clouds.
    static func accounts(
        _ clouds: DeviceClouds, _ assembly: CommandAssembly
    ) async throws(Failure) -> [AccountCheck] {
        // What fails is told in words; the log would tell it a second time.
        let silent = Logger(label: "check") { _ in SwiftLogNoOpLogHandler() }
        var accounts: [AccountCheck] = []
        let adapters = clouds.adapters(
            try assembly.requiredTransport(), environment: assembly.environment, logger: silent)
        let deadline = Deadline(in: limit, assembly.environment)
        let checks = adapters.map { adapter in
            DeadlineTask(assembly.environment) { await adapter.check(before: deadline) }
        }
        for (adapter, check) in zip(adapters, checks) {
            if let results = await check.value(before: deadline) {
                accounts += results
            } else {
                accounts.append(
                    AccountCheck(
                        cloud: adapter.cloud, account: "(each)", .fails,
                        ["No answer came within 30 seconds. Check whether this machine reaches the cloud's servers."]))
            }
        }
        return accounts
    }
}

/// What `porchlight check` found.
struct CheckReport {
    /// What is wrong with the settings. Nothing else is tried then.
    var problems: [String] = []
    /// What is allowed, but hardly meant.
    var warnings: [String] = []
    /// What each account came to.
    var accounts: [AccountCheck] = []
    /// Whether grants and events are kept anywhere.
    var hasStore = true
    /// The DynamoDB table that keeps them; `nil` if there is none.
    var table: Table?

    /// A table, and what is wrong with it; its queue likewise, if it has one.
    struct Table {
        let name: String
        let findings: [String]
        let queue: (url: String, findings: [String])?

        var hasFailed: Bool { !findings.isEmpty || queue?.findings.isEmpty == false }
    }

    /// What does not work without a store.
    private static let withoutStore =
        "no store is configured: grants are refused (ACCEPT_GRANT_FAILED), no answer is deferred, no event is sent. "
        + "\(SQLiteStoreSettings.path.variable) on a host, or \(DynamoDBStoreSettings.table.variable) in AWS Lambda, and "
        + "\(SQLiteStoreSettings.key.variable) configure one; without it switch off \"Send Alexa Events\" in the skill's "
        + "permissions"

    var hasFailed: Bool {
        !problems.isEmpty || table?.hasFailed == true || accounts.contains { $0.verdict == .fails }
    }

    /// A line for the settings and one for each account, with indented ones for what was found.
    var text: String {
        var lines = [(problems.isEmpty ? "ok       " : "failed   ") + "settings"] + problems.map { "         \($0)" }
        if !hasStore { lines.append("         \(Self.withoutStore)") }
        if let table {
            lines += Self.lines("store table \(table.name)", table.findings)
            if let queue = table.queue { lines += Self.lines("store queue \(queue.url)", queue.findings) }
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

    /// `{"settings": [problem ...], "store": null or why it matters that there is none, "table": null or
    /// {"name", "findings"}, "queue": null or {"url", "findings"}, "warnings": [sentence ...], "accounts": [{"cloud", "account", "verdict", "findings"} ...]}`.
    var json: JSONValue {
        [
            "settings": .array(problems.map(JSONValue.string)),
            "store": hasStore ? .null : .string(Self.withoutStore),
            "table": table.map { ["name": .string($0.name), "findings": .array($0.findings.map(JSONValue.string))] }
                ?? .null,
            "queue": table?.queue.map {
                ["url": .string($0.url), "findings": .array($0.findings.map(JSONValue.string))]
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
