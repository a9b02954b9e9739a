/// `Alexa.ThermostatController`: modes and setpoints of heating and cooling. Source: Alexa.ThermostatController 3.2.
/// Version 3 has a page of its own; 3.2 adds emergency heating and adaptive recovery.
package enum ThermostatController: AlexaInterface {
    package static let namespace = "Alexa.ThermostatController"
    package static let version = "3.2"
    package static let versions = ["3", "3.2"]
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
        // The directive wraps the mode, the report does not.
        PropertyKind("thermostatMode", .bare(.word(Mode.allCases.map(\.rawValue)))),
        PropertyKind(
            "adaptiveRecoveryStatus", .word(["INACTIVE", "PREHEATING", "PRECOOLING"]), versions: ["3.2"],
            isUsual: false),
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Set one, two or three setpoints.
        case setTargetTemperature(Setpoints)
        /// Move the setpoint by a difference.
        case adjustTargetTemperature(delta: Temperature)
        /// Change the mode; `customName` names a mode of the maker's own, with the value `CUSTOM`.
        case setThermostatMode(String, customName: String?)
        /// Go back to the schedule; sent only if the capability declares `supportsScheduling`.
        case resumeSchedule

        package func check(against capability: Capability) throws(AlexaError) {
            switch self {
            case .setTargetTemperature(let setpoints):
                try setpoints.check(against: capability)
            case .adjustTargetTemperature:
                return
            case .setThermostatMode(let mode, _):
                let supported = Configuration(capability).supportedModes
                guard supported.contains(mode) else {
                    throw AlexaError(
                        Failure.unsupportedThermostatMode,
                        supported.isEmpty
                            ? "the thermostat has no modes"
                            : "the mode is none of \(supported.joined(separator: ", "))")
                }
            case .resumeSchedule:
                guard Configuration(capability).supportsScheduling == false else { return }
                throw .invalidDirective("the thermostat declares that it does not support scheduling")
            }
        }
    }

    /// `thermostatMode`. Source: Alexa.ThermostatController 3.2, "Thermostat mode values".
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
        /// A mode of the maker's own; directives name it in `customName`.
        case custom = "CUSTOM"
        /// Heats with the auxiliary heater alone; needs version 3.2 in the capability.
        case emergencyHeat = "EM_HEAT"
    }

    /// `targetSetpoint`: the temperature to aim at.
    package static func targetSetpoint(_ temperature: Temperature) -> PropertyState {
        PropertyState(namespace, "targetSetpoint", temperature.json)
    }

    /// `lowerSetpoint`: heated below this.
    package static func lowerSetpoint(_ temperature: Temperature) -> PropertyState {
        PropertyState(namespace, "lowerSetpoint", temperature.json)
    }

    /// `upperSetpoint`: cooled above this.
    package static func upperSetpoint(_ temperature: Temperature) -> PropertyState {
        PropertyState(namespace, "upperSetpoint", temperature.json)
    }

    /// `thermostatMode`.
    package static func thermostatMode(_ mode: Mode) -> PropertyState {
        PropertyState(namespace, "thermostatMode", .string(mode.rawValue))
    }
}
