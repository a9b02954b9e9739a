/// `Alexa.ThermostatController.Configuration`: setting up heating and cooling. The names of its directives are unknown, so none
/// is accepted. Source: Alexa.ThermostatController.Configuration 3 and its ErrorResponse.
package enum ThermostatConfiguration: AlexaInterface {
    package static let namespace = "Alexa.ThermostatController.Configuration"
    package static let properties = [
        PropertyKind("temperatureScale", .word(Temperature.Scale.allCases.map(\.rawValue)))
    ]

    /// `temperatureScale`: what the thermostat's display shows.
    package static func temperatureScale(_ scale: Temperature.Scale) -> PropertyState {
        PropertyState(namespace, "temperatureScale", .string(scale.rawValue))
    }

    /// The errors of `Alexa.ThermostatController.Configuration`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The thermostat accepts changes only at the device itself.
        case configurationUpdateNotAllowed = "CONFIGURATION_UPDATE_NOT_ALLOWED"
        /// The temperature below which cooling is locked out is not acceptable.
        case coolingLockoutTemperatureValueOutOfRange = "COOLING_LOCKOUT_TEMPERATURE_VALUE_OUT_OF_RANGE"
        /// More cooling stages than the thermostat can drive.
        case coolingStagesExceedsLimit = "COOLING_STAGES_EXCEEDS_LIMIT"
        /// The temperature above which heating is locked out is not acceptable.
        case heatingLockoutTemperatureValueOutOfRange = "HEATING_LOCKOUT_TEMPERATURE_VALUE_OUT_OF_RANGE"
        /// More heating stages than the thermostat can drive.
        case heatingStagesExceedsLimit = "HEATING_STAGES_EXCEEDS_LIMIT"
        /// The thermostat cannot drive that auxiliary heating.
        case invalidAuxiliaryHeatingSystemType = "INVALID_AUXILIARY_HEATING_SYSTEM_TYPE"
        /// The thermostat cannot drive that kind of system.
        case invalidSystemType = "INVALID_SYSTEM_TYPE"
        /// The thermostat cannot be brought into that set-up state.
        case invalidTargetState = "INVALID_TARGET_STATE"
        /// The thermostat does not show that scale.
        case invalidTemperatureScale = "INVALID_TEMPERATURE_SCALE"
        /// A wire is named on a terminal where it cannot be.
        case invalidTerminalConnection = "INVALID_TERMINAL_CONNECTION"
        /// The directive leaves out something that set-up needs.
        case missingSetupInformation = "MISSING_SETUP_INFORMATION"

        package static let header = ErrorHeader(ThermostatConfiguration.namespace)

        package var nearestGeneric: GenericError {
            switch self {
            case .configurationUpdateNotAllowed: .cloudControlDisabled
            case .coolingLockoutTemperatureValueOutOfRange, .heatingLockoutTemperatureValueOutOfRange:
                .temperatureValueOutOfRange(nil)
            case .coolingStagesExceedsLimit, .heatingStagesExceedsLimit: .valueOutOfRange(nil)
            case .invalidAuxiliaryHeatingSystemType, .invalidSystemType, .invalidTargetState, .invalidTemperatureScale,
                .invalidTerminalConnection:
                .invalidValue
            case .missingSetupInformation: .invalidDirective
            }
        }
    }
}
