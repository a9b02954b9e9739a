import AlexaProtocol
import Logging
package import Timing

/// Sends one event at once and waits during the pauses of the retry policy. For interactive use: the event is not stored.
package struct Sender: Sendable {
    /// Sending ends with `refused` if a longer pause would be needed.
    private static let longestWait = Duration.seconds(600)

    private let delivery: EventDelivery
    private let policy: RetryPolicy
    private let environment: SkillEnvironment

    /// A sender that uses `delivery`.
    package init(_ delivery: EventDelivery, policy: RetryPolicy = .eventGateway, environment: SkillEnvironment) {
        self.delivery = delivery
        self.policy = policy
        self.environment = environment
    }

    /// The outcome of sending an event.
    package enum Outcome: Hashable, Sendable {
        /// Alexa accepted the event.
        case accepted
        /// Alexa refused the event, or could not be reached; the text says why.
        case refused(String)
    }

    /// Sends `event`, and calls `attempted` after each attempt.
    package func send(
        _ event: OutgoingEvent, of customer: CustomerID, attempted: @Sendable (AttemptRecord) -> Void
    ) async -> Outcome {
        var queue = EventSplit.parts(of: event, makeMessageId: environment.makeMessageId)
        var outcome = Outcome.accepted
        while let next = queue.first {
            queue.removeFirst()
            switch await sendOne(next, customer, attempted) {
            case .accepted: break
            // The other parts of an event that was split are still sent.
            case .refused(let reason): outcome = .refused(reason)
            case .halves(let halves): queue = halves + queue
            }
        }
        return outcome
    }

    private enum Result {
        case accepted
        case refused(String)
        case halves([OutgoingEvent])
    }

    private func sendOne(
        _ event: OutgoingEvent, _ customer: CustomerID, _ attempted: (AttemptRecord) -> Void
    ) async -> Result {
        var tries = 0
        var sent = 0
        while true {
            var delivered = await delivery.deliver(event, of: customer, before: sent)
            sent += delivered.attempts.count
            let (result, wait) = decide(event, delivered.disposition, &tries)
            if !delivered.attempts.isEmpty { delivered.attempts[delivered.attempts.count - 1].wait = wait }
            for attempt in delivered.attempts { attempted(attempt) }
            if let result { return result }
            await environment.sleep(wait ?? .zero)
            if Task.isCancelled { return .refused("interrupted") }
        }
    }

    /// The result, or the pause before the next attempt.
    private func decide(
        _ event: OutgoingEvent, _ disposition: EventDelivery.Disposition, _ tries: inout Int
    ) -> (Result?, wait: Duration?) {
        tries += 1
        switch disposition {
        case .delivered:
            return (.accepted, nil)
        case .dead(let reason), .paused(let reason):
            return (.refused(reason), nil)
        case .dropped(let reason):
            return (.refused(Self.text(reason)), nil)
        case .tooLarge(let reason):
            guard let halves = EventSplit.halves(of: event, makeMessageId: environment.makeMessageId) else {
                return (.refused("\(reason): it cannot be split"), nil)
            }
            return (.halves(halves), nil)
        case .again(let reason, let retryAfter, _):
            let pause = policy.pause(after: tries, retryAfter: retryAfter, random: environment.random())
            guard let pause else { return (.refused("given up after \(tries) attempts: \(reason)"), nil) }
            guard pause <= Self.longestWait else {
                return (.refused("\(reason): the gateway asks to wait \(pause.components.seconds) s"), nil)
            }
            return (nil, pause)
        case .later(let reason, let after):
            guard tries <= policy.resends else { return (.refused(reason), nil) }
            return (nil, after)
        }
    }

    private static func text(_ reason: DropReason) -> String {
        switch reason {
        case .revoked: "the customer has disabled the skill or revoked its permission to send events"
        case .noGrant: "the customer has no grant: enable the skill in the Alexa app, so that AcceptGrant arrives"
        case .notFound: "Alexa does not know whom the event is for"
        case .expired, .byHand: reason.rawValue
        }
    }
}
