import AlexaProtocol
import Foundation
import GRDB
import Testing

/// `porchlight handle` with an unusable store, and with input that is too large.
@Suite struct HandleTests {
    private static let discover = Array(
        #"{"directive": {"header": {"namespace": "Alexa.Discovery", "name": "Discover", "payloadVersion": "3", "messageId": "m"}, "payload": {"scope": {"type": "BearerToken", "token": "t"}}}}"#
            .utf8)

    /// Why the store is unusable.
    enum Trouble: CaseIterable {
        case noFolder, folderInItsPlace, notADatabase, anotherKey, locked
    }

    private static func environment(_ path: String, key: String = "0a") -> [String: String] {
        ["PORCHLIGHT_STORE_PATH": path, "PORCHLIGHT_STORE_KEY": String(repeating: key, count: 32)]
    }

    @Test(arguments: Trouble.allCases) func answersWithoutItsStore(_ trouble: Trouble) async throws {
        try await withFolder { folder in
            var path = folder.appending(path: "store").path
            var lock: DatabaseQueue?
            switch trouble {
            case .noFolder: path = "/dev/null/store"
            case .folderInItsPlace:
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            case .notADatabase: try Data(repeating: 7, count: 100_000).write(to: URL(filePath: path))
            case .anotherKey:
                let other = Self.environment(path, key: "0b")
                #expect(try await Command(arguments: ["outbox", "list"], environment: other).run().status == 0)
            case .locked:
                let environment = Self.environment(path)
                #expect(try await Command(arguments: ["outbox", "list"], environment: environment).run().status == 0)
                var configuration = Configuration()
                configuration.allowsUnsafeTransactions = true
                lock = try DatabaseQueue(path: path, configuration: configuration)
                try await lock?.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
            }
            let start = ContinuousClock.now
            let result = try await Command(
                arguments: ["handle"], environment: Self.environment(path), input: Self.discover
            ).run()
            let time = start.duration(to: .now)
            try await lock?.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            #expect(result.status == 0)
            #expect(result.output.contains("Discover.Response"))
            if trouble != .locked {
                #expect(result.log.contains(#""event":"store_unavailable""#), "\(result.log)")
            }
            #expect(time < .seconds(20))
        }
    }

    @Test func anEndlessLineIsAnsweredBeforeItEnds() async throws {
        let (first, second, memory) = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                do {
                    let (input, output) = (Pipe(), Pipe())
                    let process = Command(arguments: ["handle", "--stream"])
                        .process(output: output, log: FileHandle.nullDevice, input: input)
                    try process.run()
                    let megabyte = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
                    for _ in 0..<8 { try input.fileHandleForWriting.write(contentsOf: megabyte) }
                    let first = Self.line(output)
                    for _ in 0..<100 { try input.fileHandleForWriting.write(contentsOf: megabyte) }
                    try input.fileHandleForWriting.write(contentsOf: Data("\n".utf8) + Self.discover + Data("\n".utf8))
                    let second = Self.line(output)
                    let status = try String(
                        contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
                    try input.fileHandleForWriting.close()
                    process.waitUntilExit()
                    continuation.resume(returning: (first, second, status))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
        #expect(first.contains("INVALID_DIRECTIVE"))
        #expect(second.contains("Discover.Response"))
        let peak = memory.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = peak?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? .max
        #expect(kilobytes < 100_000, "\(peak ?? "")")
    }

    private static func line(_ pipe: Pipe) -> String {
        var text = Data()
        while !text.contains(UInt8(ascii: "\n")) {
            let chunk = pipe.fileHandleForReading.availableData
            if chunk.isEmpty { break }
            text += chunk
        }
        return String(decoding: text, as: UTF8.self)
    }

    @Test func aSignalThatIsIgnoredStaysIgnored() async throws {
        let (answer, status) = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                do {
                    let (input, output) = (Pipe(), Pipe())
                    let process = Command(arguments: ["handle", "--stream"]).underShell("trap '' HUP")
                        .process(output: output, log: FileHandle.nullDevice, input: input)
                    try process.run()
                    let directive = Data(Self.discover) + Data("\n".utf8)
                    // After the first answer the signal handlers are installed.
                    try input.fileHandleForWriting.write(contentsOf: directive)
                    _ = Self.line(output)
                    kill(process.processIdentifier, SIGHUP)
                    try input.fileHandleForWriting.write(contentsOf: directive)
                    let answer = Self.line(output)
                    try input.fileHandleForWriting.close()
                    process.waitUntilExit()
                    continuation.resume(returning: (answer, process.terminationStatus))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
        #expect(answer.contains("Discover.Response"))
        #expect(status == 0)
    }

    @Test func aFileThatNeverEndsIsAnswered() async throws {
        let result = try await Command(arguments: ["handle", "/dev/zero"]).run()
        #expect(result.status == 0)
        #expect(result.output.contains("INVALID_DIRECTIVE"))
    }

    @Test func aHomeThatNeverEndsIsRefused() async throws {
        let result = try await Command(arguments: ["handle", "--home", "/dev/zero"], input: Self.discover).run()
        #expect(result.status == 2)
        #expect(result.log == "porchlight: /dev/zero is too large: more than 64 MiB are not read\n")
    }
}
