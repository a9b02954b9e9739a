import Foundation
import Glibc
import HTTPTransport
import HTTPTypes
import Synchronization

/// AWS's Runtime Interface Emulator, which starts `bootstrap`. `scripts/fetch-emulator` fetches it.
///
/// It returns an answer only when the next invocation is requested, so it cannot show work after an answer.
final class Emulator: Sendable {
    /// `.build/cache/aws-lambda-rie`, in the folder three levels above the test bundle.
    static let binary = BootstrapProcess.binary.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "cache/aws-lambda-rie")

    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: binary.path) }
    /// Whether the tests run without the emulator and then fail (`TESTS_MUST_RUN`, as in `.ci/run`).
    static var isRequired: Bool { ProcessInfo.processInfo.environment["TESTS_MUST_RUN"] != nil }

    private let url: ServiceURL
    private let transport: HTTPTransport
    private let process = Process()
    private let text = Mutex(Data())

    private init(_ settings: [String: String]) throws {
        let ports = try Self.freePorts(2)
        url = try ServiceURL("http://127.0.0.1:\(ports[0])/2015-03-31/functions/function/invocations")
        transport = try HTTPTransport()
        process.executableURL = Self.binary
        process.arguments = [
            "--runtime-interface-emulator-address", "127.0.0.1:\(ports[0])",
            "--runtime-api-address", "127.0.0.1:\(ports[1])", BootstrapProcess.binary.path,
        ]
        process.environment = BootstrapProcess.environment(nil, settings)
        let log = Pipe()
        process.standardError = log
        process.standardOutput = log
        process.standardInput = FileHandle.nullDevice
        try process.run()
        Thread.detachNewThread { [self] in
            while case let piece = log.fileHandleForReading.availableData, !piece.isEmpty {
                text.withLock { $0 += piece }
            }
        }
    }

    /// Runs the emulator while `body` runs.
    static func run<Value>(
        _ settings: [String: String] = ["PORCHLIGHT_HOME": "sample"], _ body: (Emulator) async throws -> Value
    ) async throws -> Value {
        let emulator = try Emulator(settings)
        defer { emulator.end() }
        return try await body(emulator)
    }

    /// The output of the emulator and of `bootstrap`.
    var log: String { text.withLock { String(decoding: $0, as: UTF8.self) } }

    /// Posts to the invocation URL as soon as it is available; the answer and its status.
    func invoke(_ body: [UInt8]) async throws -> (status: Int, body: [UInt8]) {
        while true {
            do throws(HTTPTransportError) {
                let answer = try await transport.send(
                    url.request(.post), body: body, within: .seconds(60), responseLimit: 16 << 20)
                return (answer.head.status.code, answer.body)
            } catch {
                guard error.kind == .couldNotConnect, process.isRunning else { throw error }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    /// Terminates it; `bootstrap` ends with it.
    private func end() {
        process.terminate()
        process.waitUntilExit()
    }

    private struct NoPort: Error {}

    /// Ports that were free a moment ago.
    private static func freePorts(_ count: Int) throws -> [Int] {
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        return try (0..<count).map { _ in
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            sockets.append(socket)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    unsafe bind(socket, pointer, size) == 0 && getsockname(socket, pointer, &size) == 0
                }
            }
            guard isBound else { throw NoPort() }
            return Int(UInt16(bigEndian: address.sin_port))
        }
    }
}
