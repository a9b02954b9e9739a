import AlexaProtocol
import EventGateway

/// Why a directive was not carried out. `Skill.body(of:)` turns it into an event.
struct DirectiveFailure: Error, Sendable {
    /// The error that Alexa is sent.
    let error: AlexaError
    /// The check or table row that chose the error, as a stable id.
    let rule: String
    /// Facts that the device cloud reported besides the error.
    var facts = FailureFacts()
    /// Whether the operator has to act: an alarm line is written.
    var isAlarm = false

    init(_ error: AlexaError, rule: String, isAlarm: Bool = false) {
        self.error = error
        self.rule = rule
        self.isAlarm = isAlarm
    }

    /// Two errors make Alexa end the customer's link to the skill, with all devices of all clouds. They are passed on only if
    /// the adapter reports that the account-linking token itself is dead; otherwise they become INTERNAL_ERROR with an alarm.
    init(_ failure: AdapterFailure) {
        facts = failure.facts
        rule = failure.rule
        let endsLink = [
            .generic(.invalidAuthorizationCredential), .generic(.expiredAuthorizationCredential),
        ].contains(failure.error.type)
        if endsLink, facts.deadCredential != .customer {
            error = .internalError(
                "a device cloud refused a credential, which must not end the link to the skill: \(failure.error.message)"
            )
            isAlarm = true
        } else {
            error = failure.error
        }
    }

    init(_ failure: CustomerFailure) {
        switch failure {
        case .invalidToken(let message):
            self.init(
                AlexaError(.generic(.invalidAuthorizationCredential), message), rule: "skill.invalid_credential")
        case .expiredToken(let message):
            self.init(
                AlexaError(.generic(.expiredAuthorizationCredential), message), rule: "skill.expired_credential")
        case .lookupFailed(let message):
            self.init(.internalError(message), rule: "skill.customer_lookup", isAlarm: true)
        }
    }

    /// Runs a check that throws an `AlexaError`, and attributes the error to `rule`.
    static func attributing<Value>(
        to rule: String, _ body: () throws(AlexaError) -> Value
    ) throws(DirectiveFailure) -> Value {
        do throws(AlexaError) {
            return try body()
        } catch {
            throw DirectiveFailure(error, rule: rule)
        }
    }
}

extension DirectiveFailure {
    /// The failure with an error that ReportState may answer with, for an endpoint that could not be looked up. A fault that
    /// only the maker's app can repair becomes ENDPOINT_UNREACHABLE; other errors that ReportState does not have become
    /// INTERNAL_ERROR (error translation review, section 4, rule 7).
    var inStateReport: DirectiveFailure {
        guard let generic = error.type.error(of: GenericError.self) else { return self }
        let known: GenericError
        switch generic {
        case .endpointUnreachable, .bridgeUnreachable, .noSuchEndpoint, .insufficientPermissions, .rateLimitExceeded,
            .endpointBusy, .internalError, .invalidAuthorizationCredential, .expiredAuthorizationCredential:
            return self
        case .partnerApplicationRedirection:
            known = .endpointUnreachable
        case .alreadyInOperation, .cloudControlDisabled, .deviceStuck, .doNotDisturbMode, .endpointControlUnavailable,
            .endpointLowPower, .firmwareOutOfDate, .hardwareMalfunction, .insufficientResource, .invalidDirective,
            .invalidValue, .maintenanceRequired, .notCalibrated, .notInOperation, .notSupportedInCurrentMode,
            .notSupportedWithCurrentBatteryChargeState, .powerLevelNotSupported, .temperatureValueOutOfRange,
            .tooManyFailedAttempts, .unableToCharge, .valueOutOfRange:
            known = .internalError
        }
        var failure = DirectiveFailure(AlexaError(.generic(known), error.message), rule: rule, isAlarm: isAlarm)
        failure.facts = facts
        return failure
    }

    static let tooLarge = DirectiveFailure(
        .invalidDirective("the directive has more than \(Skill.greatestDirective) bytes"), rule: "skill.too_large")

    /// The endpoint sleeps, and Alexa cannot be asked to wake it.
    static let asleep = DirectiveFailure(
        AlexaError(
            .generic(.notSupportedInCurrentMode(.asleep)),
            "the device sleeps, and Alexa was not asked to wake it: that takes WakeOnLANController and a deferred answer"
        ),
        rule: "skill.asleep")

    /// No answer before the deadline. The error depends on the step that was waited for.
    ///
    /// - Parameter isForEndpoint: whether the directive names an endpoint; ENDPOINT_UNREACHABLE needs one.
    static func late(_ step: DirectiveRecord.Step, isForEndpoint: Bool) -> DirectiveFailure {
        switch step {
        case .customer:
            return DirectiveFailure(
                .internalError("the customer of the token was not found in time"), rule: "skill.customer_too_slow",
                isAlarm: true)
        case .grant:
            return DirectiveFailure(.internalError("the grant was not accepted in time"), rule: "skill.grant_too_slow")
        case .endpoint, .cloud:
            let message = "no answer from the device cloud in time"
            return DirectiveFailure(
                isForEndpoint ? AlexaError(.generic(.endpointUnreachable), message) : .internalError(message),
                rule: "skill.cloud_too_slow")
        }
    }
}
