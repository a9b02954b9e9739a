import Glibc

/// Files on this machine.
package enum LocalFile {
    /// Why a file cannot be used.
    package enum Failure: Error, Hashable, Sendable {
        /// It does not exist, is a folder, or may not be read.
        case unreadable
        /// It has more bytes than were asked for.
        case tooLarge
    }

    /// The bytes of the file. A pipe is read to its end.
    ///
    /// - Parameter limit: the most bytes.
    package static func bytes(of path: String, atMost limit: Int = 64 << 20) throws(Failure) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .unreadable }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(max(Int(status.st_size), 0), limit) + 1)
        while true {
            let piece = try piece(of: descriptor, upTo: max(4096, bytes.capacity - bytes.count))
            guard !piece.isEmpty else { return bytes }
            bytes += piece
            guard bytes.count <= limit else { throw .tooLarge }
        }
    }

    /// What can be read at once; empty at the end of the file.
    private static func piece(of descriptor: Int32, upTo count: Int) throws(Failure) -> [UInt8] {
        var failed = false
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
            var received: Int
            repeat {
                received = unsafe read(descriptor, buffer.baseAddress, count)
            } while received < 0 && errno == EINTR
            failed = received < 0
            initialised = max(received, 0)
        }
        guard !failed else { throw .unreadable }
        return piece
    }
}
