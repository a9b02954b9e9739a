import Foundation
import LoopbackLambda
import Synchronization

/// The real `bootstrap` as a process.
final class BootstrapProcess: Sendable {
    private let process = Process()
    private let text = Mutex(Data())
    private let ended = Gate()

    /// Beside the test bundle that is running.
    static var binary: URL {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "bootstrap")
    }

    /// Starts `bootstrap` at a Runtime API.
    init(at address: String?, _ settings: [String: String] = ["PORCHLIGHT_HOME": "sample"]) throws {
        process.executableURL = Self.binary
        process.environment = Self.environment(address, settings)
        let log = Pipe()
        process.standardError = log
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        Thread.detachNewThread { [self] in
            while case let piece = log.fileHandleForReading.availableData, !piece.isEmpty {
                text.withLock { $0 += piece }
            }
            process.waitUntilExit()
            ended.open()
        }
    }

    /// The environment variables of a run, without those of the tests.
    static func environment(_ address: String?, _ settings: [String: String]) -> [String: String] {
        var variables = ProcessInfo.processInfo.environment.filter {
            !$0.key.hasPrefix("PORCHLIGHT_") && !$0.key.hasPrefix("AWS_")
        }
        if let address { variables["AWS_LAMBDA_RUNTIME_API"] = address }
        return variables.merging(settings) { $1 }
    }

    /// Waits for its end: its exit status, or the signal that ended it as a negative number.
    func end() async -> Int32 {
        await ended.pass()
        return process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// What it has written to standard error so far.
    var log: String { text.withLock { String(decoding: $0, as: UTF8.self) } }

    /// The log's lines with this event.
    func lines(_ event: String) -> [Substring] {
        log.split(separator: "\n").filter { $0.contains(#""event":"\#(event)""#) }
    }

    /// Runs a process while `body` runs, then kills it.
    static func run<Value>(
        at lambda: LoopbackLambda, _ settings: [String: String] = ["PORCHLIGHT_HOME": "sample"],
        _ body: (BootstrapProcess) async throws -> Value
    ) async throws -> Value {
        let process = try BootstrapProcess(at: lambda.address, settings)
        defer { process.signal(SIGKILL) }
        return try await body(process)
    }
}
