/// `Alexa.SmartVision.SnapshotProvider`: still images of a camera. Only its errors are known well enough to be spoken: what
/// answers GetSnapshot is not published. Source: Alexa.SmartVision.SnapshotProvider 1.1.
package enum SnapshotProvider {
    /// The errors of `Alexa.SmartVision.SnapshotProvider`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The customer has switched snapshots off in the camera's app.
        case disabledByUser = "DISABLED_BY_USER"
        /// Snapshots need a subscription.
        case subscriptionRequired = "SUBSCRIPTION_REQUIRED"

        package static let header = ErrorHeader("Alexa.SmartVision.SnapshotProvider", payloadVersion: "1.1")
    }
}
