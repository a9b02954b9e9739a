import AlexaProtocol
import EventGateway
import Logging
import Telemetry
import Timing

/// Measures the outbox as metrics.
struct OutboxGauges: Sendable {
    /// Returns the store, as soon as it is open.
    let store: @Sendable (Deadline) async throws(StoreFailure) -> CommandStore
    let environment: SkillEnvironment

    /// Timeout of the store: Prometheus waits 10 s for a page.
    private static let limit = Duration.seconds(3)
    /// The interval at which a long-running process writes the metrics.
    private static let interval = Duration.seconds(60)

    /// Sets the gauges, if metrics are enabled. If the store fails, they do not change; the failure is logged by other calls of
    /// the store.
    func measure() async {
        guard Metric.isMeasured else { return }
        let deadline = Deadline(in: Self.limit, environment)
        do throws(StoreFailure) {
            let store = try await store(deadline)
            let census = try await store.census(before: deadline)
            Metric.outboxDepth.set((census.entries[.waiting] ?? 0) + (census.entries[.promised] ?? 0))
            let due = try await store.nextDue(before: deadline)
            let overdue = due.map { environment.now().milliseconds - $0.milliseconds } ?? 0
            Metric.outboxAge.set(Int(max(0, overdue) / 1000))
        } catch {
            return
        }
    }

    /// Measures and logs all metrics each minute, if they are enabled, until the task is cancelled.
    func measureEachMinute() async {
        while !Task.isCancelled {
            // A cancelled sleep ends early.
            await environment.sleep(Self.interval)
            if !Task.isCancelled { await measure() }
            ProcessTelemetry.flush()
        }
    }
}
