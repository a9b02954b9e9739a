import EventGateway
import Foundation
import GRDB
import GRDBSQLite
import Logging
import Synchronization

/// The open file. It is reopened when another file is at its path: a backup was put there, or the file was deleted or moved.
/// Otherwise this process would continue with a file that no other process sees.
final class StoreConnection: Sendable {
    private struct State {
        var database: DatabaseQueue?
        var identity: FileIdentity?
        var isClosed = false
    }

    private let file: StoreFile
    private let logger: Logger
    private let state: Mutex<State>

    /// Opens the file. Blocks.
    init(_ file: StoreFile, logger: Logger) throws {
        self.file = file
        self.logger = logger
        state = Mutex(State(database: try file.open(), identity: FileIdentity(file.path)))
    }

    /// Sets the time until which SQLite waits for locks of other processes.
    func waitForLocks(until end: ContinuousClock.Instant) {
        file.lockTimeout.wait(until: end)
    }

    /// The open file, reopened if another file is at the path now. Blocks.
    func database() throws -> DatabaseQueue {
        try state.withLock { state in
            if state.isClosed { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
            let identity = FileIdentity(file.path)
            if let database = state.database {
                if identity == state.identity { return database }
                logger.error(
                    "store_replaced",
                    metadata: [
                        "path": "\(file.path)",
                        "reason": """
                        \(identity == nil ? "The file was deleted or moved" : "Another file stands at the path"); \
                        the store is opened anew.
                        """,
                    ])
                state.database = nil
                try Self.abandon(database)
            }
            let database = try file.open()
            state.database = database
            state.identity = FileIdentity(file.path)
            return database
        }
    }

    /// Closes the file. Blocks.
    func close() throws {
        try state.withLock { state in
            state.isClosed = true
            try state.database?.close()
            state.database = nil
        }
    }

    /// Closes a file that is no longer at the path. SQLite would delete the write-ahead log by its name, which may belong to the
    /// new file. Source: SQLite, "How To Corrupt An SQLite Database File", 2.4.
    private static func abandon(_ database: DatabaseQueue) throws {
        database.writeWithoutTransaction { db in
            var isOn: CInt = 1
            _ = unsafe sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_PERSIST_WAL, &isOn)
        }
        try database.close()
    }
}
