import Foundation

/// Which file stands at a path: device and inode. A file that was deleted, moved or replaced has another one.
struct FileIdentity: Hashable, Sendable {
    private let device: UInt
    private let inode: UInt

    /// The identity of the file at `path`, symbolic links followed; `nil` if there is none.
    init?(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
    }
}
