import AlexaProtocol

/// The setpoints that a thermostat holds in one mode: one to aim at, a band, or both.
struct HeldSetpoints: Hashable {
    var target: Temperature?
    var lower: Temperature?
    var upper: Temperature?

    /// No setpoints, as when the thermostat is off.
    static let none = HeldSetpoints()

    init(target: Temperature? = nil, lower: Temperature? = nil, upper: Temperature? = nil) {
        self.target = target
        self.lower = lower
        self.upper = upper
    }

    /// The present setpoints of a device.
    init(of device: SimulatedDevice) {
        func setpoint(_ name: String) -> Temperature? {
            device.value(ThermostatController.self, name).flatMap(Temperature.init)
        }
        self.init(
            target: setpoint("targetSetpoint"), lower: setpoint("lowerSetpoint"), upper: setpoint("upperSetpoint"))
    }

    /// Setpoints from the device's memory.
    init(_ json: JSONValue) {
        let object = json.object ?? [:]
        self.init(
            target: object["target"].flatMap(Temperature.init), lower: object["lower"].flatMap(Temperature.init),
            upper: object["upper"].flatMap(Temperature.init))
    }

    /// For the device's memory.
    var json: JSONValue {
        var json = JSONObject()
        if let target { json["target"] = target.json }
        if let lower { json["lower"] = lower.json }
        if let upper { json["upper"] = upper.json }
        return .object(json)
    }

    /// Target, lower and upper setpoint, those that are held.
    var all: [Temperature] { [target, lower, upper].compactMap(\.self) }
    /// Whether there is a lower or an upper setpoint.
    var hasBand: Bool { lower != nil || upper != nil }
    /// The scale that the device shows.
    var scale: Temperature.Scale? { all.first?.scale }

    /// Whether both hold the same kinds of setpoints, whatever their values.
    func hasForm(of other: HeldSetpoints) -> Bool {
        (target == nil) == (other.target == nil) && (lower == nil) == (other.lower == nil)
            && (upper == nil) == (other.upper == nil)
    }

    /// These setpoints with `temperature` as target. A band without a target is centred on it; a band beside a target is moved
    /// only as far as necessary.
    func aiming(at temperature: Temperature) -> HeldSetpoints {
        guard target == nil else {
            return HeldSetpoints(
                target: temperature,
                lower: lower.map { $0.celsius > temperature.celsius ? temperature : $0 },
                upper: upper.map { $0.celsius < temperature.celsius ? temperature : $0 })
        }
        switch (lower, upper) {
        case (let lower?, let upper?):
            let half = (upper.celsius - lower.celsius) / 2
            return HeldSetpoints(
                lower: temperature.adding(Temperature(-half, .celsius)),
                upper: temperature.adding(Temperature(half, .celsius)))
        case (_?, nil): return HeldSetpoints(lower: temperature)
        case (nil, _?): return HeldSetpoints(upper: temperature)
        case (nil, nil): return HeldSetpoints(target: temperature)
        }
    }

    /// These setpoints moved by a difference: the target if there is one, otherwise the band.
    func moved(by delta: Temperature) -> HeldSetpoints {
        if let target { return aiming(at: target.adding(delta)) }
        return HeldSetpoints(lower: lower?.adding(delta), upper: upper?.adding(delta))
    }
}
