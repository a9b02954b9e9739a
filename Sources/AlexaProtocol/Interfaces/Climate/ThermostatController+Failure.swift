extension ThermostatController {
    /// The errors of `Alexa.ThermostatController`.
    package enum Failure: ErrorVocabulary {
        /// The thermostat does not accept a lower and an upper setpoint in its current mode.
        case dualSetpointsUnsupported
        /// Lower and upper setpoint are closer than `minimumTemperatureDelta`, a difference of temperatures.
        case requestedSetpointsTooClose(minimumTemperatureDelta: Temperature)
        /// The thermostat is off and cannot be turned on by setting a temperature.
        case thermostatIsOff
        /// The thermostat does not accept three setpoints in its current mode.
        case tripleSetpointsUnsupported
        /// The thermostat lacks the mode.
        case unsupportedThermostatMode
        /// The thermostat cannot keep the schedule.
        case unwillingToSetSchedule
        /// The value could damage the thermostat or what it controls.
        case unwillingToSetValue

        package static let header = ErrorHeader(ThermostatController.namespace)

        package var nearestGeneric: GenericError {
            switch self {
            case .dualSetpointsUnsupported, .tripleSetpointsUnsupported: .notSupportedInCurrentMode(.other)
            case .requestedSetpointsTooClose, .unsupportedThermostatMode, .unwillingToSetSchedule: .invalidValue
            case .thermostatIsOff: .notInOperation
            case .unwillingToSetValue: .valueOutOfRange(nil)
            }
        }

        package var type: String {
            switch self {
            case .dualSetpointsUnsupported: "DUAL_SETPOINTS_UNSUPPORTED"
            case .requestedSetpointsTooClose: "REQUESTED_SETPOINTS_TOO_CLOSE"
            case .thermostatIsOff: "THERMOSTAT_IS_OFF"
            case .tripleSetpointsUnsupported: "TRIPLE_SETPOINTS_UNSUPPORTED"
            case .unsupportedThermostatMode: "UNSUPPORTED_THERMOSTAT_MODE"
            case .unwillingToSetSchedule: "UNWILLING_TO_SET_SCHEDULE"
            case .unwillingToSetValue: "UNWILLING_TO_SET_VALUE"
            }
        }

        package var fields: JSONObject {
            guard case .requestedSetpointsTooClose(let delta) = self else { return [:] }
            return ["minimumTemperatureDelta": delta.json]
        }

        package static var kinds: [ErrorKind] {
            let plain: [Failure] = [
                .dualSetpointsUnsupported, .thermostatIsOff, .tripleSetpointsUnsupported, .unsupportedThermostatMode,
                .unwillingToSetSchedule, .unwillingToSetValue,
            ]
            return plain.map(\.kindWithoutFields) + [
                ErrorKind(header, "REQUESTED_SETPOINTS_TOO_CLOSE", required: ["minimumTemperatureDelta"]) { fields in
                    fields["minimumTemperatureDelta"].flatMap(Temperature.init).map {
                        AlexaErrorType(Failure.requestedSetpointsTooClose(minimumTemperatureDelta: $0))
                    }
                }
            ]
        }
    }
}
