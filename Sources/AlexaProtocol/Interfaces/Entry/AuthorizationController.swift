/// `Alexa.AuthorizationController`: the customer proves with a PIN that they may. Only its errors are known well enough to be
/// used. Source: Alexa.AuthorizationController.ErrorResponse.
package enum AuthorizationController {
    /// The errors of `Alexa.AuthorizationController`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The PIN was wrong too many times.
        case exceededPinAttempts = "EXCEEDED_PIN_ATTEMPTS"
        /// The customer has not set up a PIN yet.
        case pinSetupRequired = "PIN_SETUP_REQUIRED"
        /// The PIN is wrong. The security panel has an error of the same name for its own PIN.
        case unauthorized = "UNAUTHORIZED"

        package static let header = ErrorHeader("Alexa.AuthorizationController", payloadVersion: "1.0")
        package static let scope = ErrorScope.everyInterface

        package var nearestGeneric: GenericError {
            switch self {
            case .exceededPinAttempts: .tooManyFailedAttempts
            case .pinSetupRequired: .notSupportedInCurrentMode(.notProvisioned)
            case .unauthorized: .insufficientPermissions
            }
        }
    }
}
