import AlexaProtocol
import Synchronization

/// The devices of one account as last read, with the effects of commands that their states do not show yet. In memory only,
/// and bounded.
final class KnownDevices: Sendable {
    /// A device and when it was read.
    struct Entry: Sendable {
        var device: AmpsDevice
        /// The time of day, and the monotonic clock.
        var readAt: Timestamp
        var uptime: Duration
        var effects: [AmpsEffect] = []
        /// Whether what it can do is out of date.
        var isStale = false

        /// The device with the effects of later commands.
        var current: AmpsDevice { device.applying(effects) }
        /// Its properties with their sample times.
        var properties: [Property] { device.properties(with: effects, readAt: readAt) }
    }

    /// What lists said of a family.
    private struct Family {
        var ids: [String]
        /// When a list first said that there is nothing any more.
        var emptySince: Duration?
    }

    /// How long after the first a second list has to confirm that a family is empty (error translation review, section 2).
    private static let confirmation = Duration.seconds(600)
    /// How long an effect stands in for a state that the maker has not told yet: as long as Amps's cache lives.
    private static let effectLifetime = Duration.seconds(900)
    /// How many pushes are remembered by Alexa's message id.
    private static let pushCapacity = 2000

    /// A directive that was accepted, in case Alexa sends it again.
    struct Push: Sendable {
        let order: AmpsOrder
        /// The action that it started; `nil` for a setting, which is carried out at once.
        let action: String?
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var families: [AmpsFamily: Family] = [:]
        /// Families of which no live device takes commands.
        var readOnly: Set<AmpsFamily> = []
        var pushes: [String: Push] = [:]
        var pushOrder: [String] = []
        /// Actions that this process has started.
        var started: Set<String> = []
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// No device so far.
    init(capacity: Int = 20_000) {
        self.capacity = max(2, capacity)
    }

    /// The device, if it is known.
    func entry(_ id: String) -> Entry? { state.withLock { $0.entries[id] } }

    /// Takes over what has just been read, and gives it with what was known before.
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

    /// Notes what a command has changed.
    func note(_ effect: AmpsEffect, of id: String) {
        state.withLock { state in
            state.entries[id]?.effects.removeAll {
                $0.isOverridden(by: effect) || effect.uptime - $0.uptime >= Self.effectLifetime
            }
            state.entries[id]?.effects.append(effect)
            if let action = effect.action { state.entries[id]?.device.lastAction = action }
        }
    }

    /// Has the device read again before the next command.
    func forgetCapabilities(of id: String) {
        state.withLock { $0.entries[id]?.isStale = true }
    }

    /// Takes over a list of a family.
    func keepList(_ devices: [AmpsDevice], of family: AmpsFamily) {
        state.withLock { $0.families[family] = Family(ids: devices.map(\.id)) }
    }

    /// The devices of a family as last listed; `nil` if there was no list.
    func list(of family: AmpsFamily) -> [Entry]? {
        state.withLock { state in
            state.families[family].map { $0.ids.compactMap { state.entries[$0] } }
        }
    }

    /// What a family has when Amps says that it has nothing: nothing, if there was nothing before or if it says so for the
    /// second time at least 10 minutes later.
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

    /// Notes that no live device of the family takes commands.
    func noteReadOnly(_ family: AmpsFamily) { state.withLock { _ = $0.readOnly.insert(family) } }
    /// Whether no live device of the family takes commands.
    func isReadOnly(_ family: AmpsFamily) -> Bool { state.withLock { $0.readOnly.contains(family) } }

    /// Whether this process has started an action.
    func hasStarted(_ action: String) -> Bool { state.withLock { $0.started.contains(action) } }

    /// What a directive has started already, by its message id.
    func push(ofDirective messageId: String) -> Push? {
        messageId.isEmpty ? nil : state.withLock { $0.pushes[messageId] }
    }

    /// Notes what a directive has started.
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
    /// This newer description with what only an older one said: lists leave out what reads have.
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
