import HTTPTransport
import HTTPTypes
import LoopbackServer
import NIOConcurrencyHelpers
import Testing

/// Connections of a process that may have been frozen, and the host that `http` is allowed to.
@Suite struct IdleTests {
    /// How far both clocks advanced between two calls, and the number of connections afterwards.
    static let pauses: [(realTime: Int, bootTime: Int, connections: Int)] = [
        (0, 0, 1), (30, 30, 1),
        // Either clock may have stood still, and the time of day may have been set back.
        (31, 31, 2), (31, 0, 2), (0, 31, 2), (-31, 0, 2), (-31, 31, 2), (-30, 0, 1),
    ]

    @Test(arguments: pauses) func oldConnectionsAreNotUsedAfterAPause(
        _ realTime: Int, _ bootTime: Int, _ connections: Int
    ) async throws {
        var offer = LoopbackServer.Offer()
        offer.tls = false
        try await LoopbackServer.run(offer, { _, _ in LoopbackAnswer(.ok) }) { server in
            let clock = NIOLockedValueBox(ClockReading(realTime: 1_700_000_000, bootTime: 50))
            var configuration = HTTPTransport.Configuration()
            configuration.greatestIdle = .seconds(30)
            let transport = try HTTPTransport(configuration) { clock.withLockedValue { $0 } }
            let request = try ServiceURL(server.url).request(.post)
            _ = try await transport.send(request, body: [1], within: ample)
            clock.withLockedValue {
                $0 = ClockReading(realTime: $0.realTime + realTime, bootTime: $0.bootTime + bootTime)
            }
            _ = try await transport.send(request, body: [1], within: ample)
            // From now on the connection is reused.
            _ = try await transport.send(request, body: [1], within: ample)
            #expect(server.connections == connections)
        }
    }

    /// A freeze while calls are under way: they keep their connections.
    @Test func callsUnderWayAreNotDisturbed() async throws {
        var offer = LoopbackServer.Offer()
        offer.tls = false
        let (stream, started) = AsyncStream<Void>.makeStream()
        let (gate, release) = AsyncStream<Void>.makeStream()
        try await LoopbackServer.run(
            offer,
            { request, _ in
                guard request.path == "/slow" else { return LoopbackAnswer(.ok) }
                started.yield()
                for await _ in gate { break }
                return LoopbackAnswer(.accepted)
            }
        ) { server in
            let clock = NIOLockedValueBox(ClockReading(realTime: 1_700_000_000, bootTime: 50))
            var configuration = HTTPTransport.Configuration()
            configuration.greatestIdle = .seconds(30)
            let transport = try HTTPTransport(configuration) { clock.withLockedValue { $0 } }
            let url = try ServiceURL(server.url)
            async let slow = transport.send(url.appending("slow").request(.post), within: ample)
            for await _ in stream { break }
            clock.withLockedValue { $0 = ClockReading(realTime: $0.realTime + 600, bootTime: 60) }
            #expect(try await transport.send(url.request(.post), within: ample).head.status == .ok)
            let isIdle = NIOLockedValueBox(false)
            async let idle: Void = {
                await transport.waitUntilIdle()
                isIdle.withLockedValue { $0 = true }
            }()
            #expect(!isIdle.withLockedValue { $0 })
            release.yield()
            #expect(try await slow.head.status == .accepted)
            await idle
            // Returns at once if nothing is in flight.
            await transport.waitUntilIdle()
        }
    }

    @Test func onlyTheTrustedHostMayBeAnotherMachine() async throws {
        var configuration = HTTPTransport.Configuration()
        // A documentation address (RFC 5737), which nobody answers.
        configuration.trustedPlainHost = "192.0.2.1:9001"
        configuration.connectTimeout = .milliseconds(1)
        let transport = try HTTPTransport(configuration)
        let trusted = try ServiceURL("http://192.0.2.1:9001/x", trusting: configuration.trustedPlainHost)
        let error = await transport.failure(trusted.request(.get))
        #expect(error.map { [.timedOutConnecting, .couldNotConnect].contains($0.kind) } == true)
        for other in ["http://192.0.2.1:9002", "http://192.0.2.2:9001", "http://192.0.2.1"] {
            #expect(throws: HTTPTransportError.self) {
                try ServiceURL(other, trusting: configuration.trustedPlainHost)
            }
            var request = trusted.request(.get)
            request.authority = String(other.dropFirst(7))
            #expect(await transport.failure(request)?.kind == .refusedByUs)
        }
    }
}
