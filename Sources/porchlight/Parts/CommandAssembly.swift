import Assembly
import EventGateway
import FoundationEssentials
import HTTPTransport
import Logging
import SQLiteStore
import Settings
import Telemetry
import Timing

/// The assembly of the command's parts.
typealias CommandAssembly = Assembly<CommandStore>

extension Assembly where Store == CommandStore {
    /// The assembly for the settings of this process. It logs to standard error.
    ///
    /// - Parameter metrics: an additional recipient of the metrics.
    static func ofThisProcess(metrics: PrometheusMetrics? = nil) throws(Failure) -> CommandAssembly {
        let environment = ProcessInfo.processInfo.environment
        do throws(SettingsProblems) {
            let settings = try AssemblySettings<CommandStore>(environment: environment)
            let telemetry = Telemetry.bootstrap(
                settings.telemetry, environment: environment, now: SkillEnvironment.live.now,
                others: metrics.map { [$0] } ?? [])
            ProcessTelemetry.set(telemetry)
            return CommandAssembly(settings, logger: telemetry.logger)
        } catch {
            throw Failure("wrong settings: \(error)")
        }
    }

    /// The deadline for one call of the store.
    var storeDeadline: Deadline { Deadline(in: .seconds(10), environment) }

    /// The store; throws if there is none.
    func requiredStore(for purpose: SQLiteStore.Purpose = .use) async throws(Failure) -> CommandStore {
        do throws(StoreFailure) {
            return try await CommandStore.open(settings.store, for: purpose, logger: logger, before: storeDeadline)
        } catch {
            throw Failure("\(error)")
        }
    }

    /// A transport; throws if it cannot be created.
    func requiredTransport() throws(Failure) -> HTTPTransport {
        do throws(HTTPTransportError) {
            return try transport()
        } catch {
            throw Failure("\(error)")
        }
    }
}
