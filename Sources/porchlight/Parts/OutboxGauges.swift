import AlexaProtocol
import EventGateway
import Logging
import SQLiteStore
import Telemetry
import Timing

/// Measures the outbox for the metrics.
struct OutboxGauges: Sendable {
    let store: SQLiteStore
    let environment: SkillEnvironment

    /// How long the store may take: Prometheus waits 10 s for a page.
    private static let limit = Duration.seconds(3)

    /// Sets the gauges; a store that fails leaves them as they were, for the relay logs its failure.
    func measure() async {
        let deadline = Deadline(in: Self.limit, environment)
        do throws(StoreFailure) {
            let census = try await store.census(before: deadline)
            Metric.outboxDepth.set((census.entries[.waiting] ?? 0) + (census.entries[.promised] ?? 0))
            let due = try await store.nextDue(before: deadline)
            let overdue = due.map { environment.now().milliseconds - $0.milliseconds } ?? 0
            Metric.outboxAge.set(Int(max(0, overdue) / 1000))
        } catch {
            return
        }
    }
}
