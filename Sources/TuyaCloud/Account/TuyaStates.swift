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

    /// Which commands a device had: a read that began before one of them may tell what was true before it.
    struct Version: Hashable {
        fileprivate let epoch: Int
        fileprivate let commands: Int
    }

    private struct Kept {
        var entries: [String: (snapshot: Snapshot, asOf: Duration)] = [:]
        var commands: [String: Int] = [:]
        /// How often `commands` was emptied.
        var epoch = 0

        func version(of id: String) -> Version { Version(epoch: epoch, commands: commands[id] ?? 0) }
    }

    private let kept = Mutex(Kept())

    /// The state of a device, if it was read within `age` before `now`.
    func snapshot(of id: String, at now: Duration, within age: Duration) -> Snapshot? {
        guard let entry = kept.withLock({ $0.entries[id] }), now - entry.asOf <= age else { return nil }
        return entry.snapshot
    }

    /// The commands that the device had so far.
    func version(of id: String) -> Version { kept.withLock { $0.version(of: id) } }

    /// Notes that a command is sent to a device, or has ended: what was read before may be true no longer.
    func noteCommand(_ id: String) {
        kept.withLock { kept in
            if kept.commands[id] == nil, kept.commands.count >= Self.capacity {
                kept.commands = [:]
                kept.epoch += 1
            }
            kept.commands[id, default: 0] += 1
        }
    }

    /// Keeps what was just read, unless the device had a command since `version`. Says whether it was kept.
    @discardableResult
    func keep(_ snapshot: Snapshot, of id: String, at now: Duration, ifStill version: Version) -> Bool {
        kept.withLock { kept in
            guard kept.version(of: id) == version else { return false }
            if kept.entries[id] == nil, kept.entries.count >= Self.capacity {
                let oldest = kept.entries.sorted { $0.value.asOf < $1.value.asOf }.prefix(Self.capacity / 2)
                for (old, _) in oldest { kept.entries[old] = nil }
            }
            kept.entries[id] = (snapshot, now)
            return true
        }
    }

    /// Forgets a state that may be true no longer, such as after a command whose effect is unknown.
    func forget(_ id: String) { kept.withLock { $0.entries[id] = nil } }
}
