import AlexaProtocol
import Foundation
import Synchronization
import Testing

/// `porchlight relay --metrics-port`, as Prometheus uses it.
@Suite(.timeLimit(.minutes(2))) struct RelayMetricsTests {
    private static let key = String(repeating: "a1", count: 32)

    /// Runs a relay while `body` runs with the port of its metrics.
    private static func withRelay(_ body: @escaping @Sendable (Int) throws -> Void) async throws -> Int32 {
        try await withFolder { folder in
            let environment = [
                "PORCHLIGHT_STORE_PATH": folder.appending(path: "store.sqlite").path, "PORCHLIGHT_STORE_KEY": key,
            ]
            return try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread {
                    continuation.resume(
                        with: Result {
                            let log = Pipe()
                            let process = Command(
                                arguments: ["relay", "--metrics-port", "0"], environment: environment
                            )
                            .process(output: nil, log: log, input: Pipe())
                            try process.run()
                            defer { process.terminate() }
                            let port = try #require(try Self.port(in: log.fileHandleForReading))
                            try body(port)
                            process.terminate()
                            process.waitUntilExit()
                            return process.terminationStatus
                        })
                }
            }
        }
    }

    /// The port from the log.
    private static func port(in log: FileHandle) throws -> Int? {
        var line: [UInt8] = []
        while let byte = try log.read(upToCount: 1)?.first {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            let fields = JSONDocument(parsing: line).value?.object
            if fields?["event"] == "metrics_served" { return fields?["port"]?.integer }
            line = []
        }
        return nil
    }

    /// Sends one request over a new connection.
    private static func answer(to request: String, at port: Int) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        #expect(isConnected)
        let file = FileHandle(fileDescriptor: descriptor)
        try file.write(contentsOf: Data("\(request) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8))
        return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    }

    @Test func thePageAndNothingElse() async throws {
        let status = try await Self.withRelay { port in
            let page = try Self.answer(to: "GET /metrics?x=1", at: port)
            #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(page.lowercased().contains("content-type: text/plain; version=0.0.4; charset=utf-8\r\n"))
            #expect(page.contains("\r\n\r\n# HELP porchlight_outbox_age_seconds "))
            #expect(page.hasSuffix("# TYPE porchlight_outbox_depth gauge\nporchlight_outbox_depth 0\n"))
            let head = try Self.answer(to: "HEAD /metrics", at: port)
            #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n") && head.hasSuffix("\r\n\r\n"))
            #expect(try Self.answer(to: "POST /metrics", at: port).hasPrefix("HTTP/1.1 405 "))
            for path in ["/", "/metrics/", "/favicon.ico"] {
                #expect(try Self.answer(to: "GET \(path)", at: port).hasPrefix("HTTP/1.1 404 "))
            }
        }
        #expect(status == 0)
    }

    /// The same page, parsed by Prometheus's own library.
    @Test(.enabled(if: MetricsParser.mayRun, "Prometheus's parser is missing; scripts/fetch-metrics-parser fetches it"))
    func prometheusReadsThePage() async throws {
        let page = Mutex("")
        _ = try await Self.withRelay { port in
            let answer = try Self.answer(to: "GET /metrics", at: port)
            let body = try #require(answer.range(of: "\r\n\r\n"))
            page.withLock { $0 = String(answer[body.upperBound...]) }
        }
        let families = try await MetricsParser.families(of: page.withLock(\.self))
        #expect(families.map(\.name) == ["porchlight_outbox_age_seconds", "porchlight_outbox_depth"])
        #expect(families.allSatisfy { $0.type == "gauge" && !$0.help.isEmpty && $0.samples.count == 1 })
    }

    @Test(arguments: ["65536", "-1", "x"]) func noPort(_ port: String) async throws {
        let result = try await Command(arguments: ["relay", "--metrics-port=\(port)"]).run()
        #expect(result.status == 2)
        #expect(result.log.contains("metrics-port"))
    }

    @Test func anAddressThatIsNotOurs() async throws {
        try await withFolder { folder in
            let result = try await Command(
                arguments: ["relay", "--metrics-port", "0", "--metrics-host", "192.0.2.1"],
                environment: [
                    "PORCHLIGHT_STORE_PATH": folder.appending(path: "store.sqlite").path,
                    "PORCHLIGHT_STORE_KEY": Self.key,
                ]
            ).run()
            #expect(result.status == 2)
            #expect(result.log.contains("metrics cannot be served at 192.0.2.1:0"))
        }
    }
}
