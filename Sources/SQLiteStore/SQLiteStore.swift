package import EventGateway
import Foundation
import GRDB
package import Logging
package import Timing

/// Grants, outbox and known homes in one SQLite file. Several processes, and several of these, may use one file at the same
/// time.
///
/// Tokens, the bodies of events and homes, and the ids of customers and endpoints are encrypted or hashed with the key; the
/// store's own numbers, times, message ids and counts are not. What was confirmed is on disk and survives a kill and a power
/// failure. Nothing here blocks a cooperative thread, every call returns by its deadline, and a cancelled task's work is done
/// to its end.
package struct SQLiteStore: Sendable {
    /// How far the store may go.
    package struct Limits: Sendable {
        /// How large the file may grow, without its log of at most a few MB; `nil`: as large as there is room.
        package var maximumBytes: Int?

        /// No limits.
        package init() {}
    }

    /// What a store is opened for.
    package enum Purpose: Sendable {
        /// To read and write it; made if there is none.
        case use
        /// To read it. If the device is full or read-only, the store is opened for reading only: what would write throws
        /// ``EventGateway/StoreFailure/Kind/readOnly``.
        case look
    }

    let commits: CommitQueue
    let cipher: RecordCipher
    let clock = ClockWatch()

    /// Opens the store at `path`, or makes one. The key of a store is that of whoever made it.
    ///
    /// Only the owner of the file may read it afterwards, and the same holds for a folder that had to be made. When another
    /// file is put at `path` later, that one is opened and the log line `store_replaced` written.
    ///
    /// - Throws: ``EventGateway/StoreFailure`` by the deadline; the file then is as it was.
    package static func open(
        at path: String, key: StoreKey, for purpose: Purpose = .use, limits: Limits = Limits(),
        logger: Logger = Logger(label: "store") { _ in SwiftLogNoOpLogHandler() }, before deadline: Deadline
    ) async throws(StoreFailure) -> SQLiteStore {
        let cipher = RecordCipher(key)
        let mayBeReadOnly =
            switch purpose {
            case .use: false
            case .look: true
            }
        let file = StoreFile(path: path, cipher: cipher, limits: limits, mayBeReadOnly: mayBeReadOnly)
        let timeLeft = deadline.timeLeft
        // Earlier than the deadline, so that a lock is told from a device that hangs.
        file.lockTimeout.wait(until: .now + max(timeLeft / 2, timeLeft - .milliseconds(50)))
        let waiter = Waiter<StoreConnection>()
        let connection = try await waiter.value {
            DispatchQueue.global().async {
                waiter.finish(
                    Result { try StoreConnection(file, logger: logger) }.mapError { StoreFailure($0, path: path) })
            }
            // The device itself may hang.
            DispatchQueue.global().asyncAfter(deadline: .now() + max(.zero, timeLeft) / .seconds(1)) {
                waiter.finish(.failure(.timedOut(path)))
            }
        }
        return SQLiteStore(commits: CommitQueue(connection, path: path), cipher: cipher)
    }

    /// Gives the file back. What is asked for afterwards fails.
    package func close() async throws(StoreFailure) {
        try await commits.close()
    }
}
