import Glibc

/// A file, or standard input under the name `-`, read with plain system calls.
struct InputFile: ~Copyable {
    /// The name as given by the user, for messages.
    let name: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// The index in the buffer at which the next line starts.
    private var start = 0
    private var isAtEnd = false
    /// Whether the rest of a line that was too long has yet to be skipped.
    private var isSkipping = false

    /// The number of bytes in one system call.
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

    /// The rest of the file, at most `limit` bytes. Further bytes are not read.
    mutating func readAll(upTo limit: Int) throws(Failure) -> [UInt8] {
        while !isAtEnd, buffer.count - start < limit { try fill() }
        defer { clear() }
        return Array(buffer[start...].prefix(limit))
    }

    /// The rest of the file.
    ///
    /// - Throws: if it has more than `limit` bytes.
    mutating func readAll(atMost limit: Int) throws(Failure) -> [UInt8] {
        let bytes = try readAll(upTo: limit + 1)
        guard bytes.count <= limit else {
            throw Failure("\(name) is too large: more than \(limit >> 20) MiB are not read")
        }
        return bytes
    }

    /// The next line without its line break, at most `limit` bytes of it; `nil` at the end. Empty lines are returned; there is no
    /// line after the last line break.
    ///
    /// Returns as soon as a line is known to be longer, and skips the rest of it at the next call.
    mutating func readLine(upTo limit: Int) throws(Failure) -> [UInt8]? {
        if isSkipping { try skipLine() }
        var searched = start
        while true {
            if let end = lineBreak(from: searched) {
                defer { start = end + 1 }
                return Array(buffer[start..<end].prefix(limit))
            }
            if buffer.count - start >= limit {
                isSkipping = true
                defer { clear() }
                return Array(buffer[start...].prefix(limit))
            }
            guard !isAtEnd else {
                defer { clear() }
                return start == buffer.count ? nil : Array(buffer[start...])
            }
            // Only the beginning of one line is left, so few bytes are moved.
            buffer.removeFirst(start)
            start = 0
            searched = buffer.count
            try fill()
        }
    }

    /// The next bytes, as many as are available; `nil` at the end.
    mutating func readPiece() throws(Failure) -> [UInt8]? {
        while buffer.count == start, !isAtEnd { try fill() }
        defer { clear() }
        return start == buffer.count ? nil : Array(buffer[start...])
    }

    private mutating func skipLine() throws(Failure) {
        isSkipping = false
        while true {
            if let end = lineBreak(from: start) {
                start = end + 1
                return
            }
            clear()
            if isAtEnd { return }
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
        buffer.removeAll(keepingCapacity: buffer.capacity <= 4 * Self.chunk)
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
