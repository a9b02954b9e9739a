import AlexaProtocol
import Skill

extension AmpsDevice {
    /// The greatest age in milliseconds of a state from Amps's cache, and with `expedite` (docs.amps.ai, /concepts/device-state).
    static let longestCached = 900_000
    static let longestExpedited = 60_000

    /// The sample time of the state, and its uncertainty in milliseconds.
    ///
    /// - Parameter now: the time of the read. A later time is an error of a clock.
    func sample(readAt now: Timestamp) -> (time: Timestamp, uncertainty: Int) {
        guard let pulledAt else { return (now, Self.longestCached) }
        return (min(pulledAt, now), 0)
    }

    /// The values of the state, without times.
    var values: [PropertyState] {
        let features = AmpsFeatures(self)
        var values: [PropertyState] = []
        for mode in features.modes {
            if let current = mode.current { values.append(ModeController.mode(current, instance: mode.instance)) }
        }
        for range in features.ranges {
            guard let value = range.value else { continue }
            values.append(RangeController.rangeValue(range.range.nearest(value), instance: range.instance))
        }
        for toggle in features.toggles {
            if let isOn = toggle.isOn { values.append(ToggleController.toggleState(isOn, instance: toggle.instance)) }
        }
        if let thermostat = features.thermostat { values += thermostat.values }
        if let level = features.batteryLevel {
            // Amps does not report the battery's health; a level alone does not show a defect.
            values.append(
                PropertyState(
                    EndpointHealth.namespace, "battery",
                    ["health": ["state": "OK"], "levelPercentage": .number(Double(level))]))
        }
        return values
    }
}

extension AmpsThermostat {
    /// The values, with the setpoints of the current mode only: none if the thermostat is off.
    var values: [PropertyState] {
        var values: [PropertyState] = []
        switch mode {
        case .heat: if let heatSetpoint { values.append(ThermostatController.targetSetpoint(heatSetpoint)) }
        case .cool: if let coolSetpoint { values.append(ThermostatController.targetSetpoint(coolSetpoint)) }
        case .auto:
            if let heatSetpoint { values.append(ThermostatController.lowerSetpoint(heatSetpoint)) }
            if let coolSetpoint { values.append(ThermostatController.upperSetpoint(coolSetpoint)) }
        case .off, .eco, .custom, .emergencyHeat, nil: break
        }
        if let mode { values.append(ThermostatController.thermostatMode(mode)) }
        if let temperature { values.append(TemperatureSensor.temperature(temperature)) }
        return values
    }
}
