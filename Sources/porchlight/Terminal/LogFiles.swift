import Explanation
import Glibc

/// Logs that can be read several times from the beginning.
///
/// Standard input can be read only once, so it is copied to an unnamed temporary file.
struct LogFiles {
    private let names: [String]
    private var copy: TemporaryCopy?

    /// Logs with these names; `-` is standard input.
    ///
    /// - Parameter readings: how often they will be read.
    init(_ names: [String], readings: Int) throws(Failure) {
        self.names = names
        guard names.filter({ $0 == "-" }).count <= 1 else {
            throw Failure("standard input is named twice; give - once")
        }
        if readings > 1, names.contains("-") { copy = try TemporaryCopy() }
    }

    /// Reads all logs in order, calls `each` for each line, and returns the counts.
    mutating func read(_ each: (LogLine) -> Void) throws(Failure) -> LogCounts {
        var counts = LogCounts()
        for name in names {
            var reader = LogReader(source: names.count > 1 ? name : nil)
            if name == "-", let copy, copy.isComplete {
                try copy.rewind()
                while let piece = try copy.read() { reader.read(piece, each) }
            } else {
                var file = try InputFile(name)
                while let piece = try file.readPiece() {
                    if name == "-" { try copy?.write(piece) }
                    reader.read(piece, each)
                }
                if name == "-" { copy?.isComplete = true }
            }
            reader.finish(each)
            counts.add(reader.counts)
        }
        return counts
    }
}

/// A temporary file without a name, which is deleted when the process ends.
private struct TemporaryCopy {
    private let descriptor: Int32
    var isComplete = false

    init() throws(Failure) {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/porchlight-XXXXXX".utf8CString)
        descriptor = unsafe template.withUnsafeMutableBufferPointer { name in
            guard let base = name.baseAddress else { return -1 }
            let descriptor = unsafe mkstemp(base)
            if descriptor >= 0 { unsafe unlink(base) }
            return descriptor
        }
        guard descriptor >= 0 else { throw Self.failure("cannot copy standard input to a file in \(folder)") }
    }

    func write(_ bytes: [UInt8]) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw Self.failure("cannot copy standard input to a temporary file")
            }
        }
    }

    func rewind() throws(Failure) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw Self.failure("cannot read the copy of standard input") }
    }

    func read() throws(Failure) -> [UInt8]? {
        var count = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initializedCount in
            count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            initializedCount = max(0, count)
        }
        guard count >= 0 else { throw Self.failure("cannot read the copy of standard input") }
        return count == 0 ? nil : bytes
    }

    private static func failure(_ what: String) -> Failure {
        Failure("\(what): \(unsafe String(cString: strerror(errno))); give the log as a file")
    }
}
