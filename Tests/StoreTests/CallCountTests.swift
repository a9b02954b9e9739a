import DynamoDBStore
import EventGateway
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing

/// The number of requests to DynamoDB and SQS for a directive, counted in front of the engine.
@Suite(.serialized, .timeLimit(.minutes(3))) struct CallCountTests {
    @Test(arguments: StoreEngine.dynamoDB)
    func eachKindOfDirective(engine: StoreEngine) async throws {
        let amazon = AmazonScript()
        try await LoopbackServer.run(tls: false, amazon.answer) { server in
            // The doorbell sends no request if no event is left.
            try await FaultyEngine.run(engine, hasQueue: true) { faulty, location in
                let first = try SkillProcess(location, amazon: server.url)
                #expect(await first.invoke("Alexa.Authorization", "AcceptGrant", nil) == "AcceptGrant.Response")
                #expect(faulty.operations() == ["GetItem", "PutItem"])
                #expect(await first.invoke("Alexa.Discovery", "Discover", nil) == "Discover.Response")
                #expect(faulty.operations().sorted() == ["PutItem", "Query"])

                // Warm.
                #expect(await first.invoke("Alexa.PowerController", "TurnOn", "lamp-kitchen") == "Response")
                #expect(faulty.operations() == [])
                #expect(await first.invoke("Alexa", "ReportState", "lamp-kitchen") == "StateReport")
                #expect(faulty.operations() == [])

                // Cold: another process, which reads the home once.
                let second = try SkillProcess(location, amazon: server.url)
                #expect(await second.invoke("Alexa.PowerController", "TurnOn", "lamp-kitchen") == "Response")
                #expect(faulty.operations() == ["Query"])

                // A deferred answer reads the grant; then promise, outcome, lease, event, token, settlement.
                #expect(await second.invoke("Alexa.LockController", "Lock", "lock-front-door") == "DeferredResponse")
                #expect(amazon.events.count == 1)
                #expect(
                    faulty.operations() == [
                        "GetItem", "GetItem", "TransactWriteItems", "TransactWriteItems", "PutItem", "BatchGetItem",
                        "GetItem", "TransactWriteItems",
                    ])
                // A second one, with grant and mailbox cached.
                #expect(await second.invoke("Alexa.LockController", "Unlock", "lock-front-door") == "DeferredResponse")
                #expect(amazon.events.count == 2)
                #expect(
                    faulty.operations() == [
                        "TransactWriteItems", "TransactWriteItems", "PutItem", "BatchGetItem", "TransactWriteItems",
                    ])
                #expect(try await second.store.all().isEmpty)
            }
        }
    }

    /// An event that cannot be delivered at once costs one message; its delivery by that message costs five requests in a new
    /// process.
    @Test(arguments: StoreEngine.dynamoDB)
    func anEventThatIsLeft(engine: StoreEngine) async throws {
        let amazon = AmazonScript()
        try await LoopbackServer.run(tls: false, amazon.answer) { server in
            try await FaultyEngine.run(engine, hasQueue: true) { faulty, location in
                let first = try SkillProcess(location, amazon: server.url)
                #expect(await first.invoke("Alexa.Authorization", "AcceptGrant", nil) == "AcceptGrant.Response")
                _ = await first.invoke("Alexa.Discovery", "Discover", nil)
                _ = await first.invoke("Alexa.LockController", "Lock", "lock-front-door")
                _ = faulty.operations()
                amazon.answerEvents(with: .unavailable(retryAfter: 30))
                #expect(await first.invoke("Alexa.LockController", "Lock", "lock-front-door") == "DeferredResponse")
                #expect(
                    faulty.operations() == [
                        "TransactWriteItems", "TransactWriteItems", "PutItem", "BatchGetItem", "PutItem", "SendMessage",
                    ])

                let key = first.store.key(of: .household)
                let late = SkillEnvironment.live.later(by: .seconds(31))
                let second = try SkillProcess(location, amazon: server.url, environment: late)
                #expect(await second.delivery.deliver(to: [key], before: Deadline(in: .seconds(20), late)) == [])
                #expect(
                    faulty.operations() == ["GetItem", "PutItem", "BatchGetItem", "GetItem", "TransactWriteItems"])
                #expect(try await second.store.all().isEmpty)
                _ = faulty.operations()
                // A message that is received twice, by this process and by another one.
                #expect(await second.delivery.deliver(to: [key], before: Deadline(in: .seconds(20), late)) == [])
                let third = try SkillProcess(location, amazon: server.url, environment: late)
                #expect(await third.delivery.deliver(to: [key], before: Deadline(in: .seconds(20), late)) == [])
                #expect(faulty.operations() == ["GetItem", "GetItem"])
            }
        }
    }

    /// A store that hangs delays no answer beyond its limit.
    @Test func aStoreThatHangsDelaysNoAnswer() async throws {
        guard let engine = StoreEngine.dynamoDB.first else { return }
        try await LoopbackServer.run(tls: false, AmazonScript().answer) { server in
            try await FaultyEngine.run(engine) { faulty, location in
                faulty.failAlways(.hangs)
                let process = try SkillProcess(location, amazon: server.url)
                let start = ContinuousClock.now
                for (namespace, name, answer) in [
                    ("Alexa.PowerController", "TurnOn", "Response"), ("Alexa.LockController", "Lock", "Response"),
                ] {
                    let endpoint = name == "Lock" ? "lock-front-door" : "lamp-kitchen"
                    #expect(await process.invoke(namespace, name, endpoint) == answer)
                }
                // Alexa waits 8 s for each; a hanging store costs a second for the home and one for the grant.
                #expect(ContinuousClock.now - start < .seconds(12))
            }
        }
    }
}
