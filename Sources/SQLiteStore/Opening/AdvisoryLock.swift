import EventGateway
import Foundation

/// An exclusive advisory lock (flock) on a folder, between threads and processes. The kernel releases it when the process
/// ends.
struct AdvisoryLock {
    private let descriptor: CInt

    /// Acquires the lock. Blocks for at most `timeout`.
    ///
    /// - Throws: ``StoreFailure/Kind/busy`` if another process holds the lock until the timeout.
    init(_ folder: String, timeout: Duration) throws(StoreFailure) {
        descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(folder, "this user may not read the folder") }
        let end = ContinuousClock.now + timeout
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            guard reason == EINTR || reason == EWOULDBLOCK else {
                close(descriptor)
                throw .cannotOpen(folder, "its file system has no locks")
            }
            guard ContinuousClock.now < end else {
                close(descriptor)
                throw .busy(folder)
            }
            usleep(2000)
        }
    }

    /// Releases the lock.
    func release() {
        close(descriptor)
    }
}
