package import AlexaProtocol

/// Why a call of an AWS service failed.
package struct AWSFailure: Error, Sendable, CustomStringConvertible {
    /// The cause, by what a caller may do about it.
    package enum Kind: Hashable, Sendable {
        /// The condition of a write did not hold.
        case conditionFailed
        /// The condition of an action of a transaction did not hold; a code for each action, `None` for those that were not
        /// the reason.
        case transactionCancelled([String])
        /// Another transaction was changing the same items, until the deadline.
        case conflict
        /// The service limits the rate, and went on doing so until the deadline.
        case throttled
        /// There is no such table, index or queue.
        case notFound
        /// The credentials lack a permission.
        case denied
        /// The credentials are wrong or have ended.
        case credentials
        /// This machine's clock is too far from AWS's.
        case clock
        /// The request is larger than the service takes.
        case tooLarge
        /// The service answered 5xx, or could not be reached, until the deadline.
        case unavailable
        /// No answer came before the deadline.
        case timedOut
        /// Anything else; a fault of ours, or of the setup.
        case other
    }

    /// The cause.
    package let kind: Kind
    /// Whether a write may have taken effect nevertheless, or may yet do so.
    package let mayHaveTakenEffect: Bool
    /// What happened, why, and what to do; without any secret and without keys or values of items.
    package let description: String
    /// The answer of the service, which has the present item after a failed condition.
    package let answer: JSONObject

    /// A failure; `description` says what happened, why, and what to do.
    package init(
        _ kind: Kind, mayHaveTakenEffect: Bool = false, answer: JSONObject = [:], _ description: String
    ) {
        self.kind = kind
        self.mayHaveTakenEffect = mayHaveTakenEffect
        self.answer = answer
        self.description = description
    }

    /// The deadline has passed.
    static func late(_ what: String, mayHaveTakenEffect: Bool = false) -> AWSFailure {
        AWSFailure(.timedOut, mayHaveTakenEffect: mayHaveTakenEffect, what)
    }
}
