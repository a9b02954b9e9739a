package import AlexaProtocol

/// Why a device cloud did not do what was asked.
package struct AdapterFailure: Error, Sendable {
    /// The error that Alexa is sent if no retry and no fallback helps.
    package let error: AlexaError
    /// The table row or check that chose the error, as a stable id: `tuya.1106`, `skill.no_such_endpoint`.
    package let rule: String
    /// Facts about the failure besides the error.
    package var facts: FailureFacts
    /// Endpoints that were listed although the list as a whole failed, such as those of other accounts at the cloud. Discovery
    /// adds them to the known endpoints, and removes none.
    package var listed: [Endpoint] = []

    /// A failure that Alexa is sent as `error`.
    package init(_ error: AlexaError, rule: String, facts: FailureFacts = FailureFacts()) {
        self.error = error
        self.rule = rule
        self.facts = facts
    }

    /// An error of an unexpected type: INTERNAL_ERROR. The message names the type only, because the text may hold secrets.
    package init(unexpected error: any Error) {
        self.init(
            .internalError("the adapter failed with an unexpected \(type(of: error))"), rule: "adapter.unexpected_error"
        )
    }
}

/// The facts about a failure of a device cloud. The shared cloud client decides on the recovery.
package struct FailureFacts: Hashable, Sendable {
    /// The vendor's own error code, if the answer has one.
    package var vendorCode: String?
    /// The vendor's trace or request id, if the answer has one.
    package var vendorTrace: String?
    /// The HTTP status of the vendor's answer, if there was one.
    package var httpStatus: Int?
    /// Whether the same request may succeed soon.
    package var isTransient = false
    /// Whether it is unknown if the command took effect.
    package var mayHaveBeenCarriedOut = false
    /// How long the cloud asked us to wait, from now.
    package var retryNotBefore: Duration?
    /// The credential that the cloud does not accept, if that is the cause.
    package var deadCredential: DeadCredential?
    /// Whether the adapter's client decides on alarms about the failure; the skill then raises none.
    package var isAlarmDecided = false

    /// Facts of these values.
    package init(
        vendorCode: String? = nil, vendorTrace: String? = nil, httpStatus: Int? = nil, isTransient: Bool = false,
        mayHaveBeenCarriedOut: Bool = false, retryNotBefore: Duration? = nil, deadCredential: DeadCredential? = nil
    ) {
        self.vendorCode = vendorCode
        self.vendorTrace = vendorTrace
        self.httpStatus = httpStatus
        self.isTransient = isTransient
        self.mayHaveBeenCarriedOut = mayHaveBeenCarriedOut
        self.retryNotBefore = retryNotBefore
        self.deadCredential = deadCredential
    }
}

/// A credential that a device cloud refuses.
package enum DeadCredential: Hashable, Sendable {
    /// Our own access token at the cloud. It can be renewed.
    case platformToken
    /// The customer's account at the cloud, such as a refresh token that was revoked.
    case account
    /// The Alexa account-linking token of the directive.
    case customer
}
