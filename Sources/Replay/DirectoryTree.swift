import Glibc

/// The files below a folder.
struct DirectoryTree {
    /// Paths below the folder, sorted.
    private(set) var files: [String] = []
    /// Files and folders whose name is not UTF-8, with replacement characters. No path as text can name them.
    private(set) var undecodable: [String] = []

    /// Why a folder cannot be listed.
    struct Problem: Error {
        /// The folder that cannot be listed, below the one asked for or itself.
        let folder: String
        /// The system's error number.
        let code: Int32

        /// The system's message for it.
        var reason: String { unsafe String(cString: strerror(code)) }
    }

    /// Lists the files below `folder` whose names end in `suffix`; links are followed.
    init(of folder: String, suffix: String) throws(Problem) {
        try list(folder, below: "", suffix, depth: 0)
        files.sort()
        undecodable.sort()
    }

    /// Folders deeper than this are not listed: a link may lead back up.
    private static let depthLimit = 40

    private mutating func list(_ root: String, below path: String, _ suffix: String, depth: Int) throws(Problem) {
        let folder = path.isEmpty ? root : root + "/" + path
        guard let directory = unsafe opendir(folder) else { throw Problem(folder: folder, code: errno) }
        defer { unsafe closedir(directory) }
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe Self.text($0) }
            }
            guard name.decoded != ".", name.decoded != ".." else { continue }
            let below = path.isEmpty ? name.shown : path + "/" + name.shown
            guard name.decoded != nil else {
                undecodable.append(below)
                continue
            }
            if Self.isDirectory(root + "/" + below) {
                if depth < Self.depthLimit { try list(root, below: below, suffix, depth: depth + 1) }
            } else if name.shown.hasSuffix(suffix) {
                files.append(below)
            }
        }
    }

    /// A name as UTF-8; `decoded` is `nil` if it is not.
    private static func text(_ name: UnsafePointer<CChar>) -> (decoded: String?, shown: String) {
        unsafe (String(validatingCString: name), String(cString: name))
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
