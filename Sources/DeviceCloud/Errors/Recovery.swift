/// What is done about a vendor's code before Alexa is told, and what follows from it for later requests.
///
/// The classes and flags are those of the error translation review, section 2.1.
package struct Recovery: Hashable, Sendable {
    /// What the call itself does. Raw values are words of `errors --json`.
    package enum Step: String, CaseIterable, Sendable {
        /// The error is answered at once.
        case none
        /// The request is sent again after a pause, as often as ``ResendPolicy`` allows.
        case retry
        /// The request is sent again after a pause, once.
        case retryOnce = "retry-once"
        /// The request is sent again, once, if the cloud said when it may be and that is before the deadline.
        case retryWhenTold = "retry-when-told"
        /// The platform token is renewed, and the request signed and sent again, once.
        case reauthenticate = "re-authenticate"
        /// The request is signed and sent again, once: the vendor's clock offset was corrected by the answer.
        case signAgain = "sign-again"
        /// The adapter fetches a new ticket of the request's own, such as a lock's, and sends the request again, once.
        case renewTicket = "renew-ticket"
    }

    /// Whether a command that got this answer may be sent a second time. Raw values are words of `errors --json`.
    package enum Again: String, CaseIterable, Sendable {
        /// Never, whatever the command.
        case no
        /// Only if doing it twice is the same as doing it once: nobody knows whether the command was carried out.
        case ifIdempotent = "if-idempotent"
        /// Always: the cloud surely did nothing with the first one.
        case yes
    }

    /// How much of a cloud a fault concerns. Raw values are words of `errors --json`.
    package enum Scope: String, CaseIterable, Sendable {
        /// One device.
        case device
        /// One end user's account at the cloud.
        case account
        /// One API product of the cloud, such as its locks.
        case api
        /// All that uses the same credentials of ours.
        case project
    }

    /// What the call does.
    package var step: Step
    /// Whether a command may be sent again.
    package var again: Again
    /// What is spared further requests for a while, because it is rate limited or offline; `nil` for nothing.
    package var backOff: Scope?
    /// What is answered without asking until a single request has succeeded; `nil` for nothing.
    package var breaker: Scope?
    /// Whether the operator has to act: one alarm line per fault, account and hour.
    package var raisesAlarm: Bool
    /// Whether the device is gone only if a list of the customer's devices made afterwards lacks it.
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

    /// Nothing is done and nothing follows.
    package static let none = Recovery()
    /// Nothing can be done but by the operator.
    package static let alarm = Recovery(alarm: true)
    /// Nothing can be done but by the operator, and until then nothing works.
    package static let projectFault = Recovery(breaker: .project, alarm: true)
    /// The same request may succeed soon, and may have been carried out.
    package static let retry = Recovery(.retry, again: .ifIdempotent)
    /// The platform token is dead; the cloud did nothing with the request.
    package static let reauthenticate = Recovery(.reauthenticate, again: .yes)

    /// The flags as words of `errors --json`, in a fixed order.
    package var flags: [String] {
        [
            again == .no ? nil : "again-\(again.rawValue)",
            backOff.map { "back-off-\($0.rawValue)" }, breaker.map { "breaker-\($0.rawValue)" },
            raisesAlarm ? "alarm" : nil, isConfirmedByList ? "confirm-by-list" : nil,
            rechecksCapabilities ? "recheck-capabilities" : nil,
        ].compactMap { $0 }
    }
}
