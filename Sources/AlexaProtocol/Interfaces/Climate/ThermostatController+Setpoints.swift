extension ThermostatController {
    /// What SetTargetTemperature asks for: at least one setpoint. A `schedule` beside them is not read: its form is not
    /// documented well enough, and without it the setpoints hold until changed.
    package struct Setpoints: Hashable, Sendable {
        /// The one to aim at.
        package let target: Temperature?
        /// Heat below this.
        package let lower: Temperature?
        /// Cool above this.
        package let upper: Temperature?

        init(_ payload: Payload) throws(AlexaError) {
            target = try payload.optionalTemperature("targetSetpoint")
            lower = try payload.optionalTemperature("lowerSetpoint")
            upper = try payload.optionalTemperature("upperSetpoint")
            guard target != nil || lower != nil || upper != nil else {
                throw .invalidDirective("SetTargetTemperature names no setpoint")
            }
        }

        /// Those that are asked for: target, lower, upper.
        package var all: [Temperature] { [target, lower, upper].compactMap(\.self) }

        /// Whether lower or upper setpoint, or both, are asked for.
        package var hasBand: Bool { lower != nil || upper != nil }

        func check(against capability: Capability) throws(AlexaError) {
            // A recording that lists no properties says nothing about setpoints.
            guard hasBand, let declared = capability.properties?.supported, !declared.isEmpty else { return }
            if !declared.contains("lowerSetpoint") || !declared.contains("upperSetpoint") {
                throw target == nil
                    ? AlexaError(Failure.dualSetpointsUnsupported, "the thermostat has no lower and upper setpoint")
                    : AlexaError(Failure.tripleSetpointsUnsupported, "the thermostat has one setpoint only")
            }
            if target != nil, !declared.contains("targetSetpoint") {
                throw AlexaError(Failure.tripleSetpointsUnsupported, "the thermostat has no target setpoint beside two")
            }
        }
    }
}
