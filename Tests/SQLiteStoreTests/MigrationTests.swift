import AlexaProtocol
import Crypto
import EventGateway
import Foundation
import GRDB
import SQLiteStore
import TestSupport
import Testing

/// A store of version 1 is migrated to version 2 with all its data.
struct MigrationTests {
    let place: Workplace
    private let key = SymmetricKey(size: .bits256)

    init() throws {
        let bytes = unsafe key.withUnsafeBytes { unsafe Data($0) }
        place = try Workplace(key: try StoreKey(Secret(bytes.base64EncodedString())))
    }

    private func seal(_ text: String, _ place: String) throws -> Data {
        try #require(AES.GCM.seal(Data(text.utf8), using: key, authenticating: Data(place.utf8)).combined)
    }

    /// A store in the format of version 1: a grant, a waiting event, a leased one, a promise, a dead one, and one with a damaged
    /// body.
    private func makeVersion1() throws {
        let database = try place.openDirectly()
        try database.writeWithoutTransaction { db in
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: Self.version1)
            try db.execute(
                sql: "INSERT INTO store VALUES (1, ?, 5)", arguments: [try seal("", "store.key_check")])
            try db.execute(
                sql: "INSERT INTO grants VALUES ('ann-4711', ?, 3, 'FE', ?, ?, ?, 0)",
                arguments: [
                    Timestamp.at(0).milliseconds, try seal("access", "grants.access_token/ann-4711"),
                    try seal("refresh", "grants.refresh_token/ann-4711"), Timestamp.at(3600).milliseconds,
                ])
            try db.execute(
                sql: "INSERT INTO customers VALUES (1, 'ann-4711', ?, ?)",
                arguments: [Timestamp.at(2).milliseconds, Timestamp.at(2).milliseconds])
            try db.execute(
                sql: """
                    INSERT INTO queues VALUES (1, 1, 'lock-4711', ?, NULL, NULL, NULL), (2, 1, '', ?, 2, ?, 77)
                    """,
                arguments: [
                    Timestamp.at(1).milliseconds, Timestamp.at(60).milliseconds, Timestamp.at(60).milliseconds,
                ])
            let entries: [(queue: Int, state: String, attempts: Int, isFallback: Bool)] = [
                (1, "waiting", 1, false), (2, "waiting", 0, false), (1, "promised", 0, true), (1, "dead", 4, false),
                (2, "dead", 0, false),
            ]
            for (index, entry) in entries.enumerated() {
                let id = index + 1
                let body = try seal("body \(id)\u{0}", "entries.template/\(id == 5 ? 99 : id)/ann-4711")
                try db.execute(
                    sql: """
                        INSERT INTO entries VALUES
                            (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 'why', ?, 'answer', 'Alexa', 'Response', ?)
                        """,
                    arguments: [
                        id, entry.queue, entry.state, id << 20, entry.attempts, Timestamp.at(0).milliseconds,
                        Timestamp.at(id == 3 ? 50 : 1).milliseconds, Timestamp.at(900).milliseconds, entry.isFallback,
                        "m\(id)", body,
                    ])
            }
            try db.execute(sql: "INSERT INTO dropped VALUES ('expired', 7)")
        }
        try database.close()
    }

    @Test func everythingIsKept() async throws {
        try makeVersion1()
        let customer = CustomerID("ann-4711")
        try await place.withStore { store async throws in
            let grant = try #require(try await store.grant(of: customer))
            #expect((grant.accessToken.exposed, grant.refreshToken.exposed) == ("access", "refresh"))
            #expect((grant.acceptedAt, grant.revision, grant.region) == (.at(0), 3, .fe))
            #expect((grant.obtainedAt, grant.expiresAt) == (.at(0), .at(3600)))

            let entries = try await store.all()
            #expect(entries.messageIds == ["m1", "m2", "m3", "m4", "m5"])
            #expect(entries.map(\.state) == [.waiting, .waiting, .promised, .dead, .dead])
            #expect(entries.map(\.attempts) == [1, 0, 0, 4, 0])
            #expect(entries.map(\.countedAttempts) == [1, 0, 0, 4, 0])
            #expect(entries.map(\.isDamaged) == [false, false, false, false, true])
            #expect(entries.map(\.event.endpointId) == ["lock-4711", nil, "lock-4711", "lock-4711", nil])
            #expect(entries[0].event.template == Array("body 1".utf8) + [0])
            #expect(
                (entries[0].event.namespace, entries[0].event.name, entries[0].customer) == (
                    "Alexa", "Response", customer
                ))
            #expect(entries[1].lease == OutboxEntry.Lease(token: 77, until: .at(60)))
            #expect(try await store.census().dropped == [.expired: 7])

            // The other relay's lease still counts, the customer's hold ends, and the promise can be fulfilled.
            #expect(try await store.take(at: 1.5).isEmpty)
            #expect(try await store.take(at: 2).messageIds == ["m1"])
            try await store.settle(entries[1], .delivered, at: .at(3))
            #expect(
                try await store.fulfil(
                    .answer("m3", "lock-4711", body: "done"), for: customer, at: .at(3)))
            try await store.put(.answer("m6", "lock-4711"), customer)
            #expect(try await store.all().map(\.id).last == 6)
        }
    }

    @Test func idsAreNotReadableAnyMore() async throws {
        try makeVersion1()
        #expect(try place.bytes().values.contains { $0.range(of: Data("4711".utf8)) != nil })
        let store = try await place.open()
        for state in ["open", "closed"] {
            for (name, bytes) in try place.bytes() {
                #expect(bytes.range(of: Data("4711".utf8)) == nil, "\(name), \(state)")
            }
            if state == "open" { try await store.close() }
        }
    }

    @Test(.enabled(if: Mount.isPossible)) func anOldStoreCannotBeLookedAtWithoutUpgrade() async throws {
        let mount = try Mount(at: place.folder, megabytes: 4)
        try makeVersion1()
        try mount.change("ro")
        #expect(try await failure(of: { try await place.open(for: .look).close() }) == .readOnly)
        try mount.end()
    }

    private static let version1 = """
        PRAGMA application_id = 0x50726368;
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('1');
        CREATE TABLE store (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            key_check BLOB NOT NULL,
            last_entry INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE grants (
            customer TEXT PRIMARY KEY NOT NULL,
            accepted_at INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            region TEXT NOT NULL,
            access_token BLOB NOT NULL,
            refresh_token BLOB NOT NULL,
            expires_at INTEGER NOT NULL,
            renewing_until INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE customers (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            hold_until INTEGER NOT NULL DEFAULT 0,
            due INTEGER
        ) STRICT;
        CREATE INDEX customers_due ON customers (due) WHERE due IS NOT NULL;

        CREATE TABLE queues (
            id INTEGER PRIMARY KEY,
            customer INTEGER NOT NULL REFERENCES customers,
            endpoint TEXT NOT NULL,
            due INTEGER,
            held_entry INTEGER,
            held_until INTEGER,
            lease_token INTEGER,
            UNIQUE (customer, endpoint)
        ) STRICT;
        CREATE INDEX queues_due ON queues (customer, due) WHERE due IS NOT NULL;
        CREATE INDEX queues_held ON queues (customer, held_until) WHERE held_until IS NOT NULL;

        CREATE TABLE entries (
            id INTEGER PRIMARY KEY,
            queue INTEGER NOT NULL REFERENCES queues,
            state TEXT NOT NULL,
            place INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            not_before INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            is_fallback INTEGER NOT NULL DEFAULT 0,
            may_be_sent INTEGER NOT NULL DEFAULT 0,
            reason TEXT,
            message_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            namespace TEXT NOT NULL,
            name TEXT NOT NULL,
            template BLOB NOT NULL
        ) STRICT;
        CREATE INDEX entries_queue ON entries (queue, state, place);
        CREATE INDEX entries_fallback ON entries (message_id) WHERE is_fallback = 1;
        CREATE INDEX entries_promised ON entries (not_before) WHERE state = 'promised';
        CREATE INDEX entries_dead ON entries (id) WHERE state = 'dead';

        CREATE TABLE dropped (
            reason TEXT PRIMARY KEY NOT NULL,
            events INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
