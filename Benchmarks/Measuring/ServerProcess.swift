import Foundation

/// A server in its own process, so that its CPU time is not counted. It prints one line when it listens, and ends when its
/// standard input is closed.
final class ServerProcess {
    /// The printed line, without the newline.
    let line: String
    private let process = Process()
    private let input = Pipe()

    /// This program.
    static var ourselves: URL { URL(filePath: "/proc/self/exe").resolvingSymlinksInPath() }

    /// Starts the program.
    ///
    /// - Throws: if it ends without a line.
    init(_ program: URL, _ arguments: [String]) throws {
        process.executableURL = program
        process.arguments = arguments
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var text = Data()
        while text.last != UInt8(ascii: "\n") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else {
                throw BenchmarkFailure("\(arguments.joined(separator: " ")) does not start")
            }
            text += more
        }
        line = String(decoding: text.dropLast(), as: UTF8.self)
    }

    func stop() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// For the server's process: prints the line, and returns when standard input is closed.
    static func serve(_ line: String) async {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                _ = FileHandle.standardInput.readDataToEndOfFile()
                continuation.resume()
            }
        }
    }
}
