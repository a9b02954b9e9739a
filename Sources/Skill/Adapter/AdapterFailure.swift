package import AlexaProtocol

/// Why a device cloud did not do what was asked: what Alexa is told, what may be done about it first, and what the
/// engineer needs to find the case in the vendor's own log.
package struct AdapterFailure: Error, Sendable {
    /// What Alexa is told if nothing helps.
    package let error: AlexaError
    /// What may be done about it before it is told.
    package let recovery: Recovery
    /// The vendor's own code, if it gave one.
    package let vendorCode: String?
    /// The vendor's trace or request id, if it gave one.
    package let vendorTrace: String?

    /// What may be done about a failure.
    package enum Recovery: Hashable, Sendable {
        /// Nothing.
        case none
        /// The same again; not before `after`, if the cloud said so.
        case retry(after: Duration?)
        /// Renew our own credential at the cloud, then the same again, once.
        case reauthenticate
        /// The customer has to link their account again.
        case relink
    }

    /// A failure that Alexa is told as `error`.
    package init(
        _ error: AlexaError, recovery: Recovery = .none, vendorCode: String? = nil, vendorTrace: String? = nil
    ) {
        self.error = error
        self.recovery = recovery
        self.vendorCode = vendorCode
        self.vendorTrace = vendorTrace
    }

    /// An error that nobody foresaw: INTERNAL_ERROR, naming the error's type only, for its text may hold anything.
    package init(unexpected error: any Error) {
        self.init(.internalError("the adapter failed with an unexpected \(type(of: error))"))
    }
}
