import AlexaProtocol
import ArgumentParser
import Assembly
import DeviceCloud
import DynamoDBStore
import EventGateway
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
        abstract: "Checks the settings, and tries the store, the authorization server, and each account at a cloud.",
        discussion: """
            Prints a line for each: ok, limited (the account works, but a feature does not) or failed, and what to do. What is \
            not configured is no fault. No device is switched. Exits 0 if nothing failed, 1 if something did.
            """)

    @Flag(help: "Prints a JSON object: settings, table, queue, customers, accounts.")
    var json = false

    /// Timeout for all accounts together.
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
                report.customers = try await Self.customers(settings)
                report.accounts = try await Self.accounts(settings)
            case .failure(let error): report.problems = error.problems
            }
            json ? try StandardOutput.write(report.json) : try StandardOutput.write(report.text)
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

    /// Settings that are valid but probably not intended.
    private static func warnings(_ settings: TelemetrySettings, _ lambda: LambdaLogSettings) -> [String] {
        guard lambda.dropsMetrics, settings.writesEMF != false else { return [] }
        return [
            "AWS_LAMBDA_LOG_LEVEL is above INFO, so that Lambda drops all metrics, whose lines have no level. Set the function's application log level to INFO and log.level to the one you want, or metrics.emf to off."
        ]
    }

    /// Tests the DynamoDB table; `nil` if the store is not a table.
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

    /// Tests the settings that determine the customer of a token; `nil` if there is nothing to test.
    private static func customers(_ settings: AssemblySettings<CommandStore>) async throws(Failure) -> ResolverCheck? {
        guard settings.gateway.household == nil else { return nil }
        let assembly = CommandAssembly(settings, logger: silent)
        return await assembly.checkCustomers(
            try assembly.requiredTransport(), before: Deadline(in: .seconds(10), assembly.environment))
    }

    /// The report describes failures; the log would only repeat them.
    private static var silent: Logger { Logger(label: "check") { _ in SwiftLogNoOpLogHandler() } }

    private static func accounts(
        _ settings: AssemblySettings<CommandStore>
    ) async throws(Failure) -> [AccountCheck] {
        guard settings.clouds.isConfigured else { return [] }
        return try await accounts(settings.clouds, CommandAssembly(settings, logger: silent))
    }

    /// Tests all accounts at these clouds.
    static func accounts(
        _ clouds: DeviceClouds, _ assembly: CommandAssembly
    ) async throws(Failure) -> [AccountCheck] {
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
