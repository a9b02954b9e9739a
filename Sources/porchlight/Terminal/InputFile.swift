import Glibc

/// A file, or standard input under the name `-`, read with plain system calls.
struct InputFile: ~Copyable {
    /// The name as the user wrote it, for messages.
    let name: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// Where in the buffer the next line starts.
    private var start = 0
    private var isAtEnd = false

    /// How much is asked for at once.
    private static let chunk = 65536

    /// Opens the file for reading.
    init(_ name: String) throws(Failure) {
        let descriptor = name == "-" ? STDIN_FILENO : unsafe open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Failure("cannot read \(name): \(Self.reason()); give a file that exists, or - for standard input")
        }
        self.name = name
        self.descriptor = descriptor
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// Everything that is left.
    mutating func readAll() throws(Failure) -> [UInt8] {
        while !isAtEnd { try fill() }
        defer { clear() }
        return Array(buffer[start...])
    }

    /// The next line without its line break; `nil` at the end. An empty line is a line; nothing after the last one is not.
    mutating func readLine() throws(Failure) -> [UInt8]? {
        var searched = start
        while true {
            if let end = lineBreak(from: searched) {
                defer { start = end + 1 }
                return Array(buffer[start..<end])
            }
            guard !isAtEnd else {
                defer { clear() }
                return start == buffer.count ? nil : Array(buffer[start...])
            }
            // Only the beginning of one line is left here: moving it is cheap, moving the rest for each line was not.
            buffer.removeFirst(start)
            start = 0
            searched = buffer.count
            try fill()
        }
    }

    private func lineBreak(from start: Int) -> Int? {
        unsafe buffer.withUnsafeBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress,
                let found = unsafe memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    private mutating func clear() {
        buffer = []
        start = 0
    }

    private mutating func fill() throws(Failure) {
        var count = 0
        buffer.append(addingCapacity: Self.chunk) { free in
            unsafe free.withUnsafeMutableBufferPointer { free, initializedCount in
                count = unsafe read(descriptor, free.baseAddress, free.count)
                initializedCount = max(0, count)
            }
        }
        if count == 0 {
            isAtEnd = true
        } else if count < 0, errno != EINTR {
            throw Failure(
                "cannot read \(name): \(Self.reason()); give a file that can be read, or - for standard input")
        }
    }

    private static func reason() -> String {
        unsafe String(cString: strerror(errno))
    }
}
