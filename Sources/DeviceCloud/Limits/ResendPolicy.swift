package import Timing

/// The effect of sending a request twice.
package enum Effect: Hashable, Sendable {
    /// It changes nothing.
    case read
    /// Sent twice it has the same effect as once: an absolute value, on, off, a mode, or a request with an idempotency key that
    /// the cloud honours.
    case idempotent
    /// Sent twice it has its effect twice: a step, a toggle, an infrared key, a scene, opening a lock or a garage.
    case once
}

/// Whether, how and when a failed request is sent again. A value type: the caller passes the time and the random number.
package struct ResendPolicy: Hashable, Sendable {
    /// The most retries after transient failures.
    package var resends = 2
    /// The pause after the first attempt is up to `first`, and twice that after each further one (full jitter).
    package var pause = Pause(first: .milliseconds(400), longest: .seconds(4))
    /// No attempt starts with less time before the deadline.
    package var leastTime = Duration.milliseconds(300)
    /// The share of the remaining time, above 0 and at most 1, that an attempt may use if another could follow.
    package var share = 0.6

    /// The default values of the properties: two retries.
    package init() {}

    /// A failed attempt and its history.
    package struct Failure: Hashable, Sendable {
        /// The row's recovery.
        package var recovery: Recovery
        /// The effect of sending the request twice.
        package var effect: Effect
        /// Whether this or an earlier attempt may have been carried out.
        package var mayHaveBeenCarriedOut = false
        /// The pause that the cloud demanded.
        package var retryNotBefore: Duration?
        /// How many attempts were made, 1 or more.
        package var attempts = 1
        /// Whether the token was already renewed for this call.
        package var hasRenewed = false
        /// Whether the request was already signed again for this call.
        package var hasSignedAgain = false

        /// A first attempt.
        package init(_ recovery: Recovery, _ effect: Effect) {
            self.recovery = recovery
            self.effect = effect
        }
    }

    /// The decision after a failure.
    package enum Decision: Hashable, Sendable {
        /// The call fails with the error.
        case giveUp
        /// The request is sent again after a pause.
        case resend(after: Duration)
        /// The request is sent again with a renewed token.
        case renewToken
        /// The request is sent again with a new signature.
        case signAgain
    }

    /// Decides what follows a failure.
    ///
    /// - Parameters:
    ///   - timeLeft: the time before the call's deadline.
    ///   - chance: 0 up to but not including 1.
    package func decision(after failure: Failure, timeLeft: Duration, chance: Double) -> Decision {
        guard mayFollow(failure), timeLeft >= leastTime else { return .giveUp }
        switch failure.recovery.step {
        case .none, .renewTicket:
            return .giveUp
        case .reauthenticate:
            return failure.hasRenewed ? .giveUp : .renewToken
        case .signAgain:
            return failure.hasSignedAgain ? .giveUp : .signAgain
        case .retry:
            return resend(failure, upTo: resends, timeLeft, chance)
        case .retryOnce:
            return resend(failure, upTo: min(1, resends), timeLeft, chance)
        case .retryWhenTold:
            return failure.retryNotBefore == nil
                ? .giveUp : resend(failure, upTo: min(1, resends), timeLeft, chance)
        }
    }

    /// The timeout of an attempt.
    package func timeout(attempt: Int, _ effect: Effect, timeLeft: Duration) -> Duration {
        // The last attempt gets all the time, and so does a request that cannot be repeated if its answer is lost.
        effect == .once || attempt > resends ? timeLeft : timeLeft * share
    }

    /// Whether the request may be sent again at all: this rule precedes all others.
    private func mayFollow(_ failure: Failure) -> Bool {
        switch failure.effect {
        case .once: failure.recovery.again == .yes && !failure.mayHaveBeenCarriedOut
        case .read, .idempotent: failure.recovery.again != .no || failure.effect == .read
        }
    }

    private func resend(_ failure: Failure, upTo limit: Int, _ timeLeft: Duration, _ chance: Double) -> Decision {
        guard failure.attempts <= limit else { return .giveUp }
        let pause =
            (failure.retryNotBefore ?? .zero) + self.pause.length(after: failure.attempts - 1) * chance
        return pause + leastTime <= timeLeft ? .resend(after: pause) : .giveUp
    }
}
