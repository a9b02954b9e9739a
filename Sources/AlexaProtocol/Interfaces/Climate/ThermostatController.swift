/// `Alexa.ThermostatController`: modes and setpoints of heating and cooling. Source: Alexa.ThermostatController 3.2.
package enum ThermostatController: AlexaInterface {
    package static let namespace = "Alexa.ThermostatController"
    package static let version = "3.2"
    package static let directives = [
        DirectiveKind("SetTargetTemperature") { payload throws(AlexaError) in
            Directive.setTargetTemperature(try Setpoints(payload))
        },
        DirectiveKind("AdjustTargetTemperature") { payload throws(AlexaError) in
            Directive.adjustTargetTemperature(delta: try payload.temperature("targetSetpointDelta"))
        },
        DirectiveKind("SetThermostatMode") { payload throws(AlexaError) in
            let mode = try payload.payload("thermostatMode")
            return Directive.setThermostatMode(try mode.text("value"), customName: try mode.optionalText("customName"))
        },
        DirectiveKind("ResumeSchedule", Directive.resumeSchedule),
    ]
    package static let properties = [
        PropertyKind("targetSetpoint", .temperature),
        PropertyKind("lowerSetpoint", .temperature),
        PropertyKind("upperSetpoint", .temperature),
        PropertyKind("thermostatMode", .word(Mode.allCases.map(\.rawValue))),
        PropertyKind("adaptiveRecoveryStatus", .word(["PREHEATING", "PRECOOLING", "INACTIVE"])),
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Set one, two or three setpoints.
        case setTargetTemperature(Setpoints)
        /// Move the setpoint by a difference.
        case adjustTargetTemperature(delta: Temperature)
        /// Change the mode; `customName` names a mode of the maker's own, with the value `CUSTOM`.
        case setThermostatMode(String, customName: String?)
        /// Go back to the schedule; sent only if the capability says `supportsScheduling`.
        case resumeSchedule

        package func check(against capability: Capability) throws(AlexaError) {
            switch self {
            case .setTargetTemperature(let setpoints):
                try setpoints.check(against: capability)
            case .adjustTargetTemperature:
                return
            case .setThermostatMode(let mode, _):
                guard let supported = capability.configuration?["supportedModes"]?.array?.compactMap(\.string),
                    !supported.isEmpty
                else { return }
                guard supported.contains(mode) else {
                    throw AlexaError(
                        Failure.unsupportedThermostatMode,
                        "the mode is none of \(supported.joined(separator: ", "))")
                }
            case .resumeSchedule:
                guard capability.configuration?["supportsScheduling"]?.bool == false else { return }
                throw .invalidDirective("the thermostat declares that it does not support scheduling")
            }
        }
    }

    /// What SetTargetTemperature asks for: at least one setpoint.
    package struct Setpoints: Hashable, Sendable {
        /// The one to aim at.
        package let target: Temperature?
        /// Heat below this.
        package let lower: Temperature?
        /// Cool above this.
        package let upper: Temperature?

        fileprivate init(_ payload: Payload) throws(AlexaError) {
            target = try payload.optionalTemperature("targetSetpoint")
            lower = try payload.optionalTemperature("lowerSetpoint")
            upper = try payload.optionalTemperature("upperSetpoint")
            guard target != nil || lower != nil || upper != nil else {
                throw .invalidDirective("SetTargetTemperature names no setpoint")
            }
        }

        /// Whether lower or upper setpoint, or both, are asked for.
        package var hasBand: Bool { lower != nil || upper != nil }

        fileprivate func check(against capability: Capability) throws(AlexaError) {
            if hasBand, !(capability.supports("lowerSetpoint") && capability.supports("upperSetpoint")) {
                throw target == nil
                    ? AlexaError(Failure.dualSetpointsUnsupported, "the thermostat has no lower and upper setpoint")
                    : AlexaError(Failure.tripleSetpointsUnsupported, "the thermostat has one setpoint only")
            }
            if hasBand, target != nil, !capability.supports("targetSetpoint") {
                throw AlexaError(Failure.tripleSetpointsUnsupported, "the thermostat has no target setpoint beside two")
            }
        }
    }

    /// `thermostatMode` in reports.
    package enum Mode: String, CaseIterable, Sendable {
        /// Heats and cools as needed.
        case auto = "AUTO"
        /// Cools.
        case cool = "COOL"
        /// Heats.
        case heat = "HEAT"
        /// Saves energy.
        case eco = "ECO"
        /// Does nothing.
        case off = "OFF"
    }
}
