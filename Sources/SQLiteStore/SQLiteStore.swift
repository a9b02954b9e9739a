package import EventGateway
import Foundation
import GRDB
package import Logging
package import Timing

/// Grants, outbox and known homes in one SQLite file. Several processes, and several instances in a process, may use one file at
/// the same time.
///
/// Tokens, the bodies of events and homes, and the ids of customers and endpoints are encrypted or hashed with the key; numbers,
/// times, message ids and counts are not. A confirmed change is on disk and survives a kill and a power failure. No call blocks a
/// cooperative thread, every call returns by its deadline, and the work of a cancelled task is completed.
package struct SQLiteStore: Sendable {
    /// Limits on the size of the store.
    package struct Limits: Sendable {
        /// The most bytes of the file, without its log of at most a few MB; `nil`: no limit but the device.
        package var maximumBytes: Int?

        /// No limits.
        package init() {}
    }

    /// The purpose of opening a store.
    package enum Purpose: Sendable {
        /// For reading and writing; the store is created if there is none.
        case use
        /// For reading. If the device is full or read-only, the store is opened read-only, and changes throw
        /// ``EventGateway/StoreFailure/Kind/readOnly``.
        case look
    }

    let commits: CommitQueue
    let cipher: RecordCipher
    let clock = ClockWatch()

    /// Opens the store at `path`; creates it with this key if there is none. An existing store must have been created with the
    /// same key.
    ///
    /// Afterwards only the owner can read the file, and a folder that had to be created. If another file is put at `path` later,
    /// that one is opened, and the line `store_replaced` is logged.
    ///
    /// - Throws: ``EventGateway/StoreFailure`` by the deadline; the file is then unchanged.
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
        // Earlier than the deadline, so that a lock and a device that hangs lead to different failures.
        file.lockTimeout.wait(until: .now + max(timeLeft / 2, timeLeft - .milliseconds(50)))
        let waiter = Waiter<StoreConnection>()
        let connection = try await waiter.value {
            DispatchQueue.global().async {
                waiter.finish(
                    Result { try StoreConnection(file, logger: logger) }.mapError { StoreFailure($0, path: path) })
            }
            // The device itself may hang, so the wait has its own timer.
            DispatchQueue.global().asyncAfter(deadline: .now() + max(.zero, timeLeft) / .seconds(1)) {
                waiter.finish(.failure(.timedOut(path)))
            }
        }
        return SQLiteStore(commits: CommitQueue(connection, path: path), cipher: cipher)
    }

    /// Closes the file. Later calls fail.
    package func close() async throws(StoreFailure) {
        try await commits.close()
    }
}
