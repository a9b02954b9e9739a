import Glibc

/// A file that a command writes.
enum OutputFile {
    /// Writes a file, replacing an existing one; `-` is standard output.
    static func write(_ bytes: [UInt8], to name: String) throws(Failure) {
        guard name != "-" else { return try StandardOutput.write(bytes) }
        let descriptor = unsafe open(name, O_WRONLY | O_CLOEXEC | O_CREAT | O_TRUNC, 0o666)
        guard descriptor >= 0 else { throw failure(name) }
        try fill(descriptor, bytes, name)
    }

    /// Writes a new file.
    ///
    /// - Returns: `false` if a file with this name exists; it does not change.
    static func writeNew(_ bytes: [UInt8], to name: String) throws(Failure) -> Bool {
        let descriptor = unsafe open(name, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL, 0o666)
        guard descriptor >= 0 else {
            if errno == EEXIST { return false }
            throw failure(name)
        }
        try fill(descriptor, bytes, name)
        return true
    }

    /// Creates a folder and its parents, unless they exist.
    static func makeFolder(_ name: String) throws(Failure) {
        var path = name.hasPrefix("/") ? "/" : ""
        for part in name.split(separator: "/") {
            path += path.isEmpty || path == "/" ? part : "/" + part
            guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure(path) }
        }
    }

    private static func fill(_ descriptor: Int32, _ bytes: [UInt8], _ name: String) throws(Failure) {
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw failure(name)
            }
        }
    }

    private static func failure(_ name: String) -> Failure {
        Failure("cannot write \(name): \(unsafe String(cString: strerror(errno))); give a place that can be written")
    }
}
