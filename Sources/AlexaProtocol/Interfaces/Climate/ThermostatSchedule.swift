/// `Alexa.ThermostatController.Schedule`: weekly schedules. Source: Alexa.ThermostatController.Schedule 3.2.
package enum ThermostatSchedule {
    /// The errors of `Alexa.ThermostatController.Schedule`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The thermostat holds no more schedules.
        case insufficientSpace = "INSUFFICIENT_SPACE"

        package static let header = ErrorHeader("Alexa.ThermostatController.Schedule")
        package var asErrorType: AlexaErrorType { .thermostatSchedule(self) }
    }
}
