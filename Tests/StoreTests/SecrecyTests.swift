import AWSClient
import AlexaProtocol
import DynamoDBStore
import EventGateway
import Foundation
import HTTPTransport
import Skill
import TestSupport
import Testing
import Timing

/// What can be read in the table and in the queue without the key, and the rotation of keys.
struct SecrecyTests {
    /// What must not be readable.
    private static let secrets = [
        "Atza|access-of-ann", "Atzr|refresh-of-ann", "amzn1.account.ANN", "front-door-of-ann", "body-of-the-answer",
        "name-of-the-lamp", "client-id-of-ann", "client-secret-of-ann", "account-of-ann",
    ]

    @Test(arguments: StoreEngine.dynamoDB)
    func theTableHasNoSecretInPlainText(engine: StoreEngine) async throws {
        let process = try await EngineProcess.of(engine)
        let location = try await process.emptyTable()
        let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
        let ann = CustomerID("amzn1.account.ANN")
        _ = try await store.accept(.of(ann, access: "Atza|access-of-ann", refresh: "Atzr|refresh-of-ann"))
        for id in ["waiting", "dead"] {
            try await store.put(.answer(id, "front-door-of-ann", body: "body-of-the-answer"), ann)
        }
        let taken = try #require(try await store.take().first)
        try await store.settle(taken, .dead(reason: "400", attempts: 1), at: .at(0))
        try await store.promise(
            .answer("promised", "front-door-of-ann", body: "body-of-the-answer"), for: ann, at: .at(0), dueAt: .at(9),
            expiresAt: .at(99))
        let endpoints = Array(#"[{"endpointId": "front-door-of-ann", "friendlyName": "name-of-the-lamp"}]"#.utf8)
        try await store.keep(StoredHome(cloud: "tuya", endpoints: endpoints, asOf: .at(0)), of: ann, before: .soon)

        let account = StoredAccount(
            cloud: "tuya", name: "account-of-ann",
            fields: [
                .init("client_id", Secret("client-id-of-ann")), .init("client_secret", Secret("client-secret-of-ann")),
            ])
        let added = try await store.replace(
            CustomerAccounts(ann, [account]), forgettingHomesAt: [], before: .soon)
        #expect(added)

        let scan = try await process.dynamoDB().call(
            "Scan", ["TableName": .string(location.table), "ConsistentRead": true], before: .soon)
        let items = scan["Items"]?.array ?? []
        // A grant, a mailbox, three events, a dead letter, a home, the accounts.
        #expect(items.count == 8)
        let table = String(decoding: JSONValue.array(items).encoded(), as: UTF8.self)
        for secret in Self.secrets {
            #expect(!table.contains(secret))
            for blob in blobs(in: .array(items)) { #expect(blob.range(of: Data(secret.utf8)) == nil) }
        }
        #expect(blobs(in: .array(items)).count == 6)
    }

    /// A message of the queue, with all attributes that SQS returns.
    @Test(arguments: StoreEngine.dynamoDB)
    func theQueueHasNoSecretAtAll(engine: StoreEngine) async throws {
        let process = try await EngineProcess.of(engine)
        var location = try await process.emptyTable()
        let queue = try await process.emptyQueue()
        location.queue = queue
        let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
        let ann = CustomerID("amzn1.account.ANN")
        _ = try await store.accept(.of(ann, access: "Atza|access-of-ann", refresh: "Atzr|refresh-of-ann"))
        try await store.put(.answer("waiting", "front-door-of-ann", body: "body-of-the-answer"), ann)
        #expect(store.knownDue(of: store.key(of: ann)) == .at(0))
        try await store.ring(for: store.key(of: ann), after: .zero, before: .soon)

        let messages = try await process.messages(in: queue, waiting: 2)
        #expect(messages.count == 1)
        let body = messages.first?["Body"]?.string ?? ""
        #expect(body == #"{"customer":"\#(store.key(of: ann).rawValue)"}"#)
        let text = String(decoding: JSONValue.array(messages.map { .object($0) }).encoded(), as: UTF8.self)
        for secret in Self.secrets + ["waiting"] { #expect(!text.contains(secret)) }
        // Another key makes another hash, so the hash does not identify the customer.
        let other = DynamoDBStore(try await process.emptyTable(), try HTTPTransport(), environment: .live)
        #expect(other.key(of: ann) != store.key(of: ann))
    }

    /// The values of all binary attributes.
    private func blobs(in value: JSONValue) -> [Data] {
        if let array = value.array { return array.flatMap(blobs) }
        guard let object = value.object else { return [] }
        return object.members.flatMap { member -> [Data] in
            if member.key == "B", let text = member.value.string { return Data(base64Encoded: text).map { [$0] } ?? [] }
            return blobs(in: member.value)
        }
    }

    @Test(arguments: StoreEngine.dynamoDB)
    func aKeyIsRotated(engine: StoreEngine) async throws {
        var location = try await EngineProcess.of(engine).emptyTable()
        let keys = (0..<3).map { _ in StoreKeyRing.randomKey() }
        func store(_ indices: Int...) throws -> DynamoDBStore {
            location.keys = try StoreKeyRing(Secret(indices.map { keys[$0] }.joined(separator: ", ")))
            return DynamoDBStore(location, try HTTPTransport(), environment: .live)
        }
        // The first key alone; then newer ones are put before it. The first one stays, because ids are hashed with it.
        let first = try store(0)
        _ = try await first.accept(.of(.ann, access: "one"))
        try await first.put(.answer("a"))
        let second = try store(1, 0)
        let grant = try #require(try await second.grant(of: .ann))
        #expect(grant.accessToken.exposed == "one")
        #expect(try await second.take().map(\.event) == [.answer("a")])
        var renewed = grant
        renewed.accessToken = Secret("two")
        #expect(try await second.renew(renewed, before: .soon)?.accessToken.exposed == "two")

        // A record encrypted with the second key cannot be read with the first one, but the customer is still found.
        await #expect(throws: StoreFailure.self) { _ = try await store(0).grant(of: .ann) }
        #expect(try await store(2, 1, 0).grant(of: .ann)?.accessToken.exposed == "two")
        let last = try await store(2, 1, 0).accept(.of(.ann, acceptedAt: 9, access: "three"))
        #expect(last)
        // No record uses the second key any more.
        #expect(try await store(2, 0).grant(of: .ann)?.accessToken.exposed == "three")
        #expect(try await store(1).grant(of: .ann) == nil)
    }

    /// Accounts are encrypted with the newest key and read with any; customers are still found and listed.
    @Test(arguments: StoreEngine.dynamoDB)
    func aKeyOfAccountsIsRotated(engine: StoreEngine) async throws {
        var location = try await EngineProcess.of(engine).emptyTable()
        let keys = (0..<2).map { _ in StoreKeyRing.randomKey() }
        func store(_ indices: Int...) throws -> DynamoDBStore {
            location.keys = try StoreKeyRing(Secret(indices.map { keys[$0] }.joined(separator: ", ")))
            return DynamoDBStore(location, try HTTPTransport(), environment: .live)
        }
        func customers(_ store: DynamoDBStore) async throws -> (ids: [String], damaged: Int) {
            let page = try await store.customers(from: nil, limit: 10, before: .soon)
            return (page.customers.map(\.customer.rawValue), page.damaged)
        }
        let account = StoredAccount(cloud: "tuya", name: "a", fields: [.init("client_secret", Secret("one"))])
        _ = try await store(0).replace(CustomerAccounts(.ann, [account]), forgettingHomesAt: [], before: .soon)
        let both = try store(1, 0)
        var accounts = try await both.accounts(of: .ann, before: .soon)
        #expect(accounts.accounts == [account])
        #expect(try await customers(both) == (["ann"], 0))
        accounts.accounts = [StoredAccount(cloud: "tuya", name: "b", fields: [])]
        let changed = try await both.replace(accounts, forgettingHomesAt: [], before: .soon)
        #expect(changed)
        // Without the newer key the accounts are damaged, not missing.
        let old = try store(0)
        await #expect { _ = try await old.accounts(of: .ann, before: .soon) } throws: { error in
            (error as? StoreFailure)?.kind == .damaged
        }
        await #expect { _ = try await old.accountsAndHomes(of: .ann, before: .soon) } throws: { error in
            (error as? StoreFailure)?.kind == .damaged
        }
        #expect(try await customers(old) == ([], 1))
        #expect(try await both.accounts(of: .ann, before: .soon).accounts.map(\.name) == ["b"])
    }

    /// An account that was copied to another customer is damaged, not theirs.
    @Test(arguments: StoreEngine.dynamoDB)
    func accountsThatWereMovedAreRefused(engine: StoreEngine) async throws {
        let process = try await EngineProcess.of(engine)
        let location = try await process.emptyTable()
        let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
        for (customer, name) in [(CustomerID.ann, "a"), (.bob, "b")] {
            let account = StoredAccount(cloud: "tuya", name: name, fields: [])
            _ = try await store.replace(CustomerAccounts(customer, [account]), forgettingHomesAt: [], before: .soon)
        }
        let dynamoDB = try process.dynamoDB()
        let scan = try await dynamoDB.call("Scan", ["TableName": .string(location.table)], before: .soon)
        let items = (scan["Items"]?.array ?? []).compactMap(\.object)
        try #require(items.count == 2)
        for (item, other) in [(items[0], items[1]), (items[1], items[0])] {
            var moved = item
            moved["accounts"] = other["accounts"]
            _ = try await dynamoDB.call(
                "PutItem", ["TableName": .string(location.table), "Item": .object(moved)], before: .soon)
        }
        for customer in [CustomerID.ann, .bob] {
            await #expect { _ = try await store.accounts(of: customer, before: .soon) } throws: { error in
                (error as? StoreFailure)?.kind == .damaged
            }
        }
    }

    /// An event that was copied to another entry is damaged, not somebody else's.
    @Test(arguments: StoreEngine.dynamoDB)
    func aBlobThatWasMovedIsRefused(engine: StoreEngine) async throws {
        let process = try await EngineProcess.of(engine)
        let location = try await process.emptyTable()
        let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
        try await store.put(.answer("a"), .ann)
        try await store.put(.answer("b"), .bob)
        let dynamoDB = try process.dynamoDB()
        let scan = try await dynamoDB.call("Scan", ["TableName": .string(location.table)], before: .soon)
        let bodies = (scan["Items"]?.array ?? []).compactMap(\.object).filter { $0["body"] != nil }
        try #require(bodies.count == 2)
        var moved = bodies[0]
        moved["body"] = bodies[1]["body"]
        _ = try await dynamoDB.call(
            "PutItem", ["TableName": .string(location.table), "Item": .object(moved)], before: .soon)
        #expect(try await store.all().count(where: \.isDamaged) == 1)
    }
}
