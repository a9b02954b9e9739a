import AlexaProtocol
import Synchronization

/// A cache of states that were read or set in the last seconds, by device: the Alexa app asks every 2 to 3 s while it is open,
/// and each call counts for the plan's quota.
final class TuyaStates: Sendable {
    /// How long a state is reported without a request.
    static let lifetime = Duration.seconds(3)
    /// The greatest age of a state that a command's plan and report may use.
    static let longestAge = Duration.seconds(900)
    /// The most devices in the cache; if there are more, the older half is removed.
    private static let capacity = 10_000

    /// A device's state as it was read.
    struct Snapshot: Sendable {
        var state: TuyaState
        /// Whether Tuya can reach the device.
        var isOnline: Bool
        /// Whether the gateway or blaster that connects it is offline by its own record.
        var isBridgeOffline: Bool
    }

    /// A count of the device's commands: a read that began before a command may return the state before it.
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
        /// The last command, by device.
        var sent: [String: Sent] = [:]
        /// The number of times that `commands` was emptied.
        var epoch = 0

        func version(of id: String) -> Version { Version(epoch: epoch, commands: commands[id] ?? 0) }
    }

    private let kept = Mutex(Kept())

    /// The state of a device, if it was read within `age` before `now`.
    func snapshot(of id: String, at now: Duration, within age: Duration) -> Snapshot? {
        guard let entry = kept.withLock({ $0.entries[id] }), now - entry.asOf <= age else { return nil }
        return entry.snapshot
    }

    /// The version after the commands that the device has had so far.
    func version(of id: String) -> Version { kept.withLock { $0.version(of: id) } }

    /// Notes that a command to a device begins or has ended: earlier reads may be stale.
    func noteCommand(_ id: String) {
        kept.withLock { kept in
            if kept.commands[id] == nil, kept.commands.count >= Self.capacity {
                kept.commands = [:]
                kept.epoch += 1
            }
            kept.commands[id, default: 0] += 1
        }
    }

    /// Stores a state that was just read, unless the device had a command since `version`. Returns whether it was stored.
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

    /// Notes a command that was carried out: the cloud may return older values until the device has reported.
    func noteSent(_ action: TuyaAction, to id: String, at time: Timestamp, _ now: Duration) {
        kept.withLock { kept in
            if kept.sent[id] == nil, kept.sent.count >= Self.capacity { kept.sent = [:] }
            kept.sent[id] = Sent(action: action, time: time, uptime: now)
        }
    }

    /// The state that was read, with the last command's values in place of older ones.
    func corrected(_ snapshot: Snapshot, of id: String, at now: Duration) -> Snapshot {
        guard let sent = kept.withLock({ $0.sent[id] }), now - sent.uptime <= Self.lifetime else { return snapshot }
        let commands: [TuyaCommand] =
            switch sent.action {
            case .points(let commands): commands
            case .pointsInOrder(let calls): calls.flatMap(\.self)
            // Tuya's record of an infrared appliance is already the state that was sent.
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

    /// Removes a state that may be stale, such as after a command whose effect is unknown.
    func forget(_ id: String) { kept.withLock { $0.entries[id] = nil } }
}
