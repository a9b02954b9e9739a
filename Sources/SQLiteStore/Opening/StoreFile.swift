import EventGateway
import Foundation
import GRDB

/// A store's file: made if there is none, looked at before anything in it is touched, opened.
struct StoreFile {
    let path: String
    let cipher: RecordCipher
    let limits: SQLiteStore.Limits

    /// Opens the file for use. Blocks.
    func open() throws -> DatabaseQueue {
        let access = FileAccess(path: path)
        try access.prepare()
        // Two that make the same store at the same time would see each other's half-made tables.
        let lock = try FolderLock(access.folder, patience: limits.busyTimeout)
        defer { lock.release() }
        try inspect()
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.writeWithoutTransaction { db in
            guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                throw StoreFailure.cannotOpen(
                    path, "its file system has no write-ahead log, as network drives have none")
            }
            try db.execute(sql: "PRAGMA application_id = \(StoreSchema.applicationID)")
        }
        try schema.migrator.migrate(database)
        return database
    }

    /// Refuses whatever is not our store, without changing a byte of it.
    private func inspect() throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(limits.busyTimeout)
        // A log that a killed process has left behind would be written into the file when the last connection closes; one
        // that only reads does not. Without such a log, one that writes leaves nothing behind.
        configuration.readonly = unsafe access("\(path)-wal", F_OK) == 0
        let database = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? database.close() }
        try database.writeWithoutTransaction { try check($0) }
    }

    private func check(_ db: Database) throws {
        let applicationID = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables = try Set(String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'"))
        guard applicationID == StoreSchema.applicationID || (applicationID == 0 && tables.isEmpty) else {
            throw StoreFailure.damaged(path)
        }
        if tables.contains("grdb_migrations"), try schema.migrator.hasBeenSuperseded(db) {
            throw StoreFailure.tooNew(path)
        }
        // The table comes with its row or not at all.
        guard tables.contains("store") else { return }
        guard let proof = try Data.fetchOne(db, sql: "SELECT key_check FROM store") else {
            throw StoreFailure.damaged(path)
        }
        guard cipher.open(proof, at: .keyCheck) != nil else { throw StoreFailure.wrongKey(path) }
    }

    private var schema: StoreSchema { StoreSchema(cipher: cipher) }

    private var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "SQLiteStore"
        configuration.busyMode = .timeout(limits.busyTimeout)
        configuration.prepareDatabase { [limits] db in
            // Not `Configuration.journalMode`, which would give up the wait for the disk.
            try db.execute(
                sql: """
                    PRAGMA synchronous = FULL;
                    PRAGMA secure_delete = ON;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA journal_size_limit = \(32 << 20);
                    """)
            guard let maximumBytes = limits.maximumBytes else { return }
            let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 4096
            try db.execute(sql: "PRAGMA max_page_count = \(max(1, maximumBytes / pageSize))")
        }
        return configuration
    }
}
