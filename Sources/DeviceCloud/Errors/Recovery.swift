/// What a call does about a vendor's code before the error is answered, and the consequences for later requests.
///
/// The classes and flags are those of the error translation review, section 2.1.
package struct Recovery: Hashable, Sendable {
    /// What the call itself does. The raw values appear in `errors --json`.
    package enum Step: String, CaseIterable, Sendable {
        /// The error is answered at once.
        case none
        /// The request is sent again after a pause, as often as ``ResendPolicy`` allows.
        case retry
        /// The request is sent again after a pause, once.
        case retryOnce = "retry-once"
        /// The request is sent again, once, if the cloud named a time for that and it is before the deadline.
        case retryWhenTold = "retry-when-told"
        /// The platform token is renewed, and the request signed and sent again, once.
        case reauthenticate = "re-authenticate"
        /// The request is signed and sent again, once: the answer has corrected the offset to the vendor's clock.
        case signAgain = "sign-again"
        /// The adapter fetches a new ticket for the request, such as a lock's, and sends the request again, once.
        case renewTicket = "renew-ticket"
    }

    /// Whether a command that got this answer may be sent a second time. The raw values appear in `errors --json`.
    package enum Again: String, CaseIterable, Sendable {
        /// Never, whatever the command.
        case no
        /// Only if the command is idempotent: it is unknown whether it was carried out.
        case ifIdempotent = "if-idempotent"
        /// Always: the cloud certainly did not carry out the first one.
        case yes
    }

    /// The part of a cloud that a fault concerns. The raw values appear in `errors --json`.
    package enum Scope: String, CaseIterable, Sendable {
        /// One device.
        case device
        /// One end user's account at the cloud.
        case account
        /// One API product of the cloud, such as its locks.
        case api
        /// Everything that uses the same credentials of ours.
        case project
    }

    /// The step of the call itself.
    package var step: Step
    /// Whether a command may be sent again.
    package var again: Again
    /// The part of the cloud that gets no further requests for a while, because it is rate limited or offline; `nil` for none.
    package var backOff: Scope?
    /// The part of the cloud whose requests fail without being sent until a single one has succeeded; `nil` for none.
    package var breaker: Scope?
    /// Whether the operator has to act: one alarm line per fault, account and hour.
    package var raisesAlarm: Bool
    /// Whether the device only counts as removed if a list of the customer's devices read afterwards lacks it.
    package var isConfirmedByList: Bool
    /// Whether the device's capabilities may have changed and have to be read again.
    package var rechecksCapabilities: Bool

    /// A recovery of these parts.
    package init(
        _ step: Step = .none, again: Again = .no, backOff: Scope? = nil, breaker: Scope? = nil, alarm: Bool = false,
        confirmedByList: Bool = false, rechecksCapabilities: Bool = false
    ) {
        self.step = step
        self.again = again
        self.backOff = backOff
        self.breaker = breaker
        self.raisesAlarm = alarm
        self.isConfirmedByList = confirmedByList
        self.rechecksCapabilities = rechecksCapabilities
    }

    /// The error is answered at once, without consequences.
    package static let none = Recovery()
    /// Only the operator can fix it.
    package static let alarm = Recovery(alarm: true)
    /// Only the operator can fix it, and until then nothing works.
    package static let projectFault = Recovery(breaker: .project, alarm: true)
    /// The same request may succeed soon, and may have been carried out.
    package static let retry = Recovery(.retry, again: .ifIdempotent)
    /// The platform token is not valid any more; the cloud did not carry out the request.
    package static let reauthenticate = Recovery(.reauthenticate, again: .yes)

    /// The flags as in `errors --json`, in a fixed order.
    package var flags: [String] {
        [
            again == .no ? nil : "again-\(again.rawValue)",
            backOff.map { "back-off-\($0.rawValue)" }, breaker.map { "breaker-\($0.rawValue)" },
            raisesAlarm ? "alarm" : nil, isConfirmedByList ? "confirm-by-list" : nil,
            rechecksCapabilities ? "recheck-capabilities" : nil,
        ].compactMap { $0 }
    }
}
