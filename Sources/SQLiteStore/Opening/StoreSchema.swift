import Foundation
import GRDB

/// The tables of the store, one migration per version; a migration that was shipped is never changed.
///
/// Times are milliseconds since 1970. A queue holds the entries for one endpoint of one customer (an empty `endpoint`: events
/// that name none). It is kept after its last entry, because more entries will follow. `due` is the time at which the first entry
/// of a queue, or of any queue of a customer, may be leased, so that a relay finds due entries by two short index scans. A lease
/// belongs to the queue: two entries of a queue are never leased at the same time, and a lease does not write the entries.
struct StoreSchema {
    /// `Prch` in the file's header distinguishes a store from other SQLite files.
    static let applicationID = 0x5072_6368

    let cipher: RecordCipher

    var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1", foreignKeyChecks: .immediate) { [cipher] db in
            try db.execute(sql: Self.version1)
            try db.execute(
                sql: "INSERT INTO store (id, key_check, last_entry) VALUES (1, ?, 0)",
                arguments: [try cipher.seal([], at: .keyCheck)])
        }
        migrator.registerMigration("2") { db in try upgradeToVersion2(db) }
        migrator.registerMigration("3") { db in try db.execute(sql: Self.version3) }
        return migrator
    }

    /// The accounts of customers.
    private static let version3 = """
        CREATE TABLE accounts (
            id INTEGER PRIMARY KEY,
            customer BLOB NOT NULL UNIQUE,
            version INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        """

    private static let version1 = """
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
