import AlexaProtocol
import DeviceCloud

/// Plans of ThermostatController.
enum ThermostatPlans {
    static func needsState(_ directive: ThermostatController.Directive, _ part: DevicePart, _: String) -> Bool {
        if part.airConditioner != nil { return true }
        guard let thermostat = part.thermostat else { return false }
        switch directive {
        case .adjustTargetTemperature: return true
        case .setTargetTemperature: return thermostat.setpointDependsOnState
        case .setThermostatMode: return part.switchAlone
        case .resumeSchedule: return false
        }
    }

    static func plan(
        _ directive: ThermostatController.Directive, _ context: PlanContext
    ) throws(AlexaError) -> TuyaPlan {
        if let airConditioner = context.part.airConditioner {
            return try plan(directive, airConditioner, context)
        }
        guard let thermostat = context.part.thermostat else { throw .lacks("thermostat") }
        switch directive {
        case .setTargetTemperature(let setpoints):
            guard let target = setpoints.target else {
                throw AlexaError(
                    ThermostatController.Failure.dualSetpointsUnsupported, "the thermostat has one setpoint only")
            }
            let range = thermostat.range(context.reader)
            if let range, !range.contains(target) { throw .outOfRange(target, range) }
            return try set(target, thermostat, context, Demand.temperature(target, within: range))
        case .adjustTargetTemperature(let delta):
            guard let present = thermostat.setpoint?.temperature(context.reader)?.value else {
                throw .unknownValue("setpoint")
            }
            var wanted = present.adding(delta)
            if let range = thermostat.range(context.reader), !range.contains(wanted) {
                wanted = wanted.celsius < range.minimum.celsius ? range.minimum : range.maximum
            }
            return try set(wanted, thermostat, context, nil)
        case .setThermostatMode(let name, _):
            return try set(name, thermostat, context)
        case .resumeSchedule:
            throw .invalidDirective("the thermostat's schedule cannot be resumed over Tuya's cloud")
        }
    }

    private static func set(
        _ temperature: Temperature, _ thermostat: Thermostat, _ context: PlanContext, _ demand: Demand?
    ) throws(AlexaError) -> TuyaPlan {
        guard let (command, sent) = thermostat.setpoint?.command(temperature, context.reader) else {
            throw .lacks("setpoint")
        }
        return context.setting(
            [command], demand: demand ?? .temperature(temperature, within: thermostat.range(context.reader)),
            properties: [ThermostatController.targetSetpoint(sent)])
    }

    private static func set(
        _ name: String, _ thermostat: Thermostat, _ context: PlanContext
    ) throws(AlexaError) -> TuyaPlan {
        guard let mode = ThermostatController.Mode(rawValue: name), thermostat.modes.contains(mode) else {
            throw AlexaError(
                ThermostatController.Failure.unsupportedThermostatMode, "the thermostat has no such mode")
        }
        let properties = [ThermostatController.thermostatMode(mode)]
        if mode == .off {
            if let power = thermostat.power {
                return context.setting(
                    [power.command(false)], demand: .thermostatMode,
                    properties: properties + [PowerController.powerState(false)])
            }
            guard let point = thermostat.mode, let word = thermostat.word(for: .off) else { throw .lacks("mode OFF") }
            return context.setting([point.command(word)], demand: .thermostatMode, properties: properties)
        }
        var commands: [TuyaCommand] = []
        if let point = thermostat.mode, let word = thermostat.word(for: mode) { commands.append(point.command(word)) }
        guard let power = thermostat.power else {
            return context.setting(commands, demand: .thermostatMode, properties: properties)
        }
        let states = properties + [PowerController.powerState(true)]
        let on = power.command(true)
        guard context.part.switchAlone, !commands.isEmpty else {
            return context.setting([on] + commands, demand: .thermostatMode, properties: states)
        }
        let isOn = context.reader.truth(power)?.value == true
        return TuyaPlan(
            isOn ? .points(commands) : .pointsInOrder([[on], commands]), .idempotent, demand: .thermostatMode,
            properties: states)
    }

    // MARK: Infrared

    private static func plan(
        _ directive: ThermostatController.Directive, _ airConditioner: InfraredAirConditioner, _ context: PlanContext
    ) throws(AlexaError) -> TuyaPlan {
        var state = airConditioner.known(context.state)
        switch directive {
        case .setTargetTemperature(let setpoints):
            guard let target = setpoints.target else {
                throw AlexaError(
                    ThermostatController.Failure.dualSetpointsUnsupported, "the air conditioner has one setpoint only")
            }
            return try set(target, isRelative: false, state, airConditioner, context)
        case .adjustTargetTemperature(let delta):
            let present = Temperature(Double(state.temperature), .celsius)
            return try set(present.adding(delta), isRelative: true, state, airConditioner, context)
        case .setThermostatMode(let name, _):
            guard let meaning = ThermostatController.Mode(rawValue: name),
                airConditioner.thermostatModes.contains(meaning)
            else {
                throw AlexaError(
                    ThermostatController.Failure.unsupportedThermostatMode, "the air conditioner has no such mode")
            }
            if meaning == .off {
                state.power = false
            } else if let mode = airConditioner.mode(meaning) {
                state.power = true
                state.mode = mode.mode
                state = airConditioner.fitted(state)
            }
            return InfraredPlans.plan(state, context, demand: .thermostatMode)
        case .resumeSchedule:
            throw .invalidDirective("an infrared air conditioner has no schedule")
        }
    }

    private static func set(
        _ wanted: Temperature, isRelative: Bool, _ known: TuyaAirConditionerState,
        _ airConditioner: InfraredAirConditioner, _ context: PlanContext
    ) throws(AlexaError) -> TuyaPlan {
        var state = known
        guard let low = airConditioner.mode(state.mode)?.temperatures.first,
            let high = airConditioner.mode(state.mode)?.temperatures.last
        else {
            throw AlexaError(
                .generic(.notSupportedInCurrentMode(.other)), "the air conditioner has no setpoint in its mode")
        }
        let range = TemperatureRange(Temperature(Double(low), .celsius), Temperature(Double(high), .celsius))
        if !isRelative, !range.contains(wanted) { throw .outOfRange(wanted, range) }
        state.temperature = Int(min(max(wanted.celsius.rounded(), Double(low)), Double(high)))
        state.power = true
        return InfraredPlans.plan(
            airConditioner.fitted(state), context, demand: .temperature(wanted, within: range))
    }
}

extension Thermostat {
    /// Whether a setpoint's scale or range depends on the device's state.
    var setpointDependsOnState: Bool { setpoint?.needsState == true || isLimited }
}
