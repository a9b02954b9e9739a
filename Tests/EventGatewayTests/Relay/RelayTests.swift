import AlexaProtocol
import EventGateway
import HTTPTypes
import LoopbackServer
import SQLiteStore
import Synchronization
import TestSupport
import Testing
import Timing

@Suite struct RelayTests {
    @Test func deliversInTheOrderOfEachEndpoint() async throws {
        try await Post.run { post in
            try await post.grant()
            for number in 0..<40 { try await post.add(Post.answer("m\(number)", endpoint: "e\(number % 4)")) }
            post.amazon.answerEvents([.refusal(503, "X"), .refusal(429, "X"), .refusal(500, "X")])
            #expect(try await post.relay() == .empty)
            for endpoint in 0..<4 {
                var seen: [String] = []
                for call in post.amazon.events {
                    let id = call.json["event"]?.object?["endpoint"]?.object?["endpointId"]?.string
                    if id == "e\(endpoint)", let message = call.messageId, seen.last != message { seen.append(message) }
                }
                #expect(seen == (0..<10).map { "m\($0 * 4 + endpoint)" })
            }
            #expect(try await post.store.census().entries[.waiting, default: 0] == 0)
        }
    }

    @Test func aThrottledCustomerSlowsOnlyThemselves() async throws {
        try await Post.run { post in
            let other = CustomerID("customer-2")
            try await post.grant()
            try await post.grant(to: other, token: "other-token")
            try await post.add(Post.answer("slow-1", endpoint: "a"))
            try await post.add(Post.answer("slow-2", endpoint: "b"))
            post.amazon.answerEvents([.refusal(429, "THROTTLING_EXCEPTION", retryAfter: "3600")])
            // With one delivery at a time per customer, only the customer's first event gets the refusal.
            async let end = post.relay { $0.perCustomer = 1 }
            while post.amazon.events.isEmpty { await Task.yield() }
            try await post.add(Post.answer("fast", endpoint: "c"), for: other)
            #expect(try await end == .empty)
            #expect(post.amazon.events.compactMap(\.messageId).prefix(2) == ["slow-1", "fast"])
            #expect(Set(post.amazon.events.compactMap(\.messageId)) == ["slow-1", "slow-2", "fast"])
        }
    }

    @Test func deadLettersAreKeptWithTheirReason() async throws {
        try await Post.run { post in
            try await post.grant()
            try await post.add(Post.answer("m1"))
            post.amazon.answerEvents([.refusal(400, "INVALID_REQUEST_EXCEPTION")])
            #expect(try await post.relay() == .empty)
            let dead = try await post.store.all(.dead)
            #expect(dead.map(\.event.messageId) == ["m1"])
            #expect(dead.first?.reason?.contains("INVALID_REQUEST_EXCEPTION") == true)
            let id = try #require(dead.first?.id)
            #expect(
                try await post.store.retry(
                    id, at: post.clock.now, expiresAt: post.clock.now.advanced(by: .seconds(100_000))))
            #expect(try await post.relay() == .empty)
            #expect(post.amazon.events.compactMap(\.messageId) == ["m1", "m1"])
        }
    }

    @Test func aMissingPermissionPausesAndKeeps() async throws {
        try await Post.run { post in
            try await post.grant()
            for number in 0..<100 { try await post.add(Post.answer("m\(number)", endpoint: "e\(number)")) }
            post.amazon.answerEvents(
                Array(repeating: .refusal(403, "INSUFFICIENT_PERMISSION_EXCEPTION"), count: 200))
            guard case .paused(let reason) = try await post.relay({ $0.pause = .seconds(1_000_000) }) else {
                Issue.record("not paused")
                return
            }
            #expect(reason.contains("Send Alexa Events"))
            #expect(post.amazon.events.count < 20)
            #expect(try await post.store.census().entries[.waiting] == 100)
        }
    }

    @Test func outlivesAnOutboxThatCannotBeUsedForAWhile() async throws {
        try await Post.run { post in
            try await post.grant()
            for number in 0..<10 { try await post.add(Post.answer("m\(number)", endpoint: "e\(number)")) }
            let stop = StopSignal()
            let queue = TroubledQueue(post.store, failures: [.leasing: 3, .settling: 5]) { stop.request() }
            #expect(try await post.relay(from: queue, once: false, until: stop) == .stopped)
            #expect(post.amazon.events.count == 10)
            #expect(try await post.store.census().entries.isEmpty)
        }
    }

    @Test func endsWhatIsUnderWayBeforeItFails() async throws {
        try await Post.run { post in
            try await post.grant()
            for number in 0..<8 { try await post.add(Post.answer("m\(number)", endpoint: "e\(number)")) }
            let queue = TroubledQueue(post.store, failures: [.settling: 1], kind: .damaged)
            await #expect(throws: StoreFailure.self) { try await post.relay(from: queue) }
            #expect(post.amazon.events.count == 8)
            #expect(try await post.store.census().entries == [.waiting: 1])
        }
    }

    @Test func anExpiredEventIsDroppedAndCounted() async throws {
        try await Post.run { post in
            try await post.grant()
            try await post.store.add(
                Post.answer("m1"), for: Post.customer, at: post.clock.now,
                expiresAt: post.clock.now.advanced(by: .seconds(10)), before: .soon)
            post.clock.pass(.seconds(11))
            #expect(try await post.relay() == .empty)
            #expect(post.amazon.events.isEmpty)
            #expect(try await post.store.census().dropped[.expired] == 1)
        }
    }

    @Test func aReportThatIsTooLargeIsDeliveredInParts() async throws {
        try await Post.run { post in
            try await post.grant()
            let ids = try (1...4).map { try #require(EndpointID("e\($0)")) }
            try await post.add(OutgoingEvent(Event(messageId: "m", .deleteReport(ids))))
            post.amazon.answerEvents([.refusal(413, "X")])
            #expect(try await post.relay() == .empty)
            let endpoints = post.amazon.events.map { call in
                (call.json["event"]?.object?["payload"]?.object?["endpoints"]?.array ?? []).count
            }
            #expect(endpoints == [4, 2, 2])
        }
    }

    @Test func backsOffAsAWholeWhenEverybodyIsRefused() async throws {
        try await Post.run { post in
            for number in 0..<40 {
                let customer = CustomerID("c\(number)")
                try await post.grant(to: customer, token: "token-of-\(number)")
                try await post.add(Post.answer("m\(number)"), for: customer)
            }
            // All 40 events in flight fail, and then three probes.
            post.amazon.answerEvents(Array(repeating: .refusal(503, "X"), count: 43))
            #expect(try await post.relay() == .empty)
            #expect(Set(post.amazon.events.compactMap(\.messageId)).count == 40)
            #expect(try await post.store.census().entries[.dead, default: 0] == 0)
            // One probe at a time.
            let statuses = post.attempts.all.map { $0.status ?? 0 }
            #expect(statuses.count { $0 == 503 } == 43)
        }
    }

    @Test func nothingIsOwedTwice() async throws {
        try await Post.run { post in
            try await post.grant()
            for number in 0..<300 { try await post.add(Post.answer("m\(number)", endpoint: "e\(number)")) }
            async let first = post.relay()
            async let second = post.relay()
            #expect(try await first == .empty)
            #expect(try await second == .empty)
            #expect(post.amazon.events.count == 300)
            #expect(Set(post.amazon.events.compactMap(\.messageId)).count == 300)
        }
    }

    @Test func attemptsAreCountedOverDeliveries() async throws {
        try await Post.run { post in
            try await post.grant()
            try await post.add(Post.answer("m1"))
            post.amazon.answerEvents([
                .refusal(401, "X"), .refusal(503, "X"), .refusal(503, "X"), .refusal(503, "X"),
            ])
            #expect(try await post.relay() == .empty)
            // The attempt with the refused token does not count for the retry policy.
            #expect(post.attempts.all.map(\.status) == [401, 503, 503, 503, 202])
            #expect(post.attempts.all.map(\.attempt) == [1, 2, 3, 4, 5])
        }
    }

    /// Such an event probably crashes the process each time.
    @Test(arguments: [(9, 1), (10, 0)]) func anEventWhoseLeasesAreLostIsNotSentForEver(lost: Int, sent: Int)
        async throws
    {
        try await Post.run { post in
            try await post.grant()
            try await post.add(Post.answer("m1"))
            for _ in 0..<lost {
                let leased = try await post.store.lease(
                    upTo: 1, perCustomer: 1, at: post.clock.now, until: post.clock.now.advanced(by: .seconds(60)),
                    before: .soon)
                #expect(leased.count == 1)
                post.clock.pass(.seconds(61))
            }
            #expect(try await post.relay() == .empty)
            #expect(post.amazon.events.count == sent)
            let dead = try await post.store.all(.dead)
            #expect(dead.count == 1 - sent)
            #expect(dead.allSatisfy { $0.reason?.contains("ended \(lost) times") == true })
        }
    }

    @Test func aReportInTheOutboxIsSplitBeforeItIsSent() async throws {
        try await Post.run { post in
            try await post.grant()
            try await post.add(try Post.report(of: 301, size: 1))
            #expect(try await post.relay() == .empty)
            #expect(post.amazon.events.map(\.endpointCount) == [150, 151])
        }
    }

    /// A queue whose customer has the maximum number of leases, all held by another relay.
    private final class SaturatedQueue: DeliveryQueue {
        let clock: VirtualClock
        let stop: StopSignal
        let leases = Mutex(0)

        init(_ clock: VirtualClock, _ stop: StopSignal) {
            self.clock = clock
            self.stop = stop
        }

        func lease(
            upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
        ) -> [OutboxEntry] {
            leases.withLock { $0 += 1 }
            if clock.uptime >= .seconds(10) { stop.request() }
            return []
        }

        func nextDue(before deadline: Deadline) -> Timestamp? { VirtualClock.start }

        func add(
            _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
            before deadline: Deadline
        ) {}

        func settle(
            _ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp, before deadline: Deadline
        ) {}
    }

    @Test func aRelayThatGetsNothingDoesNotAskAllTheTime() async throws {
        try await Post.run { post async throws in
            let stop = StopSignal()
            let queue = SaturatedQueue(post.clock, stop)
            let end = try await post.relay(from: queue, once: false, until: stop)
            #expect(end == .stopped)
            #expect(queue.leases.withLock { $0 } <= 21)
        }
    }

    @Test func withoutLoginLivingTokensAreUsedToTheirEnd() async throws {
        try await Post.run { post in
            let (living, ended) = (CustomerID("living"), CustomerID("ended"))
            try await post.grant(to: living, token: "living", lasting: .seconds(100))
            try await post.grant(to: ended, token: "ended", lasting: .seconds(-1))
            try await post.add(Post.answer("m1"), for: ended)
            try await post.add(Post.answer("m2"), for: living)
            let stop = StopSignal()
            let tokens = GrantTokens(
                store: post.store, login: nil, environment: post.clock.environment, logger: Post.quiet)
            async let end = post.relay(once: false, until: stop, credentials: tokens)
            while post.amazon.events.isEmpty { await Task.yield() }
            stop.request()
            #expect(try await end == .stopped)
            #expect(post.amazon.events.compactMap(\.messageId) == ["m2"])
            #expect(try await post.store.all().messageIds == ["m1"])
        }
    }
}

extension [OutboxEntry] {
    fileprivate var messageIds: [String] { map(\.event.messageId) }
}
