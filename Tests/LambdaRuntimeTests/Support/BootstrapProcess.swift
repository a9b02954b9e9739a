import Foundation
import LoopbackLambda
import Synchronization

/// The real `bootstrap` as a process.
final class BootstrapProcess: Sendable {
    private let process = Process()
    private struct Log {
        var text = Data()
        /// The tasks that wait for lines.
        var readers: [CheckedContinuation<Void, Never>] = []
        var isComplete = false
    }

    private let written = Mutex(Log())
    private let ended = Gate()

    /// The program is in the folder of the running test bundle.
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
                wake { $0.text += piece }
            }
            wake { $0.isComplete = true }
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

    /// Its standard error so far.
    var log: String { written.withLock { String(decoding: $0.text, as: UTF8.self) } }

    /// Changes the log and wakes those that wait for lines.
    private func wake(_ change: (inout Log) -> Void) {
        let readers = written.withLock { log in
            change(&log)
            defer { log.readers = [] }
            return log.readers
        }
        for reader in readers { reader.resume() }
    }

    /// Waits until the log has at least `count` lines with this event, or is complete; these lines. A process's output is read
    /// some time after its answer.
    func lines(_ event: String, atLeast count: Int) async -> [Substring] {
        while true {
            let (found, isComplete) = (lines(event), written.withLock(\.isComplete))
            if found.count >= count || isComplete { return lines(event) }
            await withCheckedContinuation { continuation in
                let hasChanged = written.withLock { log in
                    let isNew = log.isComplete || Self.lines(event, of: log.text).count > found.count
                    if !isNew { log.readers.append(continuation) }
                    return isNew
                }
                if hasChanged { continuation.resume() }
            }
        }
    }

    /// The log's lines with this event.
    func lines(_ event: String) -> [Substring] { Self.lines(event, of: written.withLock(\.text)) }

    private static func lines(_ event: String, of log: Data) -> [Substring] {
        // The last line may be incomplete.
        let whole = log.prefix(upTo: log.lastIndex(of: UInt8(ascii: "\n")) ?? log.startIndex)
        return String(decoding: whole, as: UTF8.self).split(separator: "\n").filter {
            $0.contains(#""event":"\#(event)""#)
        }
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
