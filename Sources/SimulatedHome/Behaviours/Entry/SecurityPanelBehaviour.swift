import AlexaProtocol

/// An alarm system: will not arm over open zones, trouble or an alarm, nor disarm without its PIN. Disarming ends a
/// burglary alarm.
enum SecurityPanelBehaviour: Behaviour {
    static let traits: [Trait] = [
        .text("pin"), .flag("trouble"), .flag("notReady"), .integer("exitDelayInSeconds", in: 0...255),
        .list("openZones", of: "an object with a friendlyName") { Panel.BypassedEndpoint($0) != nil },
    ]

    private typealias Panel = SecurityPanelController
    private typealias Failure = SecurityPanelController.Failure

    static func perform(
        _ directive: SecurityPanelController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        guard device.traits["notReady"]?.bool != true else {
            throw AlexaError(Failure.notReady, "the panel is being installed")
        }
        switch directive {
        case .arm(let state, let bypassesAll, let isInstant):
            return try arm(state, bypassesAll: bypassesAll, isInstant: isInstant, &device)
        case .disarm(let pin):
            let isArmed = device.value(Panel.self, "armState")?.string != Panel.ArmState.disarmed.rawValue
            // Disarming a disarmed panel changes nothing, so no PIN is required.
            if isArmed, let wanted = device.traits["pin"]?.string {
                guard let pin, pin.matches(wanted) else {
                    throw AlexaError(Failure.unauthorized, pin == nil ? "the panel needs its PIN" : "the PIN is wrong")
                }
            }
            device.set(Panel.armState(.disarmed))
            // A disarmed panel reports no burglary. Fire, gas and water are always monitored.
            if device.value(Panel.self, Panel.Alarm.burglary.rawValue) != nil {
                device.set(Panel.alarm(.burglary, rings: false))
            }
            return nil
        }
    }

    private static func arm(
        _ state: SecurityPanelController.ArmState, bypassesAll: Bool, isInstant: Bool, _ device: inout SimulatedDevice
    ) throws(AlexaError) -> Answer {
        let current = device.value(Panel.self, "armState")?.string.flatMap(Panel.ArmState.init)
        let delay = isInstant ? 0 : device.traits["exitDelayInSeconds"]?.integer
        // The state does not change, so there are no checks and no exit delay.
        guard state != current else { return Panel.armResponse() }
        guard current != .armedAway else {
            throw AlexaError(
                Failure.authorizationRequired, "the panel is armed away; it must be disarmed before \(state.rawValue)")
        }
        for alarm in Panel.Alarm.allCases {
            guard device.value(Panel.self, alarm.rawValue)?.object?["value"]?.string == "ALARM" else { continue }
            throw AlexaError(Failure.unclearedAlarm, "\(alarm.rawValue) rings")
        }
        guard device.traits["trouble"]?.bool != true else {
            throw AlexaError(Failure.unclearedTrouble, "the panel has a trouble condition")
        }
        let zones = (device.traits["openZones"]?.array ?? []).compactMap(Panel.BypassedEndpoint.init)
        guard zones.isEmpty || bypassesAll else {
            throw AlexaError(
                Failure.bypassNeeded(endpoints: zones), "open zones that would have to be bypassed: \(zones.count)")
        }
        device.set(Panel.armState(state))
        return Panel.armResponse(exitDelayInSeconds: delay, bypassed: zones)
    }
}
