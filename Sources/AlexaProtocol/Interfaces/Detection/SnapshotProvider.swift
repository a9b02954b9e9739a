/// `Alexa.SmartVision.SnapshotProvider`: still images of a camera. The answer to GetSnapshot is not published, so only errors
/// can be answered. Source: Alexa.SmartVision.SnapshotProvider 1.1.
package enum SnapshotProvider: AlexaInterface {
    package static let namespace = "Alexa.SmartVision.SnapshotProvider"
    package static let version = "1.1"
    package static let payloadVersion = "1.1"
    package static let directives = [
        DirectiveKind("GetSnapshot", answer: nil) { payload throws(AlexaError) in
            Directive.getSnapshot(prefersOnDemand: try payload.boolean("preferOnDemandSnapshot", default: false))
        }
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Return the address of an image; `prefersOnDemand` for one that is taken now. Never for a doorbell.
        case getSnapshot(prefersOnDemand: Bool)
    }

    /// The errors of `Alexa.SmartVision.SnapshotProvider`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The customer has switched snapshots off in the camera's app.
        case disabledByUser = "DISABLED_BY_USER"
        /// Snapshots need a subscription.
        case subscriptionRequired = "SUBSCRIPTION_REQUIRED"

        package static let header = ErrorHeader(SnapshotProvider.namespace, payloadVersion: "1.1")

        package var nearestGeneric: GenericError {
            switch self {
            case .disabledByUser: .notSupportedInCurrentMode(.other)
            case .subscriptionRequired: .partnerApplicationRedirection
            }
        }
    }
}
