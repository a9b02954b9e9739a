/// `Alexa.ThermostatController.Schedule`: weekly schedules. The names of its directives are unknown, so none is accepted.
/// Source: Alexa.ThermostatController.Schedule 3.2.
package enum ThermostatSchedule: AlexaInterface {
    package static let namespace = "Alexa.ThermostatController.Schedule"
    package static let version = "3.2"
    package static let properties = [
        PropertyKind("adaptiveRecoveryEnabled", .boolean),
        PropertyKind("scheduleEnabled", .boolean),
    ]

    /// `adaptiveRecoveryEnabled`: heating and cooling start early enough to reach a setpoint in time.
    package static func adaptiveRecoveryEnabled(_ isEnabled: Bool) -> PropertyState {
        PropertyState(namespace, "adaptiveRecoveryEnabled", .bool(isEnabled))
    }

    /// `scheduleEnabled`: the thermostat follows its schedule.
    package static func scheduleEnabled(_ isEnabled: Bool) -> PropertyState {
        PropertyState(namespace, "scheduleEnabled", .bool(isEnabled))
    }

    /// The errors of `Alexa.ThermostatController.Schedule`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The thermostat holds no more schedules.
        case insufficientSpace = "INSUFFICIENT_SPACE"

        package static let header = ErrorHeader(ThermostatSchedule.namespace)
        package var nearestGeneric: GenericError { .notSupportedInCurrentMode(.other) }
    }
}
