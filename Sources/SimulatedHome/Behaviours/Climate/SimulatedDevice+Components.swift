import AlexaProtocol

/// The states of heater, cooler and fan, as ThermostatController.HVAC.Components reports them. They follow the thermostat.
extension SimulatedDevice {
    /// Starts and stops heater, cooler and fan according to the mode, the setpoints and the temperature of the room.
    ///
    /// A part that keeps running keeps its stage; a part that starts begins with the first stage. A part in an unknown state
    /// stays unknown.
    mutating func updateComponents() {
        guard has(ThermostatHVACComponents.self) else { return }
        let mode = thermostatMode
        let isRunning = !isOff && mode != .off
        let heats = isRunning && needsHeat(in: mode)
        let cools = isRunning && !heats && needsCold(in: mode)
        setStage("primaryHeaterOperation", heats && mode != .emergencyHeat)
        if value(ThermostatHVACComponents.self, "auxiliaryHeaterOperation") != nil {
            let helps = heats && (mode == .emergencyHeat || isOn("auxiliaryHeaterOperation"))
            set(ThermostatHVACComponents.auxiliaryHeaterOperation(helps))
        }
        setStage("coolerOperation", cools)
        // A fan may also run alone.
        setStage("fanOperation", heats || cools || isRunning && isOn("fanOperation"))
    }

    /// Whether a heater and the cooler run at once, which only a home file can set.
    var heatsAndCools: Bool {
        isOn("coolerOperation") && (isOn("primaryHeaterOperation") || isOn("auxiliaryHeaterOperation"))
    }

    private func isOn(_ name: String) -> Bool {
        value(ThermostatHVACComponents.self, name).map { $0.string != "OFF" } ?? false
    }

    private mutating func setStage(_ name: String, _ runs: Bool) {
        guard value(ThermostatHVACComponents.self, name) != nil, isOn(name) != runs else { return }
        let stage: ThermostatHVACComponents.Operation = runs ? .stage1 : .off
        set(PropertyState(ThermostatHVACComponents.namespace, name, .string(stage.rawValue)))
    }

    private func needsHeat(in mode: ThermostatController.Mode?) -> Bool {
        switch mode {
        case .cool, .off: return false
        case .heat, .emergencyHeat, .auto, .eco, .custom, nil: break
        }
        let setpoints = HeldSetpoints(of: self)
        guard let room = roomTemperature, let goal = setpoints.target ?? setpoints.lower else {
            return isOn("primaryHeaterOperation") || isOn("auxiliaryHeaterOperation")
        }
        return room.celsius < goal.celsius
    }

    private func needsCold(in mode: ThermostatController.Mode?) -> Bool {
        switch mode {
        case .heat, .emergencyHeat, .off: return false
        case .cool, .auto, .eco, .custom, nil: break
        }
        let setpoints = HeldSetpoints(of: self)
        guard let room = roomTemperature, let goal = setpoints.target ?? setpoints.upper else {
            return isOn("coolerOperation")
        }
        return room.celsius > goal.celsius
    }

    private var roomTemperature: Temperature? {
        value(TemperatureSensor.self, "temperature").flatMap(Temperature.init)
    }
}
