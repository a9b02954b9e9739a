package import AlexaProtocol
package import EventGateway
package import Timing

extension DynamoDBStore: PromiseStore {
    package func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) {
        let queue = cipher.hash(ofEndpoint: fallback.endpointId)
        try await mailboxes.change(cipher.hash(of: customer), before: deadline) { change, _ throws(StoreFailure) in
            // Alexa has sent the directive twice, and its answer is promised already.
            guard !change.mailbox.slips.contains(where: { $0.messageId == fallback.messageId }) else { return }
            let number = change.mailbox.insert(
                fallback, queue: queue, state: .promised, createdAt: now, notBefore: dueAt, expiresAt: expiresAt)
            try change.putBody(fallback, of: customer, number)
        }
    }

    package func fulfil(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        let queue = cipher.hash(ofEndpoint: event.endpointId)
        return try await mailboxes.change(cipher.hash(of: customer), before: deadline) {
            change, _ throws(StoreFailure) in
            guard var slip = change.mailbox.promise(event.messageId) else { return false }
            slip.queue = queue
            slip.state = .waiting
            slip.isFallback = false
            slip.notBefore = now
            slip.kind = event.kind
            change.mailbox[slip.number] = slip
            try change.putBody(event, of: customer, slip.number)
            return true
        }
    }

    package func withdraw(
        _ messageId: String, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await mailboxes.change(cipher.hash(of: customer), before: deadline) { change, _ throws(StoreFailure) in
            guard let slip = change.mailbox.promise(messageId) else { return }
            change.remove(slip.number)
        }
    }
}
