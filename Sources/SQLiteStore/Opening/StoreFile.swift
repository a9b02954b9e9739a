import EventGateway
import Foundation
import GRDB

/// The file of a store: created if there is none, inspected before anything in it is changed, then opened.
struct StoreFile: Sendable {
    let path: String
    let cipher: RecordCipher
    let limits: SQLiteStore.Limits
    /// Whether a store that cannot be written is opened for reading instead.
    let mayBeReadOnly: Bool
    /// The time until which opening and later work wait for locks of other processes.
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
        // A complete store needs no change, so it can be opened even while another process writes.
        if isComplete { return try DatabaseQueue(path: path, configuration: usual) }
        // Without the lock, two processes that create the same store would see each other's incomplete tables.
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
        // Data that older versions stored unencrypted must not stay in the log.
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        return database
    }

    private var isComplete: Bool {
        do {
            return try inspect()
        } catch {
            // Another process may be creating it. It is inspected again under the lock, and a failure is thrown then.
            return false
        }
    }

    /// Opens the file for reading only; `nil` if it has no store of this version.
    private func openForReading() throws -> DatabaseQueue? {
        try FileAccess(path: path).checkReadable()
        var configuration = usual
        configuration.readonly = true
        var status = stat()
        let hasLog = unsafe stat("\(path)-wal", &status) == 0 && status.st_size > 0
        // Without a log no process is writing, and the log's index cannot be created here.
        let database = try DatabaseQueue(
            path: hasLog ? path : "file:\(Self.escaped(path))?immutable=1", configuration: configuration)
        return try database.read { try check($0) } ? database : nil
    }

    /// A path as part of a URI. Source: SQLite, "Uniform Resource Identifiers", 3.1.
    private static func escaped(_ path: String) -> String {
        path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
    }

    /// Throws unless the file is our store or empty. Does not change the file.
    ///
    /// - Returns: whether the store is complete, so that opening needs no write.
    private func inspect() throws -> Bool {
        var configuration = Configuration()
        configuration.busyMode = lockTimeout.busyMode
        // A connection that can write would copy the log of a killed process into the file when it closes; a read-only one does
        // not. Without a log, a connection that can write leaves no other files.
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
        // The table is created together with its row.
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
            // Not `Configuration.journalMode`, which would not wait for the disk.
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
