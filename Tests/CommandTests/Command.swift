import Foundation
import Synchronization
import Testing

/// `porchlight`, run as a user runs it.
struct Command {
    var arguments: [String]
    var environment: [String: String] = [:]
    var input: [UInt8] = []
    /// Shell commands that run before the program, in the same process.
    private var preparation: String?

    /// Another program instead of `porchlight`.
    var program: String?
    /// A program that runs `porchlight` instead; the path of `porchlight` follows its arguments.
    var wrapper: [String] = []

    init(arguments: [String], environment: [String: String] = [:], input: [UInt8] = []) {
        (self.arguments, self.environment, self.input) = (arguments, environment, input)
    }

    /// The same command, started by a shell that runs `preparation` first.
    func underShell(_ preparation: String) -> Command {
        var command = self
        command.preparation = preparation
        return command
    }

    struct Result {
        let status: Int32
        let output: String
        let log: String
    }

    private static var binary: URL {
        // The program is in the folder of the running test bundle.
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "porchlight")
    }

    func process(output: Any?, log: Any?, input: Any) -> Process {
        let process = Process()
        process.executableURL = (program ?? wrapper.first).map { URL(filePath: $0) } ?? Self.binary
        process.arguments = wrapper.isEmpty ? arguments : wrapper.dropFirst() + [Self.binary.path] + arguments
        if let preparation {
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", "\(preparation) && exec \"$0\" \"$@\"", Self.binary.path] + arguments
        }
        var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PORCHLIGHT_") }
        variables.merge(environment) { $1 }
        process.environment = variables
        process.standardInput = input
        process.standardOutput = output
        process.standardError = log
        return process
    }

    /// Runs to the end. Blocks a new thread, not the cooperative pool.
    func run() async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                do {
                    let (input, output, log) = (Pipe(), Pipe(), Pipe())
                    let process = process(output: output, log: log, input: input)
                    try process.run()
                    let errors = Mutex(Data())
                    let reader = Thread { errors.withLock { $0 = log.fileHandleForReading.readDataToEndOfFile() } }
                    reader.start()
                    try? input.fileHandleForWriting.write(contentsOf: Data(self.input))
                    try? input.fileHandleForWriting.close()
                    let text = output.fileHandleForReading.readDataToEndOfFile()
                    process.waitUntilExit()
                    while !reader.isFinished { sched_yield() }
                    continuation.resume(
                        returning: Result(
                            status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
                            log: errors.withLock { String(decoding: $0, as: UTF8.self) }))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
    }
}

/// A folder that is deleted afterwards.
func withFolder<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}
