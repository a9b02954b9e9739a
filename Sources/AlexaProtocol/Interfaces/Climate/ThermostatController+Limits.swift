extension ThermostatController {
    /// Limits of a thermostat's setpoints that its device cloud knows.
    package struct Limits: CapabilityLimits {
        /// The range of setpoints; `nil` if unknown.
        package let setpointRange: TemperatureRange?
        /// How far apart lower and upper setpoint must be: a difference of temperatures. `nil` if unknown.
        package let minimumSetpointDelta: Temperature?

        /// Limits of which at least one is known.
        package init(setpointRange: TemperatureRange? = nil, minimumSetpointDelta: Temperature? = nil) {
            self.setpointRange = setpointRange
            self.minimumSetpointDelta = minimumSetpointDelta
        }

        /// Reads `temperatureRange`, which is `{"minimumValue": {...}, "maximumValue": {...}}`, and
        /// `minimumSetpointDelta`, a temperature.
        package init?(_ json: JSONObject) {
            self.init(
                setpointRange: TemperatureRange(json["temperatureRange"]),
                minimumSetpointDelta: json["minimumSetpointDelta"].flatMap(Temperature.init))
            if setpointRange == nil, minimumSetpointDelta == nil { return nil }
        }

        package var json: JSONObject {
            var json = JSONObject()
            if let setpointRange { json["temperatureRange"] = setpointRange.json }
            if let minimumSetpointDelta { json["minimumSetpointDelta"] = minimumSetpointDelta.json }
            return json
        }
    }
}
