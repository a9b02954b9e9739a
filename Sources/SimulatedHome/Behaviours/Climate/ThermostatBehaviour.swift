import AlexaProtocol

/// A thermostat that keeps setpoints per mode and reports those of its current mode, in the scale in which they were set. In
/// the mode OFF it reports none. If the device has a switch too, the mode OFF and the switch change together.
enum ThermostatBehaviour: Behaviour {
    static let traits: [Trait] = [
        .temperatureRange("temperatureRange"), .temperatureDifference("minimumSetpointDelta"), .flag("tripleSetpoints"),
    ]

    private typealias Mode = ThermostatController.Mode
    private typealias Failure = ThermostatController.Failure

    /// The setpoints that the current mode lacks stay unknown.
    static let leavesUnknown = true

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        let seeded = HeldSetpoints(of: device)
        // Some recordings wrap the mode in an object, as the directive does.
        if let mode = mode(of: device) { set(mode, on: &device) }
        let model = ThermostatModel(device, capability, seeded: seeded, seededMode: mode(of: device))
        device.thermostat = model
        let properties = capability.properties?.supported ?? []
        if properties.isEmpty || properties.contains("thermostatMode"), mode(of: device) == nil {
            set(model.initialMode(seeded: seeded), on: &device)
        }
        let mode = mode(of: device)
        if mode == Mode.off.rawValue {
            // For a thermostat that is off, the home file's setpoints are those after it is switched on.
            if !seeded.all.isEmpty { device.memory[key(Mode.off.rawValue)] = seeded.json }
            set(.none, on: &device)
        } else if seeded.all.isEmpty {
            set(model.initialSetpoints(in: mode), on: &device)
        } else if model.hasBand {
            set(model.completed(seeded), on: &device)
        }
    }

    static func perform(
        _ directive: ThermostatController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        guard let model = device.thermostat else {
            throw .internalError("the simulated thermostat was not prepared")
        }
        switch directive {
        case .setTargetTemperature(let asked): try set(asked, on: &device, model)
        case .adjustTargetTemperature(let delta): try move(by: delta, &device, model)
        case .setThermostatMode(let mode, _):
            change(to: mode, &device, model)
            device.setPower(mode != Mode.off.rawValue)
        // The simulated schedule has the present setpoints.
        case .resumeSchedule: break
        }
        device.updateComponents()
        return nil
    }

    /// The mode's wire name, one of the maker's own included; `nil` for a thermostat without modes.
    private static func mode(of device: SimulatedDevice) -> String? {
        let value = device.value(ThermostatController.self, "thermostatMode")
        return (value?.string ?? value?.object?["value"]?.string)?.uppercased()
    }

    private static func set(_ mode: String, on device: inout SimulatedDevice) {
        device.set(PropertyState(ThermostatController.namespace, "thermostatMode", .string(mode)))
    }

    private static func set(_ setpoints: HeldSetpoints, on device: inout SimulatedDevice) {
        func set(_ name: String, _ setpoint: Temperature?) {
            if let setpoint {
                device.set(PropertyState(ThermostatController.namespace, name, setpoint.json))
            } else {
                device.forget(ThermostatController.self, name)
            }
        }
        set("targetSetpoint", setpoints.target)
        set("lowerSetpoint", setpoints.lower)
        set("upperSetpoint", setpoints.upper)
    }

    // MARK: Modes

    /// Changes the mode, and restores the setpoints that the new mode had when it was left.
    static func change(to mode: String, _ device: inout SimulatedDevice, _ model: ThermostatModel) {
        let old = self.mode(of: device)
        guard old != mode else { return }
        let off = Mode.off.rawValue
        if let old, old != off {
            device.memory[key(old)] = HeldSetpoints(of: device).json
            if mode == off { device.memory[modeBeforeOff] = .string(old) }
        }
        set(mode, on: &device)
        guard mode != off else { return set(.none, on: &device) }
        let initial = model.initialSetpoints(in: mode)
        if let remembered = device.memory[key(mode)] {
            set(HeldSetpoints(remembered), on: &device)
        } else if let seeded = device.memory[key(off)].map(HeldSetpoints.init), seeded.hasForm(of: initial) {
            set(seeded, on: &device)
        } else {
            set(initial, on: &device)
        }
    }

    /// Where the device remembers the mode in which it was switched off.
    fileprivate static let modeBeforeOff = "ThermostatController mode before OFF"

    private static func key(_ mode: String) -> String { "ThermostatController.\(mode)" }

    // MARK: Setpoints

    private static func set(
        _ asked: ThermostatController.Setpoints, on device: inout SimulatedDevice, _ model: ThermostatModel
    ) throws(AlexaError) {
        let mode = try activeMode(of: device)
        let held = HeldSetpoints(of: device)
        try refuse(asked, unlessHeldIn: mode, held, model)
        for temperature in asked.all where !model.range.contains(temperature) {
            throw .outOfRange(temperature, model.range)
        }
        let scale = reportedScale(asked.all, held.scale ?? model.scale)
        let target = asked.target?.converted(to: scale)
        var wanted = held
        if asked.hasBand {
            wanted.lower = asked.lower?.converted(to: scale) ?? held.lower
            wanted.upper = asked.upper?.converted(to: scale) ?? held.upper
            wanted = model.completed(wanted)
            wanted.target = target ?? held.target.map { held in inside(wanted, held) }
        } else if let target {
            wanted = held.aiming(at: target)
        }
        try check(wanted, against: held, model, in: asked.all.first?.scale ?? scale)
        set(wanted, on: &device)
    }

    private static func move(
        by delta: Temperature, _ device: inout SimulatedDevice, _ model: ThermostatModel
    ) throws(AlexaError) {
        let mode = try activeMode(of: device)
        var held = HeldSetpoints(of: device)
        if held.all.isEmpty { held = model.initialSetpoints(in: mode) }
        let wanted = held.moved(by: delta)
        try check(wanted, against: held, model, in: delta.scale)
        set(wanted, on: &device)
    }

    private static func activeMode(of device: SimulatedDevice) throws(AlexaError) -> String? {
        let mode = mode(of: device)
        guard mode != Mode.off.rawValue, !device.isOff else {
            throw AlexaError(Failure.thermostatIsOff, "the thermostat is off; choose a mode first")
        }
        return mode
    }

    /// A band is accepted in AUTO, and in a mode that reports one already.
    private static func refuse(
        _ asked: ThermostatController.Setpoints, unlessHeldIn mode: String?, _ held: HeldSetpoints,
        _ model: ThermostatModel
    ) throws(AlexaError) {
        guard asked.hasBand else { return }
        let isAutomatic = mode == nil || mode == Mode.auto.rawValue
        let takesBand = held.hasBand || isAutomatic && model.hasBand
        let takesThree = held.hasBand && held.target != nil || isAutomatic && model.takesThree
        if asked.target == nil, !takesBand {
            throw AlexaError(
                Failure.dualSetpointsUnsupported, "the mode \(mode ?? "") has no lower and upper setpoint")
        }
        if asked.target != nil, !takesThree {
            throw AlexaError(Failure.tripleSetpointsUnsupported, "the mode \(mode ?? "") has no three setpoints")
        }
    }

    /// The customer's scale if all temperatures have the same; otherwise the device's own.
    private static func reportedScale(_ asked: [Temperature], _ own: Temperature.Scale) -> Temperature.Scale {
        guard let first = asked.first, asked.allSatisfy({ $0.scale == first.scale }) else { return own }
        return first.scale
    }

    /// The temperature of the band that is nearest to `target`.
    private static func inside(_ band: HeldSetpoints, _ target: Temperature) -> Temperature {
        if let lower = band.lower, target.celsius < lower.celsius { return lower }
        if let upper = band.upper, target.celsius > upper.celsius { return upper }
        return target
    }

    /// - Parameter scale: the customer's scale, for errors.
    private static func check(
        _ wanted: HeldSetpoints, against held: HeldSetpoints, _ model: ThermostatModel, in scale: Temperature.Scale
    ) throws(AlexaError) {
        for (new, old) in [
            (wanted.target, held.target), (wanted.lower, held.lower), (wanted.upper, held.upper),
        ] {
            // A setpoint that is out of range already may stay so.
            guard let new, new != old, !model.range.contains(new) else { continue }
            throw .outOfRange(new.converted(to: scale), model.range)
        }
        guard let lower = wanted.lower, let upper = wanted.upper else { return }
        if (lower, upper) != (held.lower, held.upper) {
            try ThermostatController.check(lower, upper, areApartBy: model.minimumDelta, in: scale)
        }
        if let target = wanted.target, inside(wanted, target) != target {
            throw .invalidValue("the target setpoint does not lie between the lower and the upper one")
        }
    }
}

extension SimulatedDevice {
    /// The mode of the thermostat; `nil` for a device without modes.
    var thermostatMode: ThermostatController.Mode? {
        value(ThermostatController.self, "thermostatMode")?.string.flatMap(ThermostatController.Mode.init(rawValue:))
    }

    /// Goes to the mode OFF, if the thermostat has it.
    mutating func enterThermostatModeOff() {
        guard let thermostat, thermostatMode != nil, thermostat.has(.off) else { return }
        ThermostatBehaviour.change(to: ThermostatController.Mode.off.rawValue, &self, thermostat)
    }

    /// Goes back from OFF to the mode before, or to the first one.
    mutating func leaveThermostatModeOff() {
        guard let thermostat, thermostatMode == .off else { return }
        let mode = memory[ThermostatBehaviour.modeBeforeOff]?.string ?? thermostat.initialMode(seeded: .none)
        ThermostatBehaviour.change(to: mode, &self, thermostat)
        updateComponents()
    }
}
