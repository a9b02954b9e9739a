import AlexaProtocol
import EventGateway
import HTTPTransport
import LoopbackServer
import TestSupport
import Testing
import Timing

/// Deliveries of an invocation over a queue in memory and a loopback gateway, with a test clock.
struct DeliveryScene {
    let queue: MailboxQueue
    let amazon: AmazonScript
    let delivery: InvocationDelivery
    let clock: TestClock
    let environment: SkillEnvironment
    let log: LogSpy

    /// So long that a ``TestClock`` treats it as a deadline, not as a pause.
    var deadline: Deadline { Deadline(in: .seconds(100), clock.environment) }

    func put(_ ids: String..., to customer: CustomerID = .ann, endpoint: String = "lock") {
        let now = environment.now()
        for id in ids {
            queue.add(
                .answer(id, endpoint, body: #"{"event": {"header": {"messageId": "\#(id)"}}, "token": ""#),
                for: customer, at: now, expiresAt: now.advanced(by: .seconds(5000)), before: .soon)
        }
    }

    /// Simulates an invocation that has stored these events.
    func invoke(_ ids: String..., to customer: CustomerID = .ann, promised: [CustomerID] = []) async {
        let events = InvocationEvents()
        for id in ids {
            put(id, to: customer, endpoint: id)
            events.note(customer)
        }
        for customer in promised { events.notePromise(to: customer) }
        let deadline = deadline
        let delivering = Task { await delivery.deliver(events, before: deadline.earlier(by: delivery.ringingTime)) }
        events.close()
        await delivery.finish(delivering, of: events, before: deadline)
    }

    /// Delivers a batch of messages; the customers whose messages are redelivered.
    func deliver(_ customers: CustomerID...) async -> [String] {
        await delivery.deliver(to: customers.map(queue.key), before: deadline).map(\.rawValue)
    }

    var sent: [String?] { amazon.events.map { $0["messageId"]?.string } }
    var rings: [MailboxQueue.Ring] { queue.rings }

    /// - Parameter timersEndWithOneLeft: the deadline passes when one event is left in the queue.
    static func run(
        hasDoorbell: Bool = true, script: LoopbackServer.Script? = nil, timersEndWithOneLeft: Bool = false,
        _ body: (DeliveryScene) async throws -> Void
    ) async throws {
        let amazon = AmazonScript()
        try await LoopbackServer.run(tls: false, script ?? amazon.answer) { server in
            let clock = TestClock()
            let log = LogSpy()
            let queue = try MailboxQueue(hasDoorbell: hasDoorbell)
            var environment = clock.environment
            if timersEndWithOneLeft {
                // The deadline passes when one event is left and the delivery of the other one has ended.
                environment.sleep = { _ in
                    while queue.count != 1, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
                    try? await Task.sleep(for: .milliseconds(200))
                }
            }
            let client = GatewayClient(
                try HTTPTransport(), addresses: GatewayAddresses(instead: try ServiceURL(server.url + "/v3/events")),
                environment: environment)
            let delivery = InvocationDelivery(
                queue,
                delivery: EventDelivery(
                    client, credentials: FixedToken(Secret("Atza|one"), region: .eu), environment: environment),
                environment: environment, logger: log.logger)
            try await body(
                DeliveryScene(
                    queue: queue, amazon: amazon, delivery: delivery, clock: clock, environment: environment, log: log))
        }
    }

    static func ring(_ seconds: Double, for customer: CustomerID = .ann) -> MailboxQueue.Ring {
        MailboxQueue.Ring(customer: customer.rawValue, delay: .seconds(seconds))
    }
}
