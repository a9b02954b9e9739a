import AlexaProtocol

/// The change that a completed command makes to a device, until a newer state was read from its maker: the state in a read may be
/// 15 minutes old.
struct AmpsEffect: Sendable {
    /// Members of the state.
    var state: JSONObject = [:]
    /// The action of the command.
    var action: AmpsAction?
    /// A setting and its new value, in the setting's unit.
    var setting: (key: String, value: Double)?
    /// When the command was carried out.
    let at: Timestamp
    /// The same time by the monotonic clock.
    let uptime: Duration

    /// Whether a later effect replaces this one completely.
    func isOverridden(by later: AmpsEffect) -> Bool {
        if let setting { return later.setting?.key == setting.key }
        return later.action != nil && state.members.allSatisfy { later.state[$0.key] != nil }
    }
}

extension AmpsDevice {
    /// The device with the effects that its state does not show yet.
    func applying(_ effects: [AmpsEffect]) -> AmpsDevice {
        var device = self
        for effect in effects {
            for member in effect.state.members { device.state[member.key] = member.value }
            if let action = effect.action { device.lastAction = action }
            if let (key, value) = effect.setting, let index = device.settings.firstIndex(where: { $0.key == key }) {
                device.settings[index].value = value
            }
        }
        return device
    }

    /// The properties with their sample times.
    func properties(with effects: [AmpsEffect], readAt now: Timestamp) -> [Property] {
        let (time, uncertainty) = sample(readAt: now)
        guard let last = effects.last else { return values.map { $0.sampled(at: time, uncertainty: uncertainty) } }
        let before = Set(values)
        return applying(effects).values.map { value in
            before.contains(value)
                ? value.sampled(at: time, uncertainty: uncertainty) : value.sampled(at: max(last.at, time))
        }
    }
}
