import Synchronization
import Telemetry

/// The telemetry of this process, so that the metrics are written before it ends.
enum ProcessTelemetry {
    private static let current = Mutex<Telemetry?>(nil)

    /// Sets the telemetry.
    static func set(_ telemetry: Telemetry) { current.withLock { $0 = telemetry } }

    /// Writes the metrics that were not written yet.
    static func flush() { current.withLock(\.self)?.flush() }
}
