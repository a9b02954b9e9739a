package import AlexaProtocol

/// Why a call of an AWS service failed.
package struct AWSFailure: Error, Sendable, CustomStringConvertible {
    /// The cause, classified by what a caller can do.
    package enum Kind: Hashable, Sendable {
        /// The condition of a write did not hold.
        case conditionFailed
        /// The condition of an action in a transaction did not hold; one code for each action, `None` for those that were not the
        /// reason.
        case transactionCancelled([String])
        /// Other transactions were changing the same items until the deadline.
        case conflict
        /// The service limited the rate until the deadline.
        case throttled
        /// There is no such table, index or queue.
        case notFound
        /// The credentials lack a permission.
        case denied
        /// The credentials are wrong or have expired.
        case credentials
        /// This machine's clock differs too much from AWS's.
        case clock
        /// The request is larger than the service accepts.
        case tooLarge
        /// The service answered 5xx, or could not be reached, until the deadline.
        case unavailable
        /// No answer came before the deadline.
        case timedOut
        /// Any other failure: a bug or a wrong setup.
        case other
    }

    /// The cause.
    package let kind: Kind
    /// Whether a write may have taken effect, or may still do so.
    package let mayHaveTakenEffect: Bool
    /// What happened, why, and what to do; without secrets, and without keys or values of items.
    package let description: String
    /// The service's answer, which has the present item after a failed condition.
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

    /// A failure because the deadline has passed.
    static func late(_ what: String, mayHaveTakenEffect: Bool = false) -> AWSFailure {
        AWSFailure(.timedOut, mayHaveTakenEffect: mayHaveTakenEffect, what)
    }
}
