import Synchronization

/// The states that were read or set in the last seconds, by device: the Alexa app asks every 2 to 3 s while it is open, and each
/// call counts for the plan's quota.
final class TuyaStates: Sendable {
    /// How long a state is answered without asking.
    static let lifetime = Duration.seconds(3)
    /// How long a state may be the ground of a command that changes it.
    static let longestAge = Duration.seconds(900)
    /// How many devices' states are kept; beyond that the older half is forgotten.
    private static let capacity = 10_000

    /// A device's state as it was read.
    struct Snapshot: Sendable {
        var state: TuyaState
        /// Whether Tuya can reach the device.
        var isOnline: Bool
        /// Whether the gateway or blaster before it is offline by its own record.
        var isBridgeOffline: Bool
    }

    private let entries = Mutex<[String: (snapshot: Snapshot, asOf: Duration)]>([:])

    /// The state of a device, if it was read within `age` before `now`.
    func snapshot(of id: String, at now: Duration, within age: Duration) -> Snapshot? {
        guard let entry = entries.withLock({ $0[id] }), now - entry.asOf <= age else { return nil }
        return entry.snapshot
    }

    /// Keeps what was just read.
    func keep(_ snapshot: Snapshot, of id: String, at now: Duration) {
        entries.withLock { entries in
            if entries[id] == nil, entries.count >= Self.capacity {
                for (old, _) in entries.sorted(by: { $0.value.asOf < $1.value.asOf }).prefix(Self.capacity / 2) {
                    entries[old] = nil
                }
            }
            entries[id] = (snapshot, now)
        }
    }

    /// Forgets a state that may be true no longer, such as after a command whose effect is unknown.
    func forget(_ id: String) { entries.withLock { $0[id] = nil } }
}
