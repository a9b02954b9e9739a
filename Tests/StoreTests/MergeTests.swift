import AlexaProtocol
import EventGateway
import TestSupport
import Testing
import Timing

/// Change reports that wait for the same endpoint are merged.
struct MergeTests {
    @Test(arguments: StoreEngine.available)
    func reportsThatWaitBecomeOne(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await store.put(.changeReport("c1", changed: ["power": "ON"]))
            try await store.add(
                .changeReport("c2", changed: ["level": 3]), for: .ann, at: .at(1), expiresAt: .at(5000), before: .soon)
            let entry = try #require(try await store.all().first)
            #expect(entry.event == .changeReport("c2", changed: ["power": "ON", "level": 3]))
            #expect((entry.createdAt, entry.notBefore, entry.expiresAt) == (.at(0), .at(0), .at(5000)))
            #expect(try await store.waiting() == 1)
        }
    }

    /// What happens before the second report is stored, and the number of entries afterwards.
    enum Between: CaseIterable {
        case nothing, anotherEndpoint, anotherCustomer, answer, taken, leaseLost, sentBefore, notSentYet, delivered,
            dead
        case promised, broken

        var entries: Int {
            switch self {
            case .nothing, .notSentYet, .delivered: 1
            case .anotherEndpoint, .anotherCustomer, .taken, .leaseLost, .sentBefore, .dead, .promised, .broken: 2
            case .answer: 3
            }
        }
    }

    @Test(arguments: Between.allCases, StoreEngine.available)
    func onlyIntoTheLastOneThatWasNeverSent(between: Between, engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            var first = OutgoingEvent.changeReport("c1", between == .anotherEndpoint ? "lamp" : "lock")
            if between == .broken {
                first = OutgoingEvent(
                    messageId: "c1", kind: .changeReport, namespace: "Alexa", name: "ChangeReport", endpointId: "lock",
                    template: [0])
            }
            try await store.put(first, between == .anotherCustomer ? .bob : .ann)
            switch between {
            case .nothing, .anotherEndpoint, .anotherCustomer, .broken: break
            case .answer: try await store.put(.answer("a"))
            case .promised:
                try await store.promise(.answer("p"), for: .ann, at: .at(0), dueAt: .at(9), expiresAt: .at(99))
            case .taken: _ = try await store.take()
            case .leaseLost: _ = try await store.take(for: 0.5)
            case .sentBefore:
                try await settle(
                    store, .resend(notBefore: .at(2), attempts: 1, countedAttempts: 1, reason: "", holdsCustomer: false)
                )
            case .notSentYet:
                try await settle(
                    store, .resend(notBefore: .at(2), attempts: 0, countedAttempts: 0, reason: "", holdsCustomer: true))
            case .delivered: try await settle(store, .delivered)
            case .dead: try await settle(store, .dead(reason: "", attempts: 1))
            }
            try await store.put(.changeReport("c2"), at: 1)
            let entries = try await store.all()
            #expect(entries.count == between.entries)
            #expect(entries.contains { $0.event.messageId == "c2" })
        }
    }

    private func settle(_ store: any TestedStore, _ settlement: Settlement) async throws {
        for entry in try await store.take() { try await store.settle(entry, settlement, at: .at(0)) }
    }

    @Test(arguments: StoreEngine.available)
    func aMergedReportWaitsForWhatTheFirstOneWaitedFor(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await store.put(.changeReport("c1"))
            try await settle(
                store,
                .resend(notBefore: .at(20), attempts: 0, countedAttempts: 0, reason: "no token", holdsCustomer: false))
            try await store.put(.changeReport("c2"), at: 1)
            #expect(try await store.take(at: 19).isEmpty)
            #expect(try await store.take(at: 20).messageIds == ["c2"])
        }
    }
}
