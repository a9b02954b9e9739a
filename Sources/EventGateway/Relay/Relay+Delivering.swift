import AlexaProtocol
import Logging
import Timing

/// One entry's way from its lease to its settlement.
extension Relay {
    /// Carries an entry to the gateway and tells the outbox what became of it.
    func deliver(_ entry: OutboxEntry) async throws(StoreFailure) -> Effect {
        guard !entry.isDamaged else {
            let reason = "Its body in the store is damaged."
            try await settle(entry, .dead(reason: reason, attempts: entry.attempts))
            logDeadLetter(entry, reason)
            return .neither
        }
        guard entry.expiresAt > environment.now() else {
            try await settle(entry, .dropped(.expired))
            drop(entry, .expired)
            return .neither
        }
        var delivery = await courier.deliver(entry.event, of: entry.customer, before: entry.attempts)
        let (settlement, wait, effect) = decide(entry, delivery.disposition)
        if !delivery.attempts.isEmpty { delivery.attempts[delivery.attempts.count - 1].wait = wait }
        for attempt in delivery.attempts {
            attempt.log(to: logger)
            attempted(attempt)
        }
        try await settle(entry, settlement)
        if case .later(let reason, _) = delivery.disposition {
            logger.warning("put_off", metadata: ["message_id": "\(entry.event.messageId)", "reason": "\(reason)"])
        }
        switch settlement {
        case .dropped(let reason): drop(entry, reason)
        case .dead(let reason, _): logDeadLetter(entry, reason)
        case .delivered, .resend, .split: break
        }
        return effect
    }

    /// Tells the outbox what became of an entry, again and again as long as it is ours: an event that Alexa has would be sent
    /// once more.
    private func settle(_ entry: OutboxEntry, _ settlement: Settlement) async throws(StoreFailure) {
        while true {
            do throws(StoreFailure) {
                return try await queue.settle(entry, settlement, at: environment.now(), before: storeDeadline)
            } catch {
                guard error.mayPass, let lease = entry.lease, environment.now() < lease.until else { throw error }
                await environment.sleep(.seconds(1))
            }
        }
    }

    private func logDeadLetter(_ entry: OutboxEntry, _ reason: String) {
        logger.error("dead_letter", metadata: ["message_id": "\(entry.event.messageId)", "reason": "\(reason)"])
    }

    private func drop(_ entry: OutboxEntry, _ reason: DropReason) {
        logger.warning(
            "dropped", metadata: ["message_id": "\(entry.event.messageId)", "reason": "\(reason.rawValue)"])
    }

    private func decide(
        _ entry: OutboxEntry, _ disposition: Courier.Disposition
    ) -> (Settlement, wait: Duration?, Effect) {
        let now = environment.now()
        switch disposition {
        case .delivered:
            return (.delivered, nil, .reachable)
        case .dropped(let reason):
            return (.dropped(reason), nil, .neither)
        case .dead(let reason):
            return (.dead(reason: reason, attempts: entry.attempts + 1), nil, .reachable)
        case .tooLarge(let reason):
            guard let halves = EventSplit.halves(of: entry.event, makeMessageId: environment.makeMessageId) else {
                return (.dead(reason: "\(reason): it cannot be split", attempts: entry.attempts + 1), nil, .reachable)
            }
            return (.split(halves), nil, .reachable)
        case .again(let reason, let retryAfter, let isThrottled):
            let attempts = entry.attempts + 1
            let effect: Effect = isThrottled ? .reachable : .unavailable
            let pause = policy.pause(after: attempts, retryAfter: retryAfter, chance: environment.random())
            guard let pause else {
                return (
                    .dead(reason: "given up after \(attempts) attempts: \(reason)", attempts: attempts), nil, effect
                )
            }
            return (
                .resend(
                    notBefore: now.advanced(by: pause), attempts: attempts, reason: reason, holdsCustomer: isThrottled),
                pause, effect
            )
        case .later(let reason, let after):
            return (
                .resend(
                    notBefore: now.advanced(by: after), attempts: entry.attempts, reason: reason, holdsCustomer: false),
                after, .neither
            )
        case .paused(let reason):
            return (
                .resend(notBefore: now, attempts: entry.attempts, reason: reason, holdsCustomer: false), nil,
                .paused(reason)
            )
        }
    }
}
