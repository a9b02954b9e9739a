import EventGateway
import Foundation

/// Keeps everybody else who asks for the same lock waiting, in this process and in others. It ends with its holder at the
/// latest.
struct FolderLock {
    private let descriptor: CInt

    /// Waits for the lock, so many seconds at most. Blocks.
    init(_ folder: String, patience: Double) throws(StoreFailure) {
        descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(folder, "this user may not read the folder") }
        let deadline = ContinuousClock.now + .seconds(patience)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            guard reason == EINTR || reason == EWOULDBLOCK else {
                close(descriptor)
                throw .cannotOpen(folder, "its file system has no locks")
            }
            guard ContinuousClock.now < deadline else {
                close(descriptor)
                throw .busy(folder)
            }
            usleep(2000)
        }
    }

    /// Lets the next one go on.
    func release() {
        close(descriptor)
    }
}
