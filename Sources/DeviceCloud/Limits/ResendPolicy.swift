package import Timing

/// What a request does when done twice.
package enum Effect: Hashable, Sendable {
    /// It changes nothing.
    case read
    /// Done twice it is the same as done once: an absolute value, on, off, a mode, or a request with an idempotency key that
    /// the cloud honours.
    case idempotent
    /// Done twice it is done twice: a step, a toggle, an infrared key, a scene, opening a lock or a garage.
    case once
}

/// Whether, how and when a request that failed is sent again. A value type: the caller passes time and chance.
package struct ResendPolicy: Hashable, Sendable {
    /// How often a request is sent again after a transient failure, at most.
    package var resends = 2
    /// The pause after the first attempt is up to `first`, and twice that after each further one (full jitter).
    package var pause = Pause(first: .milliseconds(400), longest: .seconds(4))
    /// The least time before the deadline that is worth another attempt.
    package var leastTime = Duration.milliseconds(300)
    /// The share of the time left, above 0 and at most 1, that an attempt may take which could be followed by another.
    package var share = 0.6

    /// Two further attempts.
    package init() {}

    /// An attempt that failed, and what led to it.
    package struct Failure: Hashable, Sendable {
        /// What the row says.
        package var recovery: Recovery
        /// What the request does when done twice.
        package var effect: Effect
        /// Whether this or an earlier attempt may have been carried out.
        package var mayHaveBeenCarriedOut = false
        /// How long the cloud asked to wait.
        package var retryNotBefore: Duration?
        /// How many attempts were made, 1 or more.
        package var attempts = 1
        /// Whether the token was renewed for this call already.
        package var hasRenewed = false
        /// Whether the request was signed again for this call already.
        package var hasSignedAgain = false

        /// A first attempt.
        package init(_ recovery: Recovery, _ effect: Effect) {
            self.recovery = recovery
            self.effect = effect
        }
    }

    /// What is done after a failure.
    package enum Decision: Hashable, Sendable {
        /// The error is answered.
        case giveUp
        /// The same again after a pause.
        case resend(after: Duration)
        /// The same again with a renewed token.
        case renewToken
        /// The same again with a new signature.
        case signAgain
    }

    /// What is done after a failure.
    ///
    /// - Parameters:
    ///   - timeLeft: before the call's deadline.
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

    /// How long an attempt may take.
    package func timeout(attempt: Int, _ effect: Effect, timeLeft: Duration) -> Duration {
        // The last attempt has all the time, and so has one that cannot be repeated if its answer is lost.
        effect == .once || attempt > resends ? timeLeft : timeLeft * share
    }

    /// Whether the request may be sent another time at all: this rule comes before all others.
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
