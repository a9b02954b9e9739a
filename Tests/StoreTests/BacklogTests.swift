import AWSClient
import AlexaProtocol
import DynamoDBStore
import EventGateway
import HTTPTransport
import TestSupport
import Testing
import Timing

/// Waiting events of many customers.
@Suite(.serialized, .timeLimit(.minutes(3))) struct BacklogTests {
    private static func customer(_ number: Int) -> CustomerID { CustomerID("customer-\(number)") }

    /// A lease returns no more entries than asked for, no more of a customer than allowed, and no entry twice.
    @Test(arguments: StoreEngine.available)
    func leasesAreCountedOverAllCustomers(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            for number in 0..<20 {
                for event in ["a", "b", "c"] {
                    try await store.put(.answer("\(event)\(number)", event), Self.customer(number))
                }
            }
            var taken: [String] = []
            for (count, perCustomer) in [(1, 8), (7, 2), (50, 2), (1000, 1), (50, 8), (1000, 8)] {
                let entries = try await store.take(count, perCustomer: perCustomer)
                #expect(entries.count <= count)
                taken += entries.messageIds
                for number in 0..<20 {
                    let customers = entries.count { $0.customer == Self.customer(number) }
                    #expect(customers <= perCustomer)
                }
            }
            #expect(taken.count == 60)
            #expect(Set(taken).count == 60)
            #expect(try await store.take(1000).isEmpty)
        }
    }

    /// The entries of other customers are leased. The failure is thrown when no other entry is due.
    @Test(arguments: StoreEngine.dynamoDB)
    func aDamagedOutboxStopsNobodyElse(engine: StoreEngine) async throws {
        let process = try await EngineProcess.of(engine)
        let location = try await process.emptyTable()
        let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
        // Ann's event has waited longest.
        try await store.put(.answer("a"), .ann, at: 0)
        for number in 0..<20 { try await store.put(.answer("\(number)"), Self.customer(number), at: 1) }
        let dynamoDB = try process.dynamoDB()
        let key: JSONValue = ["pk": ["S": .string("c#\(store.key(of: .ann).rawValue)")], "sk": ["S": "outbox"]]
        _ = try await dynamoDB.call(
            "UpdateItem",
            [
                "TableName": .string(location.table), "Key": key, "UpdateExpression": "SET mailbox = :nothing",
                "ConditionExpression": "attribute_exists(mailbox)",
                "ExpressionAttributeValues": [":nothing": ["S": "{"]],
            ], before: .soon)

        let other = DynamoDBStore(location, try HTTPTransport(), environment: .live)
        #expect(Set(try await other.take(100, at: 2).messageIds) == Set((0..<20).map { "\($0)" }))
        await #expect { _ = try await other.take(100, at: 2) } throws: { error in
            (error as? StoreFailure)?.kind == .damaged
        }
    }

    /// More customers than one lease takes, all a day ahead of a clock that was set back.
    @Test(arguments: StoreEngine.available)
    func aClockThatWasSetBackHoldsNoCustomerUp(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            for number in 0..<6 { try await store.put(.answer("\(number)"), Self.customer(number), at: 86_400) }
            var taken: Set<String> = []
            for _ in 0..<3 { taken.formUnion(try await store.take(2, at: 0).messageIds) }
            #expect(taken == Set((0..<6).map { "\($0)" }))
        }
    }

    /// Customers of all shards of the index are in the order of their waits.
    @Test(arguments: StoreEngine.dynamoDB)
    func customersWithDueEventsAreListed(engine: StoreEngine) async throws {
        let location = try await EngineProcess.of(engine).emptyTable()
        let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
        for number in 0..<25 { try await store.put(.answer("\(number)"), Self.customer(number), at: Double(number)) }
        let keys = (0..<25).map { store.key(of: Self.customer($0)) }
        #expect(try await store.dueCustomers(upTo: 100, at: .at(30), before: .soon) == keys)
        #expect(try await store.dueCustomers(upTo: 100, at: .at(9), before: .soon) == Array(keys[...9]))
        #expect(try await store.dueCustomers(upTo: 3, at: .at(30), before: .soon) == Array(keys[..<3]))
        #expect(try await store.dueCustomers(upTo: 100, at: .at(-1), before: .soon) == [])
    }

    /// Several batches. Each message names one customer, and has the customer as message group.
    @Test(arguments: StoreEngine.dynamoDB)
    func eachCustomerIsRungFor(engine: StoreEngine) async throws {
        let process = try await EngineProcess.of(engine)
        let queue = try await process.emptyQueue()
        var location = try await process.emptyTable()
        location.queue = queue
        let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
        let keys = (0..<23).map { store.key(of: Self.customer($0)) }
        try await store.ring(forEach: keys, before: .soon)
        try await store.ring(forEach: [], before: .soon)
        var rung: [CustomerKey] = []
        while case let messages = try await process.messages(in: queue), !messages.isEmpty {
            for message in messages {
                let key = try #require(DynamoDBStore.customer(inDoorbell: message["Body"]?.string ?? ""))
                #expect(message["Attributes"]?.object?["MessageGroupId"] == .string(key.rawValue))
                rung.append(key)
            }
        }
        #expect(rung.count == 23)
        #expect(Set(rung) == Set(keys))
    }
}
