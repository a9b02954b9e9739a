import CBareCurl
import Foundation
import HTTPTransport
import HTTPTypes

/// The paths of events to a server, each measured against the same `nghttpd`.
enum Route: String, CaseIterable {
    /// A C loop over libcurl's multi handle without any other work: the baseline.
    case bareC = "bare C loop over libcurl"
    /// ``HTTPTransport`` alone.
    case transport = "HTTPTransport"
    /// Token, request, verdict: the client of the event gateway.
    case client = "event gateway client"
    /// From an encrypted outbox on disk, with a lease and a settlement for each event.
    case relay = "outbox, relay and client"
    /// nghttp2's load generator, as an upper bound for the server.
    case h2load

    /// The required share of bare C's rate, from design section 7.
    var budget: Double? {
        switch self {
        case .client: 0.8
        case .relay: 0.5
        case .bareC, .transport, .h2load: nil
        }
    }
}

/// Events per second over one HTTP/2 connection under TLS.
enum TransportBenchmark {
    /// The same bytes for all routes: the event of the gateway client; its token is also in the header.
    private static let body = DeliveryBenchmark.body
    private static let authorization = "Bearer " + DeliveryBenchmark.token
    private static let concurrency = 100
    private static let calls = 20_000
    private static let rounds = 5

    /// Measures the routes in turn, several rounds, and prints each with its ratio to bare C of the same round.
    static func run(_ routes: [Route]) async throws {
        let tools = try ["nghttpd", "h2load", "openssl"].map(Tool.init)
        let server = try EventServer(nghttpd: tools[0], openssl: tools[2], body: body)
        defer { server.stop() }
        try await server.waitUntilItAnswers()

        print(
            "events a second: POST of \(body.count) bytes with a token of \(DeliveryBenchmark.token.count), one HTTP/2 connection, \(concurrency) at a time, "
                + "\(calls) a round; median of \(rounds) rounds (least, most)")
        var samples: [Route: [Sample]] = [:]
        for _ in 0..<rounds {
            for route in routes {
                samples[route, default: []].append(try await measure(route, server, h2load: tools[1]))
            }
        }
        for route in routes { report(route, samples[route] ?? [], comparedWith: samples[.bareC] ?? []) }
    }

    private static func report(_ route: Route, _ samples: [Sample], comparedWith theirs: [Sample]) {
        let rates = samples.map(\.rate).sorted()
        var remark = ""
        if route != .bareC {
            // Of the same round, because the load of the machine changes between rounds.
            let ratios = zip(samples, theirs).map { $0.rate / $1.rate }.sorted()
            remark = String(format: "%.2f of bare C", ratios[ratios.count / 2])
            if let budget = route.budget { remark += String(format: " (budget at least %.1f)", budget) }
        }
        if route != .h2load {
            let costs = samples.map(\.cost).sorted()
            remark += String(format: "%@CPU per event %.0f µs", remark.isEmpty ? "" : ", ", costs[costs.count / 2])
        }
        Table.row(route.rawValue, rates[rates.count / 2], least: rates[0], most: rates[rates.count - 1], remark)
    }

    private static func measure(_ route: Route, _ server: EventServer, h2load tool: Tool) async throws -> Sample {
        switch route {
        case .bareC: try await bare(server)
        case .transport: try await transport(server)
        case .client: try await DeliveryBenchmark.client(server, calls, concurrency)
        case .relay: try await DeliveryBenchmark.relay(server, calls)
        case .h2load: try h2load(tool, server)
        }
    }

    private static func bare(_ server: EventServer) async throws -> Sample {
        try await Sample.measure(calls) {
            let accepted = unsafe body.withUnsafeBytes { body in
                unsafe bare_curl_post(
                    server.url, server.certificate, "Authorization: \(authorization)",
                    body.baseAddress?.assumingMemoryBound(to: CChar.self), body.count, Int32(calls), Int32(concurrency))
            }
            guard accepted == calls else { throw BenchmarkFailure("bare C: \(accepted) of \(calls) were answered") }
        }
    }

    private static func transport(_ server: EventServer) async throws -> Sample {
        var configuration = HTTPTransport.Configuration()
        configuration.certificateAuthorities = server.certificate
        configuration.connectionsPerHost = 1
        let transport = try HTTPTransport(configuration)
        let request = try ServiceURL(server.url).request(
            .post, [.authorization: authorization, .contentType: "application/json"])
        return try await Sample.measure(calls) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<concurrency {
                    group.addTask {
                        for _ in 0..<(calls / concurrency) {
                            let answer = try await transport.send(request, body: body, within: .seconds(60))
                            let status = answer.head.status
                            guard status == .ok else { throw BenchmarkFailure("status \(status)") }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    private static func h2load(_ tool: Tool, _ server: EventServer) throws -> Sample {
        let output = try tool.run([
            "-n", "\(calls)", "-c", "1", "-m", "\(concurrency)", "-H", "authorization: \(authorization)", "-d",
            server.bodyFile, server.url,
        ])
        // finished in 1.23s, 16260.16 req/s, 9.9MB/s
        guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix("finished in") }),
            let rate = line.split(separator: " ").dropFirst(3).first.flatMap({ Double($0) }),
            output.contains("\(calls) succeeded")
        else { throw BenchmarkFailure("h2load did not get all its answers:\n\(output)") }
        return Sample(rate: rate, cost: 0)
    }
}
