extension ThermostatController {
    /// What SetTargetTemperature asks for: at least one setpoint. A `schedule` beside them is not read: its form is not
    /// documented well enough, and without it the setpoints hold until changed.
    package struct Setpoints: Hashable, Sendable {
        /// The target.
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
            try check(againstDeclared: capability.properties?.supported ?? [])
            let limits = capability.limits(of: ThermostatController.self)
            if let range = limits?.setpointRange, let outside = all.first(where: { !range.contains($0) }) {
                throw .outOfRange(outside, range)
            }
            if let lower, let upper, let delta = limits?.minimumSetpointDelta {
                try ThermostatController.check(lower, upper, areApartBy: delta, in: lower.scale)
            }
        }

        private func check(againstDeclared declared: [String]) throws(AlexaError) {
            // A recording that lists no properties does not declare its setpoints.
            guard hasBand, !declared.isEmpty else { return }
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

    /// Checks that lower and upper setpoint are far enough apart.
    ///
    /// - Parameters:
    ///   - delta: how far apart they must be at least, a difference.
    ///   - scale: the customer's scale, for the error.
    /// - Throws: REQUESTED_SETPOINTS_TOO_CLOSE.
    package static func check(
        _ lower: Temperature, _ upper: Temperature, areApartBy delta: Temperature, in scale: Temperature.Scale
    ) throws(AlexaError) {
        // With a tolerance of two hundredths, since conversions round.
        guard upper.celsius - lower.celsius < delta.difference(in: .celsius) - 0.02 else { return }
        let delta = Temperature((delta.difference(in: scale) * 100).rounded() / 100, scale)
        throw AlexaError(
            Failure.requestedSetpointsTooClose(minimumTemperatureDelta: delta),
            "lower and upper setpoint must be \(delta) apart")
    }
}
