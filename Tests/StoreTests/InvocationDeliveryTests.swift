import AlexaProtocol
import EventGateway
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Synchronization
import TestSupport
import Testing
import Timing

/// Deliveries of an invocation, its doorbell calls, and deliveries caused by a message.
@Suite(.timeLimit(.minutes(2))) struct InvocationDeliveryTests {
    @Test func whatIsDeliveredRingsForNobody() async throws {
        try await DeliveryScene.run { scene in
            await scene.invoke()
            await scene.invoke("a")
            #expect(scene.sent == ["a"])
            #expect(scene.rings.isEmpty)
            // One lease for one event, and none without events.
            #expect(scene.queue.leases == 1)
        }
    }

    /// The gateway's `Retry-After`, and the delay of the doorbell; `nil` if the event is left to the sweep. A pause that ends
    /// within the invocation is waited for.
    @Test(arguments: [(300, 300.0), (900, 900), (901, nil), (2000, nil), (5, nil)] as [(Int, Double?)])
    func anEventThatIsLeftRingsForItsTime(_ retryAfter: Int, _ delay: Double?) async throws {
        try await DeliveryScene.run { scene in
            scene.amazon.answerEvents(with: .unavailable(retryAfter: retryAfter))
            await scene.invoke("a")
            #expect(scene.rings == (delay.map { [DeliveryScene.ring($0)] } ?? []))
            #expect(scene.sent.count == (retryAfter == 5 ? 2 : 1))
            #expect(scene.queue.count == (retryAfter == 5 ? 0 : 1))
        }
    }

    @Test func aPromiseThatIsLeftRingsForItsFallback() async throws {
        try await DeliveryScene.run { scene in
            let dueAt = scene.clock.now.advanced(by: .milliseconds(24_500))
            scene.queue.promise(.answer("p"), for: .ann, at: scene.clock.now, dueAt: dueAt)
            await scene.invoke(promised: [.ann, .bob])
            #expect(scene.rings == [DeliveryScene.ring(24.5)])
            #expect(scene.sent.isEmpty)
        }
    }

    @Test func withoutADoorbellNobodyRings() async throws {
        try await DeliveryScene.run(hasDoorbell: false) { scene in
            scene.amazon.answerEvents(with: .unavailable(retryAfter: 300))
            await scene.invoke("a")
            #expect(scene.rings.isEmpty)
            #expect(scene.delivery.ringingTime == .zero)
            #expect(scene.log.lines("doorbell_not_rung").isEmpty)
        }
    }

    @Test func aDoorbellThatFailsIsLogged() async throws {
        try await DeliveryScene.run { scene in
            scene.queue.failRinging(StoreFailure(.busy, "SQS limits the rate."))
            scene.amazon.answerEvents(with: .unavailable(retryAfter: 300))
            await scene.invoke("a")
            #expect(scene.log.lines("doorbell_not_rung").map { $0.fields["reason"] } == ["SQS limits the rate."])
            #expect(scene.queue.count == 1)
        }
    }

    /// In one invocation an event is sent at most four times, at least a second apart.
    @Test func atMostThreeRetries() async throws {
        try await DeliveryScene.run { scene in
            scene.amazon.answerEvents(
                with: .unavailable(retryAfter: 0), .unavailable(retryAfter: 0), .unavailable(retryAfter: 0))
            scene.put("a")
            #expect(await scene.deliver(.ann) == [])
            #expect(scene.sent == ["a", "a", "a", "a"])
            #expect(scene.clock.sleeps.count == 3)
            #expect(scene.clock.sleeps.allSatisfy { $0 >= .seconds(1) })
            #expect(scene.rings.isEmpty)
        }
    }

    /// All waiting events of a customer, each endpoint's in their order.
    @Test func aMessageDeliversEverythingThatIsDue() async throws {
        try await DeliveryScene.run { scene in
            for number in 0..<30 { scene.put("\(number)", endpoint: "e\(number % 10)") }
            #expect(await scene.deliver(.ann) == [])
            let sent = scene.sent.compactMap { $0.flatMap { Int($0) } }
            #expect(sent.sorted() == Array(0..<30))
            for endpoint in 0..<10 {
                #expect(sent.filter { $0 % 10 == endpoint } == [endpoint, endpoint + 10, endpoint + 20])
            }
            #expect(scene.rings.isEmpty)
        }
    }

    @Test func messagesForNothingDoNothing() async throws {
        try await DeliveryScene.run { scene in
            #expect(await scene.deliver(.ann, .bob) == [])
            let dueAt = scene.clock.now.advanced(by: .seconds(20))
            scene.queue.promise(.answer("p"), for: .ann, at: scene.clock.now, dueAt: dueAt)
            #expect(await scene.deliver(.ann) == [])
            #expect(scene.sent.isEmpty)
            // A message that can lease nothing does not ring again, so that messages do not multiply.
            #expect(scene.rings.isEmpty)
        }
    }

    /// Several messages for one customer at the same time, in several processes.
    @Test func messagesThatComeTwiceSendNothingTwice() async throws {
        try await DeliveryScene.run { scene in
            for number in 0..<20 { scene.put("\(number)", endpoint: "e\(number)") }
            await withTaskGroup { group in
                for _ in 0..<5 { group.addTask { _ = await scene.deliver(.ann) } }
            }
            #expect(scene.sent.count == 20)
            #expect(Set(scene.sent).count == 20)
        }
    }

    @Test func whatAMessageLeavesRingsAgain() async throws {
        try await DeliveryScene.run { scene in
            scene.amazon.answerEvents(with: .unavailable(retryAfter: 300))
            scene.put("a")
            #expect(await scene.deliver(.ann) == [])
            #expect(scene.rings == [DeliveryScene.ring(300)])
            scene.clock.pass(.seconds(300))
            #expect(await scene.deliver(.ann) == [])
            #expect(scene.sent == ["a", "a"])
            #expect(scene.rings.count == 1)
        }
    }

    /// The gateway answers Ann's event only after it has received Bob's.
    @Test func customersDoNotWaitForEachOther() async throws {
        let sent = Shared<[String]>([])
        let script: LoopbackServer.Script = { _, body in
            let id = String(decoding: body, as: UTF8.self).contains(#""messageId": "a""#) ? "a" : "b"
            sent.with { $0.append(id) }
            while id == "a", !sent.with({ $0.contains("b") }) {
                do { try await Task.sleep(for: .milliseconds(5)) } catch { return .hangUp }
            }
            return LoopbackAnswer(.accepted)
        }
        try await DeliveryScene.run(script: script) { scene in
            scene.put("a", to: .ann)
            scene.put("b", to: .bob)
            #expect(await scene.deliver(.ann, .bob) == [])
            #expect(sent.with { $0.sorted() } == ["a", "b"])
            #expect(scene.queue.count == 0)
        }
    }

    /// Only the messages of the customer whose store fails are redelivered.
    @Test func aStoreThatFailsIsReported() async throws {
        try await DeliveryScene.run { scene in
            scene.queue.fail(for: .ann)
            scene.put("b", to: .bob)
            #expect(await scene.deliver(.ann, .bob) == ["ann"])
            #expect(scene.sent == ["b"])
            #expect(scene.log.lines("not_delivered").count == 1)
        }
    }

    /// The gateway does not answer Ann's event in time: her message is redelivered, and Bob's is not.
    @Test func aDeliveryThatDoesNotEndInTimeIsReported() async throws {
        let script: LoopbackServer.Script = { _, body in
            let isSlow = String(decoding: body, as: UTF8.self).contains(#""messageId": "a""#)
            return LoopbackAnswer(.accepted, after: isSlow ? .seconds(3600) : nil)
        }
        try await DeliveryScene.run(script: script, timersEndWithOneLeft: true) { scene in
            scene.put("a", to: .ann)
            scene.put("b", to: .bob)
            #expect(await scene.deliver(.ann, .bob) == ["ann"])
            #expect(scene.queue.count == 1)
            #expect(scene.rings.isEmpty)
        }
    }

    @Test func withoutTimeEveryMessageComesAgain() async throws {
        try await DeliveryScene.run { scene in
            scene.put("a")
            let deadline = Deadline(in: .seconds(1), scene.clock.environment)
            let failed = await scene.delivery.deliver(to: [CustomerKey("ann"), CustomerKey("bob")], before: deadline)
            #expect(failed.map(\.rawValue) == ["ann", "bob"])
            #expect(scene.sent.isEmpty)
            #expect(scene.queue.count == 1)
        }
    }

    /// A wrong setting of ours: every event would be refused, and each message would cause the next without a pause.
    @Test func aWrongSettingRingsForNobody() async throws {
        try await DeliveryScene.run { scene in
            let refusal = LoopbackAnswer(
                .forbidden, [.contentType: "application/json"],
                body: Array(#"{"payload": {"code": "INSUFFICIENT_PERMISSION_EXCEPTION"}}"#.utf8))
            scene.amazon.answerEvents(with: refusal, refusal)
            scene.put("a")
            #expect(await scene.deliver(.ann) == [])
            #expect(scene.sent.count == 1)
            #expect(scene.rings.isEmpty)
            try await scene.delivery.sweep(before: scene.deadline)
            #expect(scene.sent.count == 2)
            #expect(scene.rings.isEmpty)
            #expect(scene.log.lines("delivery_paused").count == 2)
        }
    }
}
