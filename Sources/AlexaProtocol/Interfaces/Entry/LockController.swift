/// `Alexa.LockController`: a door lock. Source: Alexa.LockController.
///
/// Alexa asks for the PIN to unlock itself. `LOCKING` and `UNLOCKING` are not values of `lockState`: a slow lock answers with a
/// DeferredResponse instead.
package enum LockController: AlexaInterface {
    package static let namespace = "Alexa.LockController"
    package static let directives = [
        DirectiveKind("Lock", Directive.lock),
        DirectiveKind("Unlock", Directive.unlock),
    ]
    package static let properties = [PropertyKind("lockState", .word(LockState.allCases.map(\.rawValue)))]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Throw the bolt.
        case lock
        /// Draw the bolt.
        case unlock
    }

    /// Where the bolt is.
    package enum LockState: String, CaseIterable, Sendable {
        /// Thrown.
        case locked = "LOCKED"
        /// Drawn.
        case unlocked = "UNLOCKED"
        /// Neither; reported in a normal Response, not as an error.
        case jammed = "JAMMED"
    }

    /// `lockState`.
    package static func lockState(_ state: LockState) -> PropertyState {
        PropertyState(namespace, "lockState", .string(state.rawValue))
    }
}
