import AlexaProtocol

/// The capabilities of a simulated thermostat: as declared, as in the home file, and otherwise the usual ones.
struct ThermostatModel {
    /// The range of setpoints; the error outside of it is TEMPERATURE_VALUE_OUT_OF_RANGE.
    let range: TemperatureRange
    /// How far apart lower and upper setpoint must be: a difference of temperatures.
    let minimumDelta: Temperature
    /// The scale of setpoints that have not been set yet.
    let scale: Temperature.Scale
    /// Whether it has a lower and an upper setpoint.
    let hasBand: Bool
    /// Whether it has a single setpoint.
    let hasTarget: Bool
    /// Whether the mode AUTO, when entered, has all three setpoints.
    let startsWithThree: Bool
    /// Whether the mode AUTO accepts all three setpoints.
    let takesThree: Bool
    /// The modes it has.
    private let modes: [String]

    /// - Parameters:
    ///   - seeded: the setpoints in the home file.
    ///   - seededMode: the mode in the home file.
    init(_ device: SimulatedDevice, _ capability: Capability, seeded: HeldSetpoints, seededMode: String?) {
        let traits = device.traits
        let declared = capability.properties?.supported ?? []
        hasBand = declared.isEmpty || (declared.contains("lowerSetpoint") && declared.contains("upperSetpoint"))
        hasTarget = declared.isEmpty || declared.contains("targetSetpoint")
        let limits = capability.limits(of: ThermostatController.self)
        let given = limits?.setpointRange
        // The widest range that room thermostats accept.
        let room = TemperatureRange(Temperature(4, .celsius), Temperature(38, .celsius))
        let water = TemperatureRange(Temperature(0, .celsius), Temperature(100, .celsius))
        range = given ?? (seeded.all.allSatisfy(room.contains) ? room : water)
        scale =
            seeded.scale ?? given?.minimum.scale
            ?? device.value(TemperatureSensor.self, "temperature").flatMap(Temperature.init)?.scale ?? .celsius
        minimumDelta =
            limits?.minimumSetpointDelta
            ?? (scale == .fahrenheit ? Temperature(2, .fahrenheit) : Temperature(1, .celsius))
        let three = traits["tripleSetpoints"]?.bool
        let isSeededWithTwo =
            seeded.hasBand && seeded.target == nil && (seededMode ?? "AUTO") == ThermostatController.Mode.auto.rawValue
        startsWithThree = hasBand && hasTarget && (three ?? seeded.all.isEmpty)
        takesThree = hasBand && hasTarget && (three ?? !isSeededWithTwo)
        let usual: [ThermostatController.Mode] = [.heat, .cool, .auto, .eco, .off]
        modes =
            capability.configuration?["supportedModes"] == nil
            ? usual.map(\.rawValue) : ThermostatController.Configuration(capability).supportedModes
    }

    /// Whether it has the mode.
    func has(_ mode: ThermostatController.Mode) -> Bool {
        modes.contains(mode.rawValue)
    }

    /// The mode at the start: one that shows all setpoints if there is one, otherwise the first that is not OFF.
    func initialMode(seeded: HeldSetpoints) -> String {
        let known = modes.filter { ThermostatController.Mode(rawValue: $0) != nil }
        let auto = ThermostatController.Mode.auto.rawValue
        let off = ThermostatController.Mode.off.rawValue
        if hasBand, known.contains(auto), seeded.all.isEmpty || seeded.hasBand { return auto }
        return known.first { $0 != off && !($0 == auto && hasBand) } ?? known.first { $0 != off }
            ?? (known.isEmpty ? ThermostatController.Mode.heat.rawValue : off)
    }

    /// The setpoints of a mode that has not been used yet.
    func initialSetpoints(in mode: String?) -> HeldSetpoints {
        let known = mode.flatMap(ThermostatController.Mode.init(rawValue:))
        if known == .off { return .none }
        let isBand = hasBand && (mode == nil || known == .auto)
        var setpoints = HeldSetpoints.none
        if !isBand && (hasTarget || !hasBand) || isBand && startsWithThree {
            let degrees: Double =
                switch known {
                case .heat, .emergencyHeat: 20
                case .cool: 24
                case .eco: 17
                case .auto, .off, .custom, nil: 21
                }
            setpoints.target = usual(degrees)
        }
        if isBand || setpoints.target == nil { (setpoints.lower, setpoints.upper) = band(around: setpoints.target) }
        return setpoints
    }

    /// A band with its missing end, some degrees away from the other.
    func completed(_ setpoints: HeldSetpoints) -> HeldSetpoints {
        var setpoints = setpoints
        switch (setpoints.lower, setpoints.upper) {
        case (let lower?, nil): setpoints.upper = clamped(lower.adding(Temperature(5, .celsius)))
        case (nil, let upper?): setpoints.lower = clamped(upper.adding(Temperature(-5, .celsius)))
        case (_?, _?), (nil, nil): break
        }
        return setpoints
    }

    private func band(around target: Temperature?) -> (Temperature, Temperature) {
        let lower = usual(19)
        let upper = usual(24)
        guard upper.celsius - lower.celsius < minimumDelta.difference(in: .celsius) else { return (lower, upper) }
        // A narrow range, such as a boiler's: its two ends are the widest band there is.
        return (range.minimum, range.maximum)
    }

    /// A usual temperature, in whole degrees of the device's scale, as far as the range allows.
    private func usual(_ celsius: Double) -> Temperature {
        let temperature = Temperature(celsius, .celsius).converted(to: scale)
        return clamped(Temperature(temperature.value.rounded(), scale))
    }

    private func clamped(_ temperature: Temperature) -> Temperature {
        if temperature.celsius < range.minimum.celsius { return range.minimum.converted(to: temperature.scale) }
        if temperature.celsius > range.maximum.celsius { return range.maximum.converted(to: temperature.scale) }
        return temperature
    }
}
