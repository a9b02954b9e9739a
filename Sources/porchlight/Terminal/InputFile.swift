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
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
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

    private mutating func clear() {
        buffer = []
        start = 0
    }

    private mutating func fill() throws(Failure) {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
            buffer.append(contentsOf: chunk[..<count])
        } else if count == 0 {
            isAtEnd = true
        } else if errno != EINTR {
            throw Failure(
                "cannot read \(name): \(Self.reason()); give a file that can be read, or - for standard input")
        }
    }

    private static func reason() -> String {
        unsafe String(cString: strerror(errno))
    }
}
