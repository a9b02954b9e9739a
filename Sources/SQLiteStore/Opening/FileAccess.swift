import EventGateway
import Foundation

/// Checks the file system's permissions before SQLite opens the file: SQLite's errors do not say what is missing.
struct FileAccess {
    let path: String

    /// The folder that the file is in.
    var folder: String {
        let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        return folder.isEmpty ? "." : folder
    }

    /// Creates the file with access for its owner only, if there is none (and its folder, if the folder's parent exists).
    /// Otherwise checks that file and folder can be written, and removes the permissions of other users.
    func prepare() throws(StoreFailure) {
        if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure("its folder cannot be made") }
        // Creates an empty file without opening it: closing a file releases SQLite's locks on it in the whole process.
        guard unsafe mknod(path, S_IFREG | 0o600, 0) != 0 else { return }
        guard errno == EEXIST else { throw failure("the file cannot be made") }
        try checkReadable()
        // The write-ahead log and its index are created beside the file.
        guard unsafe access(path, W_OK) == 0, unsafe access(folder, W_OK | X_OK) == 0 else { throw .readOnly(path) }
        for name in [path, "\(path)-wal", "\(path)-shm"] { restrict(name) }
    }

    /// Checks that the file exists and can be read.
    func checkReadable() throws(StoreFailure) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            if let target = danglingTarget {
                throw .cannotOpen(path, "it is a symbolic link to \(target), which does not exist")
            }
            throw failure("the file cannot be found")
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .cannotOpen(path, "it is not a file") }
        guard unsafe access(path, R_OK) == 0 else { throw .cannotOpen(path, "this user may not read it") }
    }

    /// Removes the permissions of group and others. Only the owner can; for another user this does nothing.
    private func restrict(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & 0o077 != 0, status.st_uid == geteuid() else { return }
        unsafe chmod(path, 0o600)
    }

    /// The target of a symbolic link at the path; `nil` if there is no link.
    private var danglingTarget: String? {
        do {
            return try FileManager.default.destinationOfSymbolicLink(atPath: path)
        } catch {
            return nil
        }
    }

    private func failure(_ what: String) -> StoreFailure {
        switch errno {
        case EROFS, EACCES, EPERM: .readOnly(path)
        case ENOSPC, EDQUOT: .full(path)
        case ENOENT: .cannotOpen(path, "there is no folder \(folder)")
        case ENOTDIR: .cannotOpen(path, "\(folder) is not a folder")
        case let code: .cannotOpen(path, "\(what) (system error \(code))")
        }
    }
}
