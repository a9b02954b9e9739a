import Glibc

/// Unbuffered writing to file descriptor 2.
package enum StandardError {
    /// Writes all of `bytes`. When the descriptor is closed or its disk is full, they are lost: there is no other place for an
    /// error.
    package static func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return
            }
        }
    }
}
