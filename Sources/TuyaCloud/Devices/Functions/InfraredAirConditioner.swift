import AlexaProtocol

/// An air conditioner behind an infrared blaster. Its state is the last sent one, and is always sent as a whole.
struct InfraredAirConditioner: Sendable {
    /// The modes, in ascending order.
    let modes: [TuyaRemoteKeys.Mode]

    static let fanInstance = "AirConditioner.FanSpeed"
    static let programInstance = "AirConditioner.Program"

    init?(_ remote: TuyaRemote) {
        guard remote.categoryId == TuyaRemote.airConditioner, let modes = remote.keys?.modes, !modes.isEmpty else {
            return nil
        }
        self.modes = modes.filter { Self.names.indices.contains($0.mode) }
        if self.modes.isEmpty { return nil }
    }

    /// Tuya's modes in the order of their numbers.
    private static let names = ["cool", "heat", "auto", "fan only", "dry"]
    private static let meanings: [ThermostatController.Mode?] = [.cool, .heat, .auto, nil, nil]
    /// Tuya's fan speeds in the order of their numbers.
    static let fans = ["auto", "low", "medium", "high"]

    /// Alexa's modes, including OFF.
    var thermostatModes: [ThermostatController.Mode] {
        modes.compactMap { Self.meanings[$0.mode] } + [.off]
    }

    private var hasThermostat: Bool { thermostatModes.count > 1 && temperatures != nil }

    /// The range of temperatures over all modes, in °C.
    var temperatures: ClosedRange<Int>? {
        let all = modes.flatMap(\.temperatures)
        guard let low = all.min(), let high = all.max(), low < high else { return nil }
        return low...high
    }

    private var fanSpeeds: [Int] {
        Set(modes.flatMap(\.fans)).filter { Self.fans.indices.contains($0) }.sorted()
    }

    /// The mode with this number, if the appliance has it.
    func mode(_ number: Int) -> TuyaRemoteKeys.Mode? { modes.first { $0.mode == number } }

    /// The mode for Alexa's mode.
    func mode(_ meaning: ThermostatController.Mode) -> TuyaRemoteKeys.Mode? {
        modes.first { Self.meanings[$0.mode] == meaning }
    }

    /// The mode with this name.
    func mode(named name: String) -> TuyaRemoteKeys.Mode? {
        modes.first { Self.names[$0.mode] == name }
    }

    var capabilities: [Capability] {
        var capabilities = [Capability(PowerController.self)]
        if hasThermostat, let temperatures {
            var thermostat = ThermostatController.capability(
                ThermostatController.Configuration(supportedModes: thermostatModes, supportsScheduling: false))
            thermostat.limits = Capability.Limits(
                ThermostatController.Limits(
                    setpointRange: TemperatureRange(
                        Temperature(Double(temperatures.lowerBound), .celsius),
                        Temperature(Double(temperatures.upperBound), .celsius))))
            capabilities.append(thermostat)
        }
        if modes.count >= 2, !hasThermostat || modes.contains(where: { Self.meanings[$0.mode] == nil }) {
            capabilities.append(
                ModeController.capability(
                    instance: Self.programInstance, CapabilityResources([Spoken.asset("Setting.Mode")]),
                    modes: modes.map { ModeController.Mode(Self.names[$0.mode], Spoken.text(Self.names[$0.mode])) },
                    ordered: false))
        }
        if fanSpeeds.count >= 2 {
            let names = [
                Spoken.text("automatic speed"), Spoken.asset("Value.Low"), Spoken.asset("Value.Medium"),
                Spoken.asset("Value.High"),
            ]
            capabilities.append(
                ModeController.capability(
                    instance: Self.fanInstance, CapabilityResources([Spoken.asset("Setting.FanSpeed")]),
                    modes: fanSpeeds.map { ModeController.Mode(Self.fans[$0], names[$0]) }, ordered: false))
        }
        return capabilities
    }

    func properties(_ state: TuyaAirConditionerState, at time: Timestamp) -> [Property] {
        var states = [PowerController.powerState(state.power)]
        let meaning = Self.meanings.indices.contains(state.mode) ? Self.meanings[state.mode] : nil
        states.append(
            ThermostatController.targetSetpoint(Temperature(Double(state.temperature), .celsius)))
        if let mode = state.power ? meaning : .off { states.append(ThermostatController.thermostatMode(mode)) }
        if Self.names.indices.contains(state.mode) {
            states.append(ModeController.mode(Self.names[state.mode], instance: Self.programInstance))
        }
        if Self.fans.indices.contains(state.fan) {
            states.append(ModeController.mode(Self.fans[state.fan], instance: Self.fanInstance))
        }
        return states.map { $0.sampled(at: time) }
    }

    /// The known state; without one, the defaults.
    func known(_ state: TuyaState?) -> TuyaAirConditionerState {
        if let state = state?.airConditioner { return state }
        let mode = mode(.auto) ?? modes[0]
        return fitted(TuyaAirConditionerState(power: false, mode: mode.mode, temperature: 24, fan: 0))
    }

    /// The state, with temperature and fan speed replaced by ones that its mode has.
    func fitted(_ state: TuyaAirConditionerState) -> TuyaAirConditionerState {
        guard let mode = mode(state.mode) else { return state }
        var state = state
        if let nearest = mode.temperatures.min(by: { abs($0 - state.temperature) < abs($1 - state.temperature) }) {
            state.temperature = nearest
        }
        if !mode.fans.isEmpty, !mode.fans.contains(state.fan) { state.fan = mode.fans[0] }
        return state
    }
}
