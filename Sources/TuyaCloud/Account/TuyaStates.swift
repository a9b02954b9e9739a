import AlexaProtocol
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

    /// A command that was carried out.
    private struct Sent {
        let action: TuyaAction
        let time: Timestamp
        let uptime: Duration
    }

    private struct Kept {
        var entries: [String: (snapshot: Snapshot, asOf: Duration)] = [:]
        var commands: [String: Int] = [:]
        /// What was sent last, by device.
        var sent: [String: Sent] = [:]
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

    /// Notes what was carried out: for a while the cloud may still tell what was true before, because the device has not reported.
    func noteSent(_ action: TuyaAction, to id: String, at time: Timestamp, _ now: Duration) {
        kept.withLock { kept in
            if kept.sent[id] == nil, kept.sent.count >= Self.capacity { kept.sent = [:] }
            kept.sent[id] = Sent(action: action, time: time, uptime: now)
        }
    }

    /// What was read, with what was carried out just before in place of older values.
    func corrected(_ snapshot: Snapshot, of id: String, at now: Duration) -> Snapshot {
        guard let sent = kept.withLock({ $0.sent[id] }), now - sent.uptime <= Self.lifetime else { return snapshot }
        let commands: [TuyaCommand] =
            switch sent.action {
            case .points(let commands): commands
            case .pointsInOrder(let calls): calls.flatMap(\.self)
            // Tuya's record of an infrared appliance is what was sent.
            case .none, .airConditioner, .key, .door: []
            }
        var snapshot = snapshot
        let older = commands.filter { command in
            guard let point = snapshot.state.points[command.code] else { return false }
            return point.time.map { $0 < sent.time } ?? true
        }
        snapshot.state.points = snapshot.state.points.after(older, at: sent.time)
        return snapshot
    }

    /// Forgets a state that may be true no longer, such as after a command whose effect is unknown.
    func forget(_ id: String) { kept.withLock { $0.entries[id] = nil } }
}
