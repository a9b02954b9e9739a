import EventGateway
import Foundation
import GRDB

/// A store's file: made if there is none, looked at before anything in it is touched, opened.
struct StoreFile: Sendable {
    let path: String
    let cipher: RecordCipher
    let limits: SQLiteStore.Limits
    /// Whether a store that cannot be written is opened for reading instead.
    let mayBeReadOnly: Bool
    /// Until when opening and later work wait for locks of other processes.
    let lockTimeout = LockTimeout()

    /// Opens the file for use. Blocks.
    func open() throws -> DatabaseQueue {
        do {
            return try openForWriting()
        } catch {
            let failure = StoreFailure(error, path: path)
            guard mayBeReadOnly, failure.kind == .full || failure.kind == .readOnly else { throw failure }
            guard let database = try openForReading() else { throw failure }
            return database
        }
    }

    private func openForWriting() throws -> DatabaseQueue {
        let access = FileAccess(path: path)
        try access.prepare()
        // A store that is complete needs no change, so it is opened even while another process writes.
        if isComplete { return try DatabaseQueue(path: path, configuration: usual) }
        // Two that make the same store at the same time would see each other's half-made tables.
        let lock = try AdvisoryLock(access.folder, timeout: lockTimeout.timeLeft)
        defer { lock.release() }
        _ = try inspect()
        let database = try DatabaseQueue(path: path, configuration: usual)
        try database.writeWithoutTransaction { db in
            guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                throw StoreFailure.cannotOpen(
                    path, "its file system has no write-ahead log, as network drives have none")
            }
            try db.execute(sql: "PRAGMA application_id = \(StoreSchema.applicationID)")
        }
        try schema.migrator.migrate(database)
        // What older versions kept unencrypted must not stay in the log either.
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        return database
    }

    /// Whether the store can be used as it is.
    private var isComplete: Bool {
        do {
            return try inspect()
        } catch {
            // It may be in the making. It is looked at again under the lock, and the failure told then.
            return false
        }
    }

    /// The file for reading only; `nil` if there is no store of this version in it.
    private func openForReading() throws -> DatabaseQueue? {
        try FileAccess(path: path).checkReadable()
        var configuration = usual
        configuration.readonly = true
        var status = stat()
        let hasLog = unsafe stat("\(path)-wal", &status) == 0 && status.st_size > 0
        // Without a log there is nobody who writes, and its index cannot be made here.
        let database = try DatabaseQueue(
            path: hasLog ? path : "file:\(Self.escaped(path))?immutable=1", configuration: configuration)
        return try database.read { try check($0) } ? database : nil
    }

    /// A path in a URI. Source: SQLite, "Uniform Resource Identifiers", 3.1.
    private static func escaped(_ path: String) -> String {
        path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
    }

    /// Refuses whatever is not our store, without changing a byte of it.
    ///
    /// - Returns: whether it is complete, so that opening need not write.
    private func inspect() throws -> Bool {
        var configuration = Configuration()
        configuration.busyMode = lockTimeout.busyMode
        // A log that a killed process has left behind would be written into the file when the last connection closes; one
        // that only reads does not. Without such a log, one that writes leaves nothing behind.
        configuration.readonly = unsafe access("\(path)-wal", F_OK) == 0
        let database = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? database.close() }
        return try database.writeWithoutTransaction { try check($0) }
    }

    /// Checks the key and the version.
    ///
    /// - Returns: whether the store is complete.
    private func check(_ db: Database) throws -> Bool {
        let applicationID = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables = try Set(String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'"))
        guard applicationID == StoreSchema.applicationID || (applicationID == 0 && tables.isEmpty) else {
            throw StoreFailure.damaged(path)
        }
        if tables.contains("grdb_migrations"), try schema.migrator.hasBeenSuperseded(db) {
            throw StoreFailure.tooNew(path)
        }
        // The table comes with its row or not at all.
        guard tables.contains("store") else { return false }
        guard let proof = try Data.fetchOne(db, sql: "SELECT key_check FROM store") else {
            throw StoreFailure.damaged(path)
        }
        guard cipher.open(proof, at: .keyCheck) != nil else { throw StoreFailure.wrongKey(path) }
        return try tables.contains("grdb_migrations") && schema.migrator.hasCompletedMigrations(db)
    }

    private var schema: StoreSchema { StoreSchema(cipher: cipher) }

    private var usual: Configuration {
        var configuration = Configuration()
        configuration.label = "SQLiteStore"
        configuration.busyMode = lockTimeout.busyMode
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
