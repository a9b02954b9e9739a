import AlexaProtocol
import EventGateway
import TestSupport
import Testing
import Timing

/// The events that a sweep delivers itself, and those for which it rings the doorbell.
@Suite(.timeLimit(.minutes(2))) struct SweepTests {
    @Test func aSweepRingsForWhatItLeaves() async throws {
        try await DeliveryScene.run { scene in
            scene.amazon.answerEvents(with: .unavailable(retryAfter: 60))
            scene.put("a")
            scene.put("b", to: .bob)
            scene.put("c", to: .bob, endpoint: "other")
            try await scene.delivery.sweep(before: scene.deadline)
            #expect(scene.sent.count == 3)
            #expect(scene.rings == [DeliveryScene.ring(60, for: scene.sent[0] == "a" ? .ann : .bob)])
        }
    }

    /// The sweep delivers a round of 64 events. If more than another round is left, it rings for each remaining customer.
    @Test(arguments: [(64, 0), (65, 0), (128, 0), (129, 65), (300, 236)])
    func aSweepRingsForABacklog(_ customers: Int, _ rings: Int) async throws {
        try await DeliveryScene.run { scene in
            for number in 0..<customers { scene.put("\(number)", to: CustomerID("customer-\(number)")) }
            try await scene.delivery.sweep(before: scene.deadline)
            #expect(scene.sent.count == customers - rings)
            #expect(scene.rings.count == rings)
            #expect(scene.rings.allSatisfy { $0.delay == .zero })
            // Each customer once, and only customers whose event was not sent.
            let rung = Set(scene.rings.map(\.customer))
            #expect(rung.count == rings)
            let left = Set(scene.sent.compactMap { $0 }).isDisjoint(with: rung.map { String($0.dropFirst(9)) })
            #expect(left)
            let line = try #require(scene.log.lines("swept").first)
            #expect(line.fields["events"] == "\(customers - rings)")
            #expect(line.fields["rung"] == "\(rings)")

            // The messages have the rest delivered.
            for customer in rung.sorted() { #expect(await scene.deliver(CustomerID(customer)) == []) }
            #expect(Set(scene.sent.compactMap { $0 }).count == customers)
            #expect(scene.sent.count == customers)
        }
    }

    /// Without a doorbell, or if it fails, the sweep delivers everything itself.
    @Test(arguments: [true, false]) func withoutADoorbellASweepGoesOnAlone(_ hasDoorbell: Bool) async throws {
        try await DeliveryScene.run(hasDoorbell: hasDoorbell) { scene in
            scene.queue.failRinging(StoreFailure(.busy, "SQS limits the rate."))
            for number in 0..<200 { scene.put("\(number)", to: CustomerID("customer-\(number)")) }
            try await scene.delivery.sweep(before: scene.deadline)
            #expect(scene.sent.count == 200)
            #expect(scene.queue.count == 0)
            #expect(scene.log.lines("doorbell_not_rung").count == (hasDoorbell ? 1 : 0))
        }
    }
}
