/// `Alexa.SmartVision.ObjectDetectionSensor`: what a camera recognises. Source: Alexa.SmartVision.ObjectDetectionSensor.
package enum ObjectDetectionSensor {
    /// The errors of `Alexa.SmartVision.ObjectDetectionSensor`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The camera does not know the object class.
        case invalidValue = "INVALID_VALUE"
        /// The object class needs a subscription.
        case subscriptionRequired = "SUBSCRIPTION_REQUIRED"

        package static let header = ErrorHeader("Alexa.SmartVision.ObjectDetectionSensor", payloadVersion: "1.0")
        package var asErrorType: AlexaErrorType { .objectDetectionSensor(self) }
    }
}
