import Synchronization
import Telemetry

/// The telemetry of this process, so that what was measured is written before it ends.
enum ProcessTelemetry {
    private static let current = Mutex<Telemetry?>(nil)

    /// Keeps it.
    static func set(_ telemetry: Telemetry) { current.withLock { $0 = telemetry } }

    /// Writes what was measured and not written yet.
    static func flush() { current.withLock(\.self)?.flush() }
}
