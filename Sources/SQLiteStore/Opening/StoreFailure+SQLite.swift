import EventGateway
import GRDB

extension StoreFailure {
    /// The failure for an error of the database, with a message for the operator. SQLite's own message is left out: it could
    /// quote the data.
    init(_ error: any Error, path: String) {
        switch error {
        case let failure as StoreFailure: self = failure
        case let error as DatabaseError: self.init(error.extendedResultCode, path: path)
        case is RowDecodingError: self = .damaged(path)
        default:
            self.init(.other, "The store \(path) failed (\(type(of: error))). Report this as a bug of Porchlight.")
        }
    }

    private init(_ code: ResultCode, path: String) {
        switch code {
        // SQLite's error when the file of its shared memory cannot grow.
        case .SQLITE_FULL, .SQLITE_IOERR_SHMSIZE: self = .full(path)
        case .SQLITE_READONLY, .SQLITE_IOERR_DELETE: self = .readOnly(path)
        case .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN: self = .cannotOpen(path, "it cannot be opened")
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .busy(path)
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .damaged(path)
        case .SQLITE_MISUSE: self.init(.other, "The store \(path) is closed already. Open it again.")
        case .SQLITE_IOERR:
            self.init(
                .other,
                "The device refused to read or write the store \(path) (SQLite code \(code.rawValue)); nothing of this step"
                    + " was kept. Look into the system's log for errors of the device.")
        default:
            self.init(
                .other, "The store \(path) failed (SQLite code \(code.rawValue)). Report this as a bug of Porchlight.")
        }
    }

    static func full(_ path: String) -> StoreFailure {
        StoreFailure(
            .full,
            "There is no room left for the store \(path): this step was not kept, everything before it is safe."
                + " Make room on the device; nothing has to be restarted.")
    }

    static func readOnly(_ path: String) -> StoreFailure {
        StoreFailure(
            .readOnly,
            "The store \(path) cannot be written: the file, its folder or the whole device is read-only."
                + " Give this user write permission on both, or name another place.")
    }

    static func cannotOpen(_ path: String, _ reason: String) -> StoreFailure {
        StoreFailure(
            .cannotOpen,
            "The store \(path) cannot be opened: \(reason). Check the path and the permissions of its folder.")
    }

    static func busy(_ path: String) -> StoreFailure {
        StoreFailure(
            .busy,
            "The store \(path) was busy until the deadline, most often because another process has it locked; this step was not"
                + " kept."
                + " Find out who holds it, for example with `fuser`, and try again.")
    }

    static func timedOut(_ path: String) -> StoreFailure {
        StoreFailure(
            .timedOut,
            "The store \(path) has not finished this step in time; it may be kept nevertheless."
                + " Find out whether the device hangs or is too slow.")
    }

    static func damaged(_ path: String) -> StoreFailure {
        StoreFailure(
            .damaged,
            "The file \(path) is not a store of Porchlight, or is damaged. Nothing was changed."
                + " Name another file, or put a backup in its place.")
    }

    static func wrongKey(_ path: String) -> StoreFailure {
        StoreFailure(
            .wrongKey,
            "The key is not the one that the store \(path) was made with. Nothing was changed."
                + " Set the old key, or name another file to begin anew.")
    }

    static func tooNew(_ path: String) -> StoreFailure {
        StoreFailure(
            .tooNew,
            "The store \(path) was made by a newer Porchlight. Nothing was changed. Update Porchlight, or name another file."
        )
    }
}
