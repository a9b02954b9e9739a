import AlexaProtocol
import EventGateway
import Foundation
import GRDB
import SQLiteStore
import TestSupport
import Testing

/// What the files disclose without the key, and the effect of changes to them.
struct SecrecyTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    private static let secrets = [
        "Atza|access-token", "Atzr|refresh-token", "correlation-token", "fallback-token", "report-token",
        "customer-0815", "endpoint-0815",
    ]

    /// Secrets are written through every call that stores one.
    private func useSecrets(_ store: SQLiteStore) async throws {
        let secrets = Self.secrets
        _ = try await store.accept(.of(.ann, access: secrets[0], refresh: secrets[1]))
        _ = try await store.update(.of(.ann, access: secrets[0], refresh: secrets[1]))
        try await store.put(.answer("a", body: secrets[2]))
        try await store.promise(
            .answer("p", "lamp", body: secrets[3]), for: .ann, at: .at(0), dueAt: .at(9), expiresAt: .at(99))
        _ = try await store.fulfil(.answer("p", "lamp", body: secrets[3]), at: .at(1))
        try await store.put(.answer("d", secrets[6]), CustomerID(secrets[5]))
        _ = try await store.accept(.of(CustomerID(secrets[5])))
        for id in ["c1", "c2"] { try await store.put(.changeReport(id, "door", changed: ["x": .string(secrets[4])])) }
        let entry = try #require(try await store.take(at: 1).first { $0.event.messageId == "a" })
        try await store.settle(entry, .split([.answer("b", nil, body: secrets[2])]), at: .at(2))
    }

    @Test func nothingSecretIsReadable() async throws {
        let store = try await place.open()
        try await useSecrets(store)
        for state in ["in use", "closed"] {
            for (name, bytes) in try place.bytes() {
                for secret in Self.secrets {
                    #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) in \(name), \(state)")
                }
            }
            // Readable data is found, so the search works.
            #expect(try place.bytes().values.contains { $0.range(of: Data("waiting".utf8)) != nil })
            if state == "in use" { try await store.close() }
        }
    }

    enum Farewell: CaseIterable {
        case revoked, dropped, droppedByHand
    }

    @Test(arguments: Farewell.allCases)
    func whoHasGoneLeavesNoTrace(farewell: Farewell) async throws {
        let mallory = CustomerID("mallory-4711")
        try await place.withStore { store async throws in
            if farewell == .revoked { _ = try await store.accept(.of(mallory)) }
            try await store.put(.answer("a", "endpoint-4711"), mallory)
            switch farewell {
            case .revoked: _ = try await store.revoke(.of(mallory))
            case .dropped:
                for entry in try await store.take() { try await store.settle(entry, .dropped(.noGrant), at: .at(0)) }
            case .droppedByHand: _ = try await store.drop(1, at: .at(0))
            }
        }
        for bytes in try place.bytes().values { #expect(bytes.range(of: Data("4711".utf8)) == nil) }
    }

    @Test func theSameEventIsNeverEncryptedTheSame() async throws {
        try await place.withStore { store async throws in
            for number in 0..<20 { try await store.put(.answer("same", "\(number)")) }
        }
        let blobs = try await tamper { try Data.fetchSet($0, sql: "SELECT body FROM entries") }
        #expect(blobs.count == 20)
    }

    /// Changes the file directly, not through the store.
    private func tamper<Value: Sendable>(_ change: @escaping @Sendable (Database) throws -> Value) async throws -> Value
    {
        let database = try place.openDirectly()
        defer { try? database.close() }
        return try await database.write(change)
    }

    /// A body copied from another row, a changed one, a cut one, none.
    @Test(arguments: [
        "UPDATE entries SET body = (SELECT body FROM entries WHERE id = 2) WHERE id = 1",
        "UPDATE entries SET body = CAST(substr(body, 1, 40) || x'00' || substr(body, 42) AS BLOB) WHERE id = 1",
        "UPDATE entries SET body = substr(body, 1, 20) WHERE id = 1",
        "UPDATE entries SET body = x'' WHERE id = 1",
    ])
    func aChangedBodyIsNotSent(change: String) async throws {
        try await place.withStore { store async throws in
            try await store.put(.answer("first and long enough to be cut somewhere"))
            try await store.put(.answer("bobs", "lamp"), .bob)
        }
        try await tamper { try $0.execute(sql: change) }
        try await place.withStore { store async throws in
            try await store.put(.answer("next"))
            // It is leased as damaged; then the events behind it are leased, and listing still works.
            let taken = try await store.take()
            for entry in taken where entry.isDamaged {
                try await store.settle(entry, .dead(reason: "damaged", attempts: 0), at: .at(0))
            }
            let sendable = try await taken.filter { !$0.isDamaged }.messageIds + store.take().messageIds
            #expect(Set(sendable) == ["bobs", "next"])
            let dead = try await store.all(.dead)
            #expect(dead.map(\.id) == [1])
            #expect(dead.first?.event.template == [])
            #expect(dead.first?.reason?.contains("damaged") == true)
            #expect(try await failure(of: { _ = try await store.retry(1, at: .at(0), expiresAt: .at(9)) }) == .damaged)
            #expect(try await store.drop(1, at: .at(0)))
        }
    }

    @Test(arguments: [
        "UPDATE grants SET access_token = refresh_token WHERE region = 'EU'",
        "UPDATE grants SET refresh_token = (SELECT refresh_token FROM grants WHERE region = 'NA') WHERE region = 'EU'",
        "UPDATE grants SET access_token = x'00' WHERE region = 'EU'",
        "UPDATE grants SET region = 'XX' WHERE region = 'EU'",
    ])
    func aChangedGrantIsNotUsed(change: String) async throws {
        try await place.withStore { store async throws in
            _ = try await store.accept(.of(.ann, region: .eu))
            _ = try await store.accept(.of(.bob, region: .na))
        }
        try await tamper { try $0.execute(sql: change) }
        try await place.withStore { store async throws in
            #expect(try await failure(of: { _ = try await store.grant(of: .ann) }) == .damaged)
            #expect(try await store.grant(of: .bob) == .of(.bob, region: .na))
            // A new grant replaces the damaged one.
            #expect(try await store.accept(.of(.ann, acceptedAt: 1)))
            #expect(try await store.grant(of: .ann) == .of(.ann, acceptedAt: 1))
        }
    }
}
