package import EventGateway
import Foundation
import GRDB

/// Grants and outbox in one SQLite file. Several processes, and several of these, may use one file at the same time.
///
/// Tokens and the bodies of events are encrypted; ids, names, numbers and times are not. What was confirmed is on disk
/// and survives a kill and a power failure. Nothing here blocks a cooperative thread, and a cancelled task's work is done
/// to its end.
package struct SQLiteStore: Sendable {
    /// How far the store may go.
    package struct Limits: Sendable {
        /// For how many seconds another process may keep the file locked.
        package var busyTimeout: Double = 5
        /// How large the file may grow, without its log of at most a few MB; `nil`: as large as there is room.
        package var maximumBytes: Int?

        /// The usual limits.
        package init() {}
    }

    let commits: CommitQueue
    let cipher: RecordCipher

    /// Opens the store at `path`, or makes one. The key of a store is that of whoever made it.
    ///
    /// A new file can be read by its owner only, and so can its folder if that had to be made too.
    ///
    /// - Throws: ``EventGateway/StoreFailure``; the file then is as it was.
    package static func open(
        at path: String, key: StoreKey, limits: Limits = Limits()
    ) async throws(StoreFailure) -> SQLiteStore {
        let cipher = RecordCipher(key)
        let result: Result<DatabaseQueue, StoreFailure> = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                do {
                    let file = StoreFile(path: path, cipher: cipher, limits: limits)
                    continuation.resume(returning: .success(try file.open()))
                } catch {
                    continuation.resume(returning: .failure(StoreFailure(error, path: path)))
                }
            }
        }
        return SQLiteStore(commits: CommitQueue(try result.get(), path: path), cipher: cipher)
    }

    /// Gives the file back. What is asked for afterwards fails.
    package func close() async throws(StoreFailure) {
        try await commits.close()
    }
}
