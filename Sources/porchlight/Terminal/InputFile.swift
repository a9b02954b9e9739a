import Glibc

/// A file, or standard input under the name `-`, read with plain system calls.
struct InputFile: ~Copyable {
    /// The name as the user wrote it, for messages.
    let name: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
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
        defer { buffer = [] }
        return buffer
    }

    /// The next line without its line break; `nil` at the end. An empty line is a line; nothing after the last one is not.
    mutating func readLine() throws(Failure) -> [UInt8]? {
        var searched = 0
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(buffer[..<end])
                buffer.removeFirst(end + 1)
                return line
            }
            searched = buffer.count
            guard !isAtEnd else {
                defer { buffer = [] }
                return buffer.isEmpty ? nil : buffer
            }
            try fill()
        }
    }

    private mutating func fill() throws(Failure) {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
            buffer.append(contentsOf: chunk[..<count])
        } else if count == 0 {
            isAtEnd = true
        } else if errno != EINTR {
            throw Failure("cannot read \(name): \(Self.reason())")
        }
    }

    private static func reason() -> String {
        unsafe String(cString: strerror(errno))
    }
}
