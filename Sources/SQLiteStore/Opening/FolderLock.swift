import EventGateway
import Foundation

/// Keeps everybody else who asks for the same lock waiting, in this process and in others. It ends with its holder at the
/// latest.
struct FolderLock {
    private let descriptor: CInt

    /// Waits for the lock.
    init(_ folder: String) throws(StoreFailure) {
        descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(folder, "this user may not read the folder") }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                close(descriptor)
                throw .cannotOpen(folder, "its file system has no locks")
            }
        }
    }

    /// Lets the next one go on.
    func release() {
        close(descriptor)
    }
}
