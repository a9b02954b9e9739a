import Foundation

/// Identifies the file at a path by device and inode. They differ after the file was replaced.
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
