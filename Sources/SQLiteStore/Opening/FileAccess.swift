import EventGateway
import Foundation

/// What the file system has to grant before SQLite is asked: it could not say as clearly what is missing.
struct FileAccess {
    let path: String

    /// The folder that the file is in.
    var folder: String {
        let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        return folder.isEmpty ? "." : folder
    }

    /// Makes the file, readable for its owner only, if there is none (and its folder, if that one's parent is there), and
    /// checks that both can be written. Others lose their permissions on a file that exists.
    func prepare() throws(StoreFailure) {
        if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure("its folder cannot be made") }
        // Makes an empty file without opening it: closing a file gives up SQLite's locks on it in the whole process.
        guard unsafe mknod(path, S_IFREG | 0o600, 0) != 0 else { return }
        guard errno == EEXIST else { throw failure("the file cannot be made") }
        try checkReadable()
        // The log and its index are made beside the file.
        guard unsafe access(path, W_OK) == 0, unsafe access(folder, W_OK | X_OK) == 0 else { throw .readOnly(path) }
        for name in [path, "\(path)-wal", "\(path)-shm"] { restrict(name) }
    }

    /// Checks that there is a file that can be read.
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

    /// Takes the permissions of group and others away. Only the owner can; another user of the file leaves them.
    private func restrict(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & 0o077 != 0, status.st_uid == geteuid() else { return }
        unsafe chmod(path, 0o600)
    }

    /// Where a symbolic link at the path leads to; `nil` if there is none.
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
