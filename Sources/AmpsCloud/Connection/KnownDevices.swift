import AlexaProtocol
import Synchronization

/// A cache of one account's devices, with the effects of commands that their states do not show yet. In memory only, and bounded.
final class KnownDevices: Sendable {
    /// A device and the time at which it was read.
    struct Entry: Sendable {
        var device: AmpsDevice
        /// The time of day, and the monotonic clock.
        var readAt: Timestamp
        var uptime: Duration
        var effects: [AmpsEffect] = []
        /// Whether its capabilities are out of date.
        var isStale = false

        /// The device with the effects of later commands.
        var current: AmpsDevice { device.applying(effects) }
        /// Its properties with their sample times.
        var properties: [Property] { device.properties(with: effects, readAt: readAt) }
    }

    /// The last list of a family.
    private struct Family {
        var ids: [String]
        /// When a list first reported the family as empty.
        var emptySince: Duration?
    }

    /// How long after the first list a second one can confirm that a family is empty (error translation review, section 2).
    private static let confirmation = Duration.seconds(600)
    /// How long an effect replaces a state that the maker has not reported yet: the lifetime of Amps's cache.
    private static let effectLifetime = Duration.seconds(900)
    /// The most commands that are remembered by Alexa's message id.
    private static let pushCapacity = 2000

    /// The order of an accepted directive, in case Alexa repeats it.
    struct Push: Sendable {
        let order: AmpsOrder
        /// The id of the action; `nil` for a setting, which is carried out at once.
        let action: String?
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var families: [AmpsFamily: Family] = [:]
        /// Families whose live devices do not accept commands.
        var readOnly: Set<AmpsFamily> = []
        var pushes: [String: Push] = [:]
        var pushOrder: [String] = []
        /// The actions that this process has started.
        var started: Set<String> = []
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// Without devices.
    init(capacity: Int = 20_000) {
        self.capacity = max(2, capacity)
    }

    /// The device, if it is known.
    func entry(_ id: String) -> Entry? { state.withLock { $0.entries[id] } }

    /// Stores a device that was just read, and returns it with older information added.
    @discardableResult
    func keep(_ device: AmpsDevice, readAt: Timestamp, uptime: Duration) -> Entry {
        state.withLock { state in
            var entry = Entry(device: device, readAt: readAt, uptime: uptime)
            if let old = state.entries[device.id] {
                entry.device = device.inheriting(from: old.device)
                entry.effects = old.effects.filter { effect in
                    let isShown = device.pulledAt.map { effect.at < $0 } ?? false
                    return !isShown && uptime - effect.uptime < Self.effectLifetime
                }
            } else if state.entries.count >= capacity {
                let oldest = state.entries.sorted { $0.value.uptime < $1.value.uptime }
                for (id, _) in oldest.prefix(capacity / 2) { state.entries[id] = nil }
            }
            state.entries[device.id] = entry
            return entry
        }
    }

    /// Records the effect of a command.
    func note(_ effect: AmpsEffect, of id: String) {
        state.withLock { state in
            state.entries[id]?.effects.removeAll {
                $0.isOverridden(by: effect) || effect.uptime - $0.uptime >= Self.effectLifetime
            }
            state.entries[id]?.effects.append(effect)
            if let action = effect.action { state.entries[id]?.device.lastAction = action }
        }
    }

    /// Marks the device to be read again before the next command.
    func forgetCapabilities(of id: String) {
        state.withLock { $0.entries[id]?.isStale = true }
    }

    /// Stores the list of a family.
    func keepList(_ devices: [AmpsDevice], of family: AmpsFamily) {
        state.withLock { $0.families[family] = Family(ids: devices.map(\.id)) }
    }

    /// The devices of a family in the last list; `nil` without a list.
    func list(of family: AmpsFamily) -> [Entry]? {
        state.withLock { state in
            state.families[family].map { $0.ids.compactMap { state.entries[$0] } }
        }
    }

    /// The devices of a family that Amps reports as empty: none if there were none before, or if at least 10 minutes have passed
    /// since the first such report; otherwise the last known ones.
    func listAfterEmpty(of family: AmpsFamily, at now: Duration) -> [Entry] {
        state.withLock { state in
            guard var known = state.families[family], !known.ids.isEmpty else { return [] }
            if let since = known.emptySince, now - since >= Self.confirmation {
                state.families[family] = Family(ids: [])
                return []
            }
            known.emptySince = known.emptySince ?? now
            state.families[family] = known
            return known.ids.compactMap { state.entries[$0] }
        }
    }

    /// Records that live devices of the family do not accept commands.
    func noteReadOnly(_ family: AmpsFamily) { state.withLock { _ = $0.readOnly.insert(family) } }
    /// Whether live devices of the family do not accept commands.
    func isReadOnly(_ family: AmpsFamily) -> Bool { state.withLock { $0.readOnly.contains(family) } }

    /// Whether this process has started an action.
    func hasStarted(_ action: String) -> Bool { state.withLock { $0.started.contains(action) } }

    /// The order that a directive has started already, by its message id.
    func push(ofDirective messageId: String) -> Push? {
        messageId.isEmpty ? nil : state.withLock { $0.pushes[messageId] }
    }

    /// Records the order that a directive has started.
    func note(_ push: Push, ofDirective messageId: String) {
        state.withLock { state in
            if let action = push.action {
                if state.started.count >= Self.pushCapacity { state.started.removeAll() }
                state.started.insert(action)
            }
            guard !messageId.isEmpty else { return }
            if state.pushes.updateValue(push, forKey: messageId) == nil { state.pushOrder.append(messageId) }
            guard state.pushOrder.count > Self.pushCapacity else { return }
            for old in state.pushOrder.prefix(Self.pushCapacity / 2) { state.pushes[old] = nil }
            state.pushOrder.removeFirst(Self.pushCapacity / 2)
        }
    }
}

extension AmpsDevice {
    /// This device with the information that only an older one has: lists lack some members of reads.
    func inheriting(from old: AmpsDevice) -> AmpsDevice {
        var device = self
        if device.lastAction?.id == old.lastAction?.id, device.lastAction?.parameters.isEmpty == true,
            let parameters = old.lastAction?.parameters
        {
            device.lastAction?.parameters = parameters
        }
        guard commands == nil, old.commands != nil else { return device }
        device.commands = old.commands
        device.conflictStrategies = device.conflictStrategies ?? old.conflictStrategies
        if device.settings.isEmpty { device.settings = old.settings }
        return device
    }
}
