import DynamoDBStore
import Foundation
import LoopbackLambda
import Synchronization

/// The real `bootstrap` with its store in a table, at a Runtime API of our own.
final class FunctionProcess: Sendable {
    private let process = Process()
    private let text = Mutex(Data())

    /// Beside the test bundle that is running.
    static func binary(_ name: String) -> URL {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
    }

    /// Starts `bootstrap`.
    init(at lambda: LoopbackLambda, _ settings: [String: String]) throws {
        process.executableURL = Self.binary("bootstrap")
        process.environment = Self.environment(settings.merging(["AWS_LAMBDA_RUNTIME_API": lambda.address]) { $1 })
        let log = Pipe()
        process.standardError = log
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        Thread.detachNewThread { [self] in
            while case let piece = log.fileHandleForReading.availableData, !piece.isEmpty {
                text.withLock { $0 += piece }
            }
        }
    }

    /// Its standard error so far.
    var log: String { text.withLock { String(decoding: $0, as: UTF8.self) } }

    /// Kills it, as Lambda does when time or memory is used up.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Runs the command `porchlight` to its end; its standard output.
    static func porchlight(_ arguments: [String], _ settings: [String: String]) throws -> String {
        let process = Process()
        process.executableURL = binary("porchlight")
        process.arguments = arguments
        process.environment = environment(settings)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }

    private static func environment(_ settings: [String: String]) -> [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PORCHLIGHT_") && !$0.key.hasPrefix("AWS_") }
            .merging(settings) { $1 }
    }
}
