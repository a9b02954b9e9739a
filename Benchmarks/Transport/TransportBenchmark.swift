import CBareCurl
import Foundation
import HTTPTransport
import HTTPTypes

/// Calls per second over one HTTP/2 connection under TLS: the transport, the client of the event gateway, outbox and relay
/// too, a bare C loop over libcurl, and `h2load`, in turn and against the same `nghttpd`.
enum TransportBenchmark {
    private static let body = [UInt8](repeating: UInt8(ascii: "e"), count: 600)
    private static let concurrency = 100
    private static let calls = 20_000
    private static let rounds = 5

    static func run() async throws {
        do {
            try await measure()
        } catch let failure as BenchmarkFailure {
            print(failure)
            exit(1)
        }
    }

    private static func measure() async throws {
        let tools = try ["nghttpd", "h2load", "openssl"].map(Tool.init)
        let server = try EventServer(nghttpd: tools[0], openssl: tools[2])
        defer { server.stop() }
        try await server.waitUntilItAnswers()

        print("POST of \(body.count) bytes, one HTTP/2 connection, \(concurrency) at a time, \(calls) calls a round")
        var rates: [String: [Double]] = [:]
        var costs = (bare: 0.0, ours: 0.0)
        for _ in 0..<rounds {
            let before = cpuSeconds()
            rates["bare C loop over libcurl", default: []].append(try bare(server))
            let between = cpuSeconds()
            rates["HTTPTransport", default: []].append(try await transport(server))
            costs.bare += between - before
            costs.ours += cpuSeconds() - between
            rates["h2load", default: []].append(try h2load(tools[1], server))
            let client = try await DeliveryBenchmark.client(server, calls, concurrency)
            rates["event gateway client", default: []].append(client)
            let relay = try await DeliveryBenchmark.relay(server, calls, concurrency)
            rates["outbox, relay and client", default: []].append(relay)
        }
        let medians = rates.mapValues { $0.sorted()[rounds / 2] }
        print("calls a second: median of \(rounds) rounds (least, most)")
        for (name, values) in rates.sorted(by: { $0.key < $1.key }) {
            let columns = [medians[name] ?? 0, values.min() ?? 0, values.max() ?? 0]
                .map { String(format: "%8.0f", $0) }
            print(
                "\(name.padding(toLength: 36, withPad: " ", startingAt: 0))\(columns[0])  (\(columns[1]) \(columns[2]))"
            )
        }
        if let theirs = medians["bare C loop over libcurl"] {
            for (name, budget) in [
                ("HTTPTransport", "; budget at least 0.50"), ("event gateway client", "; budget at least 0.50"),
                ("outbox, relay and client", ", each event on disk before and after"),
            ] {
                print(name, String(format: "/ bare C: %.2f", (medians[name] ?? 0) / theirs) + budget)
            }
            let perCall = 1e6 / Double(rounds * calls)
            print(
                String(
                    format: "CPU per call, µs, all threads: HTTPTransport %.1f, bare C %.1f", costs.ours * perCall,
                    costs.bare * perCall))
        }
    }

    private static func cpuSeconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func bare(_ server: EventServer) throws -> Double {
        let start = ContinuousClock.now
        let accepted = unsafe body.withUnsafeBytes { body in
            unsafe bare_curl_post(
                server.url, server.certificate, body.baseAddress?.assumingMemoryBound(to: CChar.self), body.count,
                Int32(calls), Int32(concurrency))
        }
        guard accepted == calls else { throw BenchmarkFailure("bare C: \(accepted) of \(calls) calls were answered") }
        return Double(calls) / start.duration(to: .now).seconds
    }

    private static func transport(_ server: EventServer) async throws -> Double {
        var configuration = HTTPTransport.Configuration()
        configuration.certificateAuthorities = server.certificate
        configuration.connectionsPerHost = 1
        let transport = try HTTPTransport(configuration)
        let request = try ServiceURL(server.url).request(.post, [.contentType: "application/json"])
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<concurrency {
                group.addTask {
                    for _ in 0..<(calls / concurrency) {
                        let answer = try await transport.send(request, body: body, within: .seconds(60))
                        guard answer.head.status == .ok else { throw BenchmarkFailure("status \(answer.head.status)") }
                    }
                }
            }
            try await group.waitForAll()
        }
        return Double(calls) / start.duration(to: .now).seconds
    }

    private static func h2load(_ tool: Tool, _ server: EventServer) throws -> Double {
        let output = try tool.run([
            "-n", "\(calls)", "-c", "1", "-m", "\(concurrency)", "-d", server.bodyFile, server.url,
        ])
        // finished in 1.23s, 16260.16 req/s, 9.9MB/s
        guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix("finished in") }),
            let rate = line.split(separator: " ").dropFirst(3).first.flatMap({ Double($0) }),
            output.contains("\(calls) succeeded")
        else { throw BenchmarkFailure("h2load did not get all its answers:\n\(output)") }
        return rate
    }
}

/// Why nothing could be measured.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
