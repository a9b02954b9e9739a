import EventGateway
import Foundation
import GRDB
import GRDBSQLite
import Logging
import Synchronization

/// The open file. Opens it anew when another file stands at its path: a backup was put there, or the file was deleted or
/// moved. Otherwise one process would go on with a file that no other process sees.
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

    /// SQLite waits for locks of other processes until this time.
    func waitForLocks(until end: ContinuousClock.Instant) {
        file.lockTimeout.wait(until: end)
    }

    /// The open file, opened anew if it is not the file at the path any more. Blocks.
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

    /// Closes a file that does not stand at the path any more. SQLite would delete the write-ahead log by its name, and that
    /// may belong to the new file. Source: SQLite, "How To Corrupt An SQLite Database File", 2.4.
    private static func abandon(_ database: DatabaseQueue) throws {
        database.writeWithoutTransaction { db in
            var isOn: CInt = 1
            _ = unsafe sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_PERSIST_WAL, &isOn)
        }
        try database.close()
    }
}
