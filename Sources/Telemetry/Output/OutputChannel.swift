import Glibc

/// Writes to a file descriptor of any kind without blocking.
///
/// `O_NONBLOCK` on the descriptor itself would change it for every process that shares it, such as the shell.
struct OutputChannel: Sendable {
    /// The result of a write.
    enum Result: Hashable, Sendable {
        /// The number of bytes written, 1 or more.
        case written(Int)
        /// None: there is no room now.
        case full
        /// None, and none ever will be: the reader has gone, or the disk is full.
        case failed
    }

    private enum Kind {
        /// A file, a terminal or a device: writing waits for no reader.
        case file
        /// A pipe with an open file description of our own, which does not block.
        case pipe
        /// A pipe that could not be opened a second time: it is polled for room before each write, and written in pieces that
        /// fit.
        case polledPipe
        /// A socket: `send(2)` has a flag for not blocking.
        case socket
    }

    private let descriptor: Int32
    private let kind: Kind

    /// - Parameter reopens: whether a pipe is opened a second time, if possible.
    init(_ descriptor: Int32, reopens: Bool = true) {
        var status = stat()
        let hasStatus = unsafe fstat(descriptor, &status) == 0
        switch status.st_mode & S_IFMT {
        case S_IFIFO where hasStatus:
            let own = reopens ? unsafe open("/proc/self/fd/\(descriptor)", O_WRONLY | O_NONBLOCK | O_CLOEXEC) : -1
            kind = own >= 0 ? .pipe : .polledPipe
            self.descriptor = own >= 0 ? own : descriptor
        case S_IFSOCK where hasStatus:
            kind = .socket
            self.descriptor = descriptor
        default:
            kind = .file
            self.descriptor = descriptor
        }
    }

    /// Writes the bytes, or as many of them as there is room for. One system call if there is room for all.
    func write(_ bytes: ArraySlice<UInt8>) -> Result {
        while true {
            let count = attempt(bytes)
            if count > 0 { return .written(count) }
            switch errno {
            case EINTR: continue
            case EAGAIN, EWOULDBLOCK: return .full
            default: return .failed
            }
        }
    }

    private func attempt(_ bytes: ArraySlice<UInt8>) -> Int {
        unsafe bytes.withUnsafeBytes { buffer in
            switch kind {
            case .file, .pipe:
                return unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            case .socket:
                return unsafe send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
            case .polledPipe:
                var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                // Without a reader, the write returns the error.
                guard unsafe poll(&request, 1, 0) == 1, request.revents & Int16(POLLOUT | POLLERR) != 0 else {
                    errno = EAGAIN
                    return -1
                }
                // A pipe that is ready has room for at least this much.
                return unsafe Glibc.write(descriptor, buffer.baseAddress, min(buffer.count, Self.pipeBuffer))
            }
        }
    }

    /// `PIPE_BUF`, which Glibc's module does not have.
    private static let pipeBuffer = 4096
}
