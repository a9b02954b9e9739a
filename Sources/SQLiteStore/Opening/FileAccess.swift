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
    /// checks that both can be written. What exists keeps its permissions.
    func prepare() throws(StoreFailure) {
        if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure("its folder cannot be made") }
        // Makes an empty file without opening it: closing a file gives up SQLite's locks on it in the whole process.
        guard unsafe mknod(path, S_IFREG | 0o600, 0) != 0 else { return }
        guard errno == EEXIST else { throw failure("the file cannot be made") }
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw failure("the file cannot be found") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .cannotOpen(path, "it is not a file") }
        guard unsafe access(path, R_OK) == 0 else { throw .cannotOpen(path, "this user may not read it") }
        // The log and its index are made beside the file.
        guard unsafe access(path, W_OK) == 0, unsafe access(folder, W_OK | X_OK) == 0 else { throw .readOnly(path) }
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
