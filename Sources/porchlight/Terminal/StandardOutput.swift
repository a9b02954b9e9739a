import Glibc

/// Descriptor 1: results, and nothing else.
enum StandardOutput {
    /// Writes all of `bytes`; a reader that has gone away ends the program quietly, as in any pipe.
    static func write(_ bytes: [UInt8]) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                let isBrokenPipe = errno == EPIPE
                var failure = Failure("cannot write to standard output: \(unsafe String(cString: strerror(errno)))")
                failure.isBrokenPipe = isBrokenPipe
                throw failure
            }
        }
    }
}
