import Glibc

/// Descriptor 2, written to directly: a line goes out at once and whole.
package enum StandardError {
    /// Writes all of `bytes`; a closed or full descriptor loses them, for there is nobody left to tell.
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
