import Assembly
import EventGateway
import FoundationEssentials
import HTTPTransport
import Logging
import SQLiteStore
import Settings
import Telemetry
import Timing

/// What the command builds its parts with.
typealias CommandAssembly = Assembly<SQLiteStore>

extension Assembly where Store == SQLiteStore {
    /// The assembly that the settings of this process describe. It logs to standard error.
    static func ofThisProcess() throws(Failure) -> CommandAssembly {
        let logger = Logger(label: "porchlight") { _ in
            JSONLogHandler(level: .info, now: SkillEnvironment.live.now, write: { StandardError.write($0) })
        }
        do throws(SettingsProblems) {
            let settings = try AssemblySettings<SQLiteStore>(environment: ProcessInfo.processInfo.environment)
            return CommandAssembly(settings, logger: logger)
        } catch {
            throw Failure("wrong settings: \(error)")
        }
    }

    /// By when one call of the store has to return.
    var storeDeadline: Deadline { Deadline(in: .seconds(10), environment) }

    /// The store, for a command that cannot do without it.
    func requiredStore(for purpose: SQLiteStore.Purpose = .use) async throws(Failure) -> SQLiteStore {
        do throws(StoreFailure) {
            return try await SQLiteStore.open(settings.store, for: purpose, logger: logger, before: storeDeadline)
        } catch {
            throw Failure("\(error)")
        }
    }

    /// A transport, for a command that cannot do without it.
    func requiredTransport() throws(Failure) -> HTTPTransport {
        do throws(HTTPTransportError) {
            return try transport()
        } catch {
            throw Failure("\(error)")
        }
    }
}
