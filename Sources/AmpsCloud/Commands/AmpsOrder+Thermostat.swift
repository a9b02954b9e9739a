import AlexaProtocol
import DeviceCloud

extension AmpsOrder {
    /// The minimum distance of lower and upper setpoint: our own choice, because Amps does not state one.
    private static let band = Temperature(1, .celsius)

    /// The order for a thermostat's directive.
    init(_ directive: ThermostatController.Directive, _ thermostat: AmpsThermostat?) throws(AlexaError) {
        guard let thermostat, thermostat.isControlled else { throw AmpsOrderError.gone("a thermostat") }
        switch directive {
        case .setTargetTemperature(let setpoints):
            self = try Self.setpoints(setpoints, thermostat)
        case .adjustTargetTemperature(let delta):
            self = try Self.adjusted(by: delta, thermostat)
        case .setThermostatMode(let mode, _):
            self = try Self.mode(mode, thermostat)
        case .resumeSchedule:
            guard thermostat.canFollowSchedule else { throw AmpsOrderError.gone("a schedule") }
            self.init(
                request: .action("follow_schedule", [:]), demand: .thermostatSchedule,
                state: ["holdType": "follow_schedule"])
        }
    }

    private static func setpoints(
        _ setpoints: ThermostatController.Setpoints, _ thermostat: AmpsThermostat
    ) throws(AlexaError) -> AmpsOrder {
        if setpoints.hasBand {
            guard setpoints.target == nil else {
                throw AlexaError(
                    ThermostatController.Failure.tripleSetpointsUnsupported,
                    "the thermostat takes two setpoints at most")
            }
            switch thermostat.mode {
            case .heat, .cool:
                throw AlexaError(
                    ThermostatController.Failure.dualSetpointsUnsupported,
                    "the thermostat takes a lower and an upper setpoint in AUTO only")
            case .off: throw isOff
            case .auto, .eco, .custom, .emergencyHeat, nil: break
            }
            guard let lower = setpoints.lower ?? thermostat.heatSetpoint,
                let upper = setpoints.upper ?? thermostat.coolSetpoint
            else { throw AmpsOrderError.unknown("the other setpoint") }
            return try auto(lower, upper, thermostat, scale: setpoints.all.first?.scale)
        }
        guard let target = setpoints.target else { throw .invalidDirective("SetTargetTemperature names no setpoint") }
        return try order(target, thermostat)
    }

    /// A single setpoint, in the thermostat's current mode. In AUTO the band is centred on it and keeps its width.
    private static func order(
        _ target: Temperature, _ thermostat: AmpsThermostat, isRelative: Bool = false
    ) throws(AlexaError) -> AmpsOrder {
        var order: AmpsOrder
        switch thermostat.mode {
        case .heat: order = try single("heat", target, thermostat.heat)
        case .cool: order = try single("cool", target, thermostat.cool)
        case .auto:
            let width = max(bandWidth(thermostat), band.celsius)
            let half = Temperature(width / 2, .celsius)
            let lower = target.adding(Temperature(-half.value, .celsius))
            order = try auto(lower, target.adding(half), thermostat, scale: target.scale)
        case .off:
            // A device that can only heat or only cool is also turned on.
            switch (thermostat.heat, thermostat.cool) {
            case (let heat?, nil): order = try single("heat", target, heat)
            case (nil, let cool?): order = try single("cool", target, cool)
            case (_?, _?), (nil, nil): throw isOff
            }
        case .eco, .custom, .emergencyHeat, nil:
            let isColder = thermostat.temperature.map { target.celsius < $0.celsius } ?? false
            let heats = thermostat.cool == nil || thermostat.heat != nil && !isColder
            order = try single(heats ? "heat" : "cool", target, heats ? thermostat.heat : thermostat.cool)
        }
        order.isRelative = isRelative
        return order
    }

    private static let isOff = AlexaError(
        ThermostatController.Failure.thermostatIsOff,
        "the thermostat is off, and whether to heat or to cool is not known")

    private static func bandWidth(_ thermostat: AmpsThermostat) -> Double {
        guard let lower = thermostat.heatSetpoint, let upper = thermostat.coolSetpoint else { return 2 }
        return upper.celsius - lower.celsius
    }

    /// AdjustTargetTemperature as an absolute setpoint, within the bounds.
    private static func adjusted(
        by delta: Temperature, _ thermostat: AmpsThermostat
    ) throws(AlexaError) -> AmpsOrder {
        let bounds: AmpsBounds?
        let base: Temperature?
        switch thermostat.mode {
        case .heat: (bounds, base) = (thermostat.heat, thermostat.heatSetpoint)
        case .cool: (bounds, base) = (thermostat.cool, thermostat.coolSetpoint)
        case .auto: return try shifted(by: delta, thermostat)
        case .off: throw isOff
        case .eco, .custom, .emergencyHeat, nil:
            throw AmpsOrderError.unknown("the thermostat's mode")
        }
        guard let base else { throw AmpsOrderError.unknown("the setpoint") }
        var target = base.converted(to: delta.scale).adding(delta)
        if let range = bounds?.temperatures, !range.contains(target) {
            let end = target.celsius < range.minimum.celsius ? range.minimum : range.maximum
            target = end.converted(to: delta.scale)
        }
        return try order(target, thermostat, isRelative: true)
    }

    /// Both setpoints, moved by the same difference as far as the bounds permit.
    private static func shifted(
        by delta: Temperature, _ thermostat: AmpsThermostat
    ) throws(AlexaError) -> AmpsOrder {
        guard let lower = thermostat.heatSetpoint, let upper = thermostat.coolSetpoint else {
            throw AmpsOrderError.unknown("the band of setpoints")
        }
        var shift = delta.difference(in: .celsius)
        if let limits = thermostat.auto?.lower.limits(in: .celsius) {
            shift = max(shift, min(0, limits.lowerBound - lower.celsius))
        }
        if let limits = thermostat.auto?.upper.limits(in: .celsius) {
            shift = min(shift, max(0, limits.upperBound - upper.celsius))
        }
        let moved = Temperature(shift, .celsius)
        var order = try auto(
            lower.converted(to: delta.scale).adding(moved), upper.converted(to: delta.scale).adding(moved), thermostat,
            scale: delta.scale)
        order.isRelative = true
        return order
    }

    private static func mode(_ word: String, _ thermostat: AmpsThermostat) throws(AlexaError) -> AmpsOrder {
        func unsupported() -> AlexaError {
            AlexaError(
                ThermostatController.Failure.unsupportedThermostatMode,
                "the mode is none of \(thermostat.modes.map(\.rawValue).joined(separator: ", "))")
        }
        guard let mode = ThermostatController.Mode(rawValue: word), thermostat.modes.contains(mode) else {
            throw unsupported()
        }
        var parameters: [String: AmpsQuantity] = [:]
        func add(_ name: String, _ temperature: Temperature?, _ bounds: AmpsBounds?) {
            guard let temperature, let bounds, bounds.temperatures?.contains(temperature) ?? true else { return }
            parameters[name] = quantity(temperature, bounds)
        }
        let command: String
        switch mode {
        case .heat:
            command = "heat"
            add("target", thermostat.heatSetpoint, thermostat.heat)
        case .cool:
            command = "cool"
            add("target", thermostat.coolSetpoint, thermostat.cool)
        case .auto:
            command = "auto"
            add("heatSetpoint", thermostat.heatSetpoint, thermostat.auto?.lower)
            add("coolSetpoint", thermostat.coolSetpoint, thermostat.auto?.upper)
        case .off: command = "idle"
        case .eco, .custom, .emergencyHeat: throw unsupported()
        }
        return AmpsOrder(
            request: .action(command, parameters), demand: .thermostatMode,
            state: ["mode": .string(command == "idle" ? "off" : command), "active": .bool(command != "idle")])
    }

    private static func single(
        _ command: String, _ target: Temperature, _ bounds: AmpsBounds?
    ) throws(AlexaError) -> AmpsOrder {
        guard let bounds else { throw AmpsOrderError.gone("the command \(command)") }
        try check(target, bounds)
        let setpoint = command == "heat" ? "heatSetpoint" : "coolSetpoint"
        return AmpsOrder(
            request: .action(command, ["target": quantity(target, bounds)]),
            demand: .temperature(target, within: bounds.temperatures),
            state: [
                "mode": .string(command), "active": true,
                setpoint: .number(degrees(target, .celsius)),
            ], scale: target.scale)
    }

    private static func auto(
        _ lower: Temperature, _ upper: Temperature, _ thermostat: AmpsThermostat, scale: Temperature.Scale?
    ) throws(AlexaError) -> AmpsOrder {
        guard let bounds = thermostat.auto else {
            throw AlexaError(
                ThermostatController.Failure.dualSetpointsUnsupported, "the thermostat has no lower and upper setpoint")
        }
        let scale = scale ?? lower.scale
        try check(lower, bounds.lower)
        try check(upper, bounds.upper)
        try ThermostatController.check(lower, upper, areApartBy: band, in: scale)
        return AmpsOrder(
            request: .action(
                "auto",
                ["heatSetpoint": quantity(lower, bounds.lower), "coolSetpoint": quantity(upper, bounds.upper)]),
            demand: .temperature(lower, within: bounds.lower.temperatures),
            state: [
                "mode": "auto", "active": true, "heatSetpoint": .number(degrees(lower, .celsius)),
                "coolSetpoint": .number(degrees(upper, .celsius)),
            ], scale: scale)
    }

    private static func check(_ temperature: Temperature, _ bounds: AmpsBounds) throws(AlexaError) {
        guard let range = bounds.temperatures, !range.contains(temperature) else { return }
        throw .outOfRange(temperature, range)
    }

    /// The temperature in the unit that the device declares.
    private static func quantity(_ temperature: Temperature, _ bounds: AmpsBounds) -> AmpsQuantity {
        let unit: AmpsUnit = bounds.unit == .fahrenheit ? .fahrenheit : .celsius
        return AmpsQuantity(degrees(temperature, unit), unit)
    }

    /// Degrees to a thousandth: with hundredths of a degree Celsius, not every whole degree Fahrenheit could be restored.
    private static func degrees(_ temperature: Temperature, _ unit: AmpsUnit) -> Double {
        let celsius = temperature.celsius
        return ((unit == .fahrenheit ? celsius * 9 / 5 + 32 : celsius) * 1000).rounded() / 1000
    }
}
