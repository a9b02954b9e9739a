import AlexaProtocol
import EventGateway
import Foundation
import GRDB

extension StoreSchema {
    /// Ids of customers and endpoints become hashes, and their names move into the encrypted body. New: homes, the number of lost
    /// leases, the number of attempts that count for the retry policy, and the time at which a token was obtained.
    func upgradeToVersion2(_ db: Database) throws {
        for table in ["grants", "customers", "queues", "entries"] {
            try db.execute(sql: "ALTER TABLE \(table) RENAME TO old_\(table)")
        }
        try db.execute(sql: Self.version2)
        try copyGrants(db)
        try copyQueues(db)
        try copyEntries(db)
        // Their indices are dropped with them.
        for table in ["grants", "entries", "queues", "customers"] { try db.execute(sql: "DROP TABLE old_\(table)") }
        try db.execute(sql: Self.version2Indices)
    }

    private func copyGrants(_ db: Database) throws {
        let rows = try Row.fetchAll(db, sql: "SELECT customer, accepted_at FROM old_grants")
        for row in rows {
            let customer: String = try row.value(0)
            // An access token is valid for an hour, by Amazon's documentation.
            try db.execute(
                sql: """
                    INSERT INTO grants SELECT ?1, accepted_at, revision, region, access_token, refresh_token,
                        expires_at - 3600000, expires_at, renewing_until
                    FROM old_grants WHERE customer = ?2
                    """, arguments: [cipher.hash(of: CustomerID(customer)), customer])
        }
    }

    private func copyQueues(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT id, name FROM old_customers") {
            let (id, name) = (try row.value(0) as Int64, try row.value(1) as String)
            try db.execute(
                sql: "INSERT INTO customers SELECT id, ?1, hold_until, due FROM old_customers WHERE id = ?2",
                arguments: [cipher.hash(of: CustomerID(name)), id])
        }
        let rows = try Row.fetchCursor(db, sql: "SELECT id, endpoint FROM old_queues")
        while let row = try rows.next() {
            let (id, endpoint) = (try row.value(0) as Int64, try row.value(1) as String)
            try db.execute(
                sql: """
                    INSERT INTO queues SELECT id, customer, ?1, due, held_entry, held_until, lease_token
                    FROM old_queues WHERE id = ?2
                    """, arguments: [cipher.hash(ofEndpoint: endpoint.isEmpty ? nil : endpoint), id])
        }
    }

    private func copyEntries(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT old_entries.id, old_customers.name, old_queues.endpoint, message_id, kind, namespace,
                    old_entries.name, template
                FROM old_entries JOIN old_queues ON old_queues.id = queue
                    JOIN old_customers ON old_customers.id = old_queues.customer
                """)
        while let row = try rows.next() {
            let (id, customer) = (try row.value(0) as Int64, CustomerID(try row.value(1)))
            let endpoint: String = try row.value(2)
            var body: Data = try row.value(7)
            // A damaged entry stays damaged.
            if let template = cipher.open(body, at: .template(entry: id, customer)),
                let kind = OutgoingEvent.Kind(rawValue: try row.value(4))
            {
                let event = OutgoingEvent(
                    messageId: try row.value(3), kind: kind, namespace: try row.value(5), name: try row.value(6),
                    endpointId: endpoint.isEmpty ? nil : endpoint, template: Array(template))
                body = try cipher.seal(StoredBody(event, of: customer).bytes, at: .body(entry: id))
            }
            try db.execute(
                sql: """
                    INSERT INTO entries SELECT id, queue, state, place, attempts, attempts, 0, created_at, not_before,
                        expires_at, is_fallback, may_be_sent, reason, message_id, kind, ?1
                    FROM old_entries WHERE id = ?2
                    """, arguments: [body, id])
        }
    }

    private static let version2 = """
        CREATE TABLE grants (
            customer BLOB PRIMARY KEY NOT NULL,
            accepted_at INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            region TEXT NOT NULL,
            access_token BLOB NOT NULL,
            refresh_token BLOB NOT NULL,
            obtained_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            renewing_until INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE homes (
            customer BLOB NOT NULL,
            cloud TEXT NOT NULL,
            as_of INTEGER NOT NULL,
            endpoints BLOB NOT NULL,
            PRIMARY KEY (customer, cloud)
        ) STRICT;

        CREATE TABLE customers (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            hold_until INTEGER NOT NULL DEFAULT 0,
            due INTEGER
        ) STRICT;

        CREATE TABLE queues (
            id INTEGER PRIMARY KEY,
            customer INTEGER NOT NULL REFERENCES customers,
            endpoint BLOB NOT NULL,
            due INTEGER,
            held_entry INTEGER,
            held_until INTEGER,
            lease_token INTEGER,
            UNIQUE (customer, endpoint)
        ) STRICT;

        CREATE TABLE entries (
            id INTEGER PRIMARY KEY,
            queue INTEGER NOT NULL REFERENCES queues,
            state TEXT NOT NULL,
            place INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            counted_attempts INTEGER NOT NULL DEFAULT 0,
            lost_leases INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            not_before INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            is_fallback INTEGER NOT NULL DEFAULT 0,
            may_be_sent INTEGER NOT NULL DEFAULT 0,
            reason TEXT,
            message_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        """

    private static let version2Indices = """
        CREATE INDEX customers_due ON customers (due) WHERE due IS NOT NULL;
        CREATE INDEX queues_due ON queues (customer, due) WHERE due IS NOT NULL;
        CREATE INDEX queues_held ON queues (customer, held_until) WHERE held_until IS NOT NULL;
        CREATE INDEX entries_queue ON entries (queue, state, place);
        CREATE INDEX entries_fallback ON entries (message_id) WHERE is_fallback = 1;
        CREATE INDEX entries_promised ON entries (not_before) WHERE state = 'promised';
        CREATE INDEX entries_dead ON entries (id) WHERE state = 'dead';
        """
}
