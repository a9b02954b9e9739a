import AlexaProtocol
import Glibc

/// Descriptor 1, for results only.
enum StandardOutput {
    /// Writes formatted JSON and a newline.
    static func write(_ json: JSONValue) throws(Failure) {
        try write(json.encoded(style: .pretty) + [UInt8(ascii: "\n")])
    }

    static func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

    /// Writes all of `bytes`. If the reader has gone, the program ends without a message.
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
