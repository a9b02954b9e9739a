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
            // The capacity has one byte more than the file, so that reading it does not grow the array.
            let room = bytes.capacity - bytes.count
            var count = 0
            bytes.append(addingCapacity: room > 0 ? room : 65536) { free in
                unsafe free.withUnsafeMutableBufferPointer { free, initializedCount in
                    repeat {
                        count = unsafe read(descriptor, free.baseAddress, free.count)
                    } while count < 0 && errno == EINTR
                    initializedCount = max(0, count)
                }
            }
            guard count >= 0 else { throw .unreadable }
            guard count > 0 else { return bytes }
            guard bytes.count <= limit else { throw .tooLarge }
        }
    }
}
