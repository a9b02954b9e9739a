/// A property that a directive changes, and to what.
struct DirectiveEffect {
    let property: String
    /// The wanted value; `nil` if it depends on the previous value, or on the device.
    let wanted: JSONValue?

    private init(_ property: String, _ wanted: JSONValue? = nil) {
        (self.property, self.wanted) = (property, wanted)
    }

    /// The properties of the directive's own interface that it changes; empty if none is sure to change.
    static func all(of directive: AskedDirective) -> [DirectiveEffect] {
        let payload = directive.payload
        switch (directive.namespace, directive.name) {
        case (PowerController.namespace, "TurnOn"): return [.init("powerState", "ON")]
        case (PowerController.namespace, "TurnOff"): return [.init("powerState", "OFF")]
        case (ToggleController.namespace, "TurnOn"): return [.init("toggleState", "ON")]
        case (ToggleController.namespace, "TurnOff"): return [.init("toggleState", "OFF")]
        case (BrightnessController.namespace, "SetBrightness"): return [.init("brightness", payload["brightness"])]
        case (BrightnessController.namespace, "AdjustBrightness"): return [.init("brightness")]
        case (PercentageController.namespace, "SetPercentage"): return [.init("percentage", payload["percentage"])]
        case (PercentageController.namespace, "AdjustPercentage"): return [.init("percentage")]
        case (PowerLevelController.namespace, "SetPowerLevel"): return [.init("powerLevel", payload["powerLevel"])]
        case (PowerLevelController.namespace, "AdjustPowerLevel"): return [.init("powerLevel")]
        case (ColorController.namespace, "SetColor"): return [.init("color", payload["color"])]
        // A lamp shows the nearest white that it has.
        case (ColorTemperatureController.namespace, _): return [.init("colorTemperatureInKelvin")]
        // A lock may jam.
        case (LockController.namespace, _): return [.init("lockState")]
        case (ModeController.namespace, "SetMode"): return [.init("mode", payload["mode"])]
        case (ModeController.namespace, "AdjustMode"): return [.init("mode")]
        case (RangeController.namespace, "SetRangeValue"): return [.init("rangeValue", payload["rangeValue"])]
        case (RangeController.namespace, "AdjustRangeValue"): return [.init("rangeValue")]
        case (Speaker.namespace, "SetVolume"): return [.init("volume", payload["volume"])]
        case (Speaker.namespace, "AdjustVolume"): return [.init("volume")]
        case (Speaker.namespace, "SetMute"): return [.init("muted", payload["mute"])]
        case (EqualizerController.namespace, "SetMode"): return [.init("mode", payload["mode"])]
        case (EqualizerController.namespace, _): return [.init("bands")]
        // A device may spell its input in another way.
        case (InputController.namespace, "SelectInput"): return [.init("input")]
        case (SecurityPanelController.namespace, "Arm"): return [.init("armState", payload["armState"])]
        case (SecurityPanelController.namespace, "Disarm"): return [.init("armState", "DISARMED")]
        case (ThermostatController.namespace, "SetThermostatMode"):
            return [.init("thermostatMode", payload["thermostatMode"]?.object?["value"])]
        case (ThermostatController.namespace, "SetTargetTemperature"):
            return ["targetSetpoint", "lowerSetpoint", "upperSetpoint"].filter { payload[$0]?.object != nil }.map {
                .init($0, payload[$0])
            }
        default: return []
        }
    }

    /// Whether a reported value is what was wanted: within 5 %, as Amazon's test plans have it, and 2 % for temperatures.
    func isReached(by value: JSONValue) -> Bool {
        guard let wanted else { return true }
        if let temperature = Temperature(wanted) {
            guard let reported = Temperature(value)?.converted(to: temperature.scale) else { return true }
            return Self.isNear(reported.value, temperature.value, share: 0.02, least: 0.25)
        }
        switch (wanted, value) {
        case (.number(let wanted), .number(let reported)):
            return Self.isNear(reported, wanted, share: 0.05, least: 1)
        case (.object(let wanted), .object(let reported)):
            return wanted.members.allSatisfy { member in
                guard let number = member.value.number, let other = reported[member.key]?.number else { return true }
                return Self.isNear(other, number, share: 0.05, least: member.key == "hue" ? 18 : 0.05)
            }
        case (.string(let wanted), .string(let reported)): return wanted == reported
        case (.bool(let wanted), .bool(let reported)): return wanted == reported
        default: return true
        }
    }

    private static func isNear(_ number: Double, _ wanted: Double, share: Double, least: Double) -> Bool {
        abs(number - wanted) <= max(share * abs(wanted), least)
    }
}
