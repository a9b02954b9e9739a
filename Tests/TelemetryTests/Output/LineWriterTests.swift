import AlexaProtocol
import Foundation
import Synchronization
import Testing

@testable import Telemetry

/// A pipe whose reader is the test.
final class TestPipe: Sendable {
    let reading: Int32
    let writing: Int32

    init() {
        var ends: [Int32] = [0, 0]
        #expect(unsafe pipe(&ends) == 0)
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Waits on a separate thread, because buffered lines are written by a task.
    private func outside<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: body()) }
        }
    }

    /// Reads lines until `isLast` is true for one.
    func lines(until isLast: @escaping @Sendable (String) -> Bool) async -> [String] {
        await outside { self.readLines(until: isLast) }
    }

    /// Reads until `count` bytes have arrived.
    func read(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var part = [UInt8](repeating: 0, count: min(65_536, count - bytes.count))
            let received = unsafe part.withUnsafeMutableBytes {
                unsafe Foundation.read(reading, $0.baseAddress, $0.count)
            }
            guard received > 0 else { return bytes }
            bytes += part[..<received]
        }
        return bytes
    }

    private func readLines(until isLast: (String) -> Bool) -> [String] {
        var lines: [String] = []
        var line: [UInt8] = []
        while true {
            let next = read(1)
            guard let byte = next.first else { return lines }
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            let text = String(decoding: line, as: UTF8.self)
            lines.append(text)
            line = []
            if isLast(text) { return lines }
        }
    }
}

/// Lines are complete, and writing never waits for a reader.
@Suite(.timeLimit(.minutes(1))) struct LineWriterTests {
    static func writer(_ descriptor: Int32, reopens: Bool) -> LineWriter {
        LineWriter(OutputChannel(descriptor, reopens: reopens)) { Array("dropped \($0)\n".utf8) }
    }

    static func line(_ number: Int, length: Int = 200) -> [UInt8] {
        let start = "line \(number) "
        return Array((start + String(repeating: "x", count: length - start.utf8.count - 1) + "\n").utf8)
    }

    static func number(_ line: String) -> Int? {
        let words = line.split(separator: " ")
        return words.first == "line" ? Int(words[1]) : nil
    }

    @Test(arguments: [true, false]) func aLineIsInThePipeWhenWritten(reopens: Bool) {
        let pipe = TestPipe()
        let writer = Self.writer(pipe.writing, reopens: reopens)
        // Including lines that are longer than one write to a pipe.
        for (number, length) in [20, 4096, 4097, 30_000].enumerated() {
            let line = Self.line(number, length: length)
            writer.write(line)
            var waiting: Int32 = 0
            #expect(unsafe ioctl(pipe.reading, UInt(FIONREAD), &waiting) == 0)
            #expect(waiting == length)
            #expect(pipe.read(length) == line)
        }
    }

    /// Without a reader, a million bytes are written without waiting. Then the reader gets the buffered lines complete and in
    /// order, and the line after them states how many are missing.
    @Test(arguments: [true, false]) func aReaderThatStalls(reopens: Bool) async throws {
        let pipe = TestPipe()
        let writer = Self.writer(pipe.writing, reopens: reopens)
        let count = 5000
        for number in 0..<count { writer.write(Self.line(number)) }
        let lines = await pipe.lines { $0.hasPrefix("dropped") }
        let numbers = lines.dropLast().map(Self.number)
        #expect(numbers == Array(0..<numbers.count))
        // The lines in the pipe, and the buffered ones.
        #expect(numbers.count * 200 >= LineWriter.capacity)
        let dropped = try #require(lines.last.flatMap { Int($0.split(separator: " ")[1]) })
        #expect(numbers.count + dropped == count)
        writer.write(Self.line(count))
        #expect(await pipe.lines { _ in true }.map(Self.number) == [count])
    }

    /// Buffered lines are written without a further line.
    @Test func whatIsKeptIsWrittenWithoutAFurtherLine() async {
        let pipe = TestPipe()
        let writer = Self.writer(pipe.writing, reopens: true)
        let count = 600
        for number in 0..<count { writer.write(Self.line(number)) }
        #expect(await pipe.lines { Self.number($0) == count - 1 }.map(Self.number) == Array(0..<count))
    }

    /// Threads that write concurrently, with a slower reader.
    @Test func linesAreNeverMixed() async {
        let pipe = TestPipe()
        let writer = Self.writer(pipe.writing, reopens: true)
        let (tasks, each) = (8, 100)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    for number in 0..<each { writer.write(Self.line(task * each + number, length: 150 + task * 37)) }
                }
            }
        }
        let seen = Atomic(0)
        let lines = await pipe.lines { _ in seen.add(1, ordering: .relaxed).newValue == tasks * each }
        #expect(lines.compactMap(Self.number).sorted() == Array(0..<tasks * each))
        for task in 0..<tasks {
            let own = lines.compactMap(Self.number).filter { $0 / each == task }
            #expect(own == own.sorted())
        }
    }

    /// The open file description, which other processes share, is not changed.
    @Test func thePipeItselfStaysBlocking() {
        let pipe = TestPipe()
        _ = Self.writer(pipe.writing, reopens: true)
        #expect(fcntl(pipe.writing, F_GETFL) & O_NONBLOCK == 0)
    }

    @Test func aFileIsAppendedTo() throws {
        let url = URL.temporaryDirectory.appending(path: "lines-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data("before\n".utf8).write(to: url)
        let file = try FileHandle(forWritingTo: url)
        try file.seekToEnd()
        let writer = Self.writer(file.fileDescriptor, reopens: true)
        writer.write(Array("after\n".utf8))
        #expect(try String(contentsOf: url, encoding: .utf8) == "before\nafter\n")
    }

    @Test func aSocketDoesNotBlock() throws {
        var ends: [Int32] = [0, 0]
        #expect(unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        // The other end stays open: a task of the writer may still use it, and its number must not be reused by then.
        defer { close(ends[1]) }
        let writer = Self.writer(ends[0], reopens: true)
        // Much more than a socket's buffer.
        for number in 0..<20_000 { writer.write(Self.line(number)) }
        var first = [UInt8](repeating: 0, count: 200)
        #expect(unsafe Foundation.read(ends[1], &first, 200) == 200)
        #expect(first == Self.line(0))
    }

    /// The reader has closed its end: lines are lost, without an error. (The command ignores SIGPIPE where it must not end.)
    @Test func withoutAReader() {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        #expect(unsafe pipe(&ends) == 0)
        let writer = Self.writer(ends[1], reopens: true)
        close(ends[0])
        defer { close(ends[1]) }
        for number in 0..<3 { writer.write(Self.line(number)) }
        writer.flush()
    }
}
