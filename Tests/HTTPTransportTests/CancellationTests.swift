import HTTPTransport
import HTTPTypes
import LoopbackServer
import Synchronization
import Testing

/// A cancelled call ends at once, and other calls are not affected.
@Suite struct CancellationTests {
    @Test(arguments: Wire.allCases) func aCallThatWaitsForItsAnswerEnds(_ wire: Wire) async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        try await withServer(wire.offer) { request, _ in
            guard request.path == "/hang" else { return LoopbackAnswer(.ok) }
            arrived.yield()
            return LoopbackAnswer(.ok, after: .seconds(86_400))
        } _: { transport, url, server in
            let call = Task { await transport.failure(url.appending("hang").request(.post), body: [1]) }
            for await _ in arrivals { break }
            call.cancel()
            let error = await call.value
            #expect(error?.kind == .cancelled)
            #expect(error?.mayHaveBeenSent == true)
            let answer = try await transport.send(url.request(.get), within: ample)
            #expect(answer.head.status == .ok)
            // A stream is reset, a connection of HTTP/1.1 is closed.
            #expect(server.connections == (wire == .http2OverTLS ? 1 : 2))
        }
    }

    @Test func theServerSeesTheConnectionEndAtOnce() async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        try await RawPeer.run { connection in
            connection.readRequest()
            arrived.yield()
            connection.waitForClose()
        } _: { peer in
            let transport = try HTTPTransport()
            let request = try ServiceURL(peer.url).request(.get)
            let call = Task { await transport.failure(request) }
            for await _ in arrivals { break }
            call.cancel()
            await peer.connectionEnded()
            #expect(await call.value?.kind == .cancelled)
        }
    }

    @Test func aCallWhoseConnectionIsBeingMadeEnds() async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        try await RawPeer.run { connection in
            arrived.yield()
            connection.waitForClose()
        } _: { peer in
            let transport = try HTTPTransport()
            let request = try ServiceURL(peer.secureURL).request(.get)
            let call = Task { await transport.failure(request) }
            for await _ in arrivals { break }
            call.cancel()
            let error = await call.value
            #expect(error?.kind == .cancelled)
            #expect(error?.mayHaveBeenSent == false)
            await peer.connectionEnded()
        }
    }

    @Test func aCancelledTaskStartsNoTransfer() async throws {
        try await RawPeer.run {
            $0.waitForClose()
        } _: { peer in
            let transport = try HTTPTransport()
            let request = try ServiceURL(peer.url).request(.get)
            let error = await Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                return await transport.failure(request)
            }.value
            #expect(error?.kind == .cancelled)
            #expect(error?.mayHaveBeenSent == false)
            #expect(peer.connections == 0)
        }
    }

    /// Many more calls than libcurl runs at a time, all queued behind one that hangs.
    @Test func queuedCallsEnd() async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        var offer = LoopbackServer.Offer()
        offer.tls = false
        try await withServer(offer, connectionsPerHost: 1) { request, _ in
            guard request.path != "/" else { return LoopbackAnswer(.ok) }
            arrived.yield()
            return LoopbackAnswer(.ok, after: .seconds(86_400))
        } _: { transport, url, server in
            let hanging = Task { await transport.failure(url.appending("hang").request(.get)) }
            for await _ in arrivals { break }
            let waiting = (0..<2000).map { _ in Task { await transport.failure(url.appending("wait").request(.get)) } }
            let last = Task { try await transport.send(url.request(.get), within: ample) }
            for call in waiting { call.cancel() }
            for call in waiting {
                let error = await call.value
                #expect(error?.kind == .cancelled)
                #expect(error?.mayHaveBeenSent == false)
            }
            hanging.cancel()
            #expect(await hanging.value?.kind == .cancelled)
            let answer = try await last.value
            #expect(answer.head.status == .ok)
        }
    }

    @Test(arguments: Wire.allCases) func manyCancellationsLeaveOtherCallsAlone(_ wire: Wire) async throws {
        let counter = Atomic(0)
        try await withServer(wire.offer, connectionsPerHost: wire == .http2OverTLS ? 1 : 8) { request, body in
            // Every other call that arrives hangs, until it is cancelled.
            if request.path == "/maybe", counter.add(1, ordering: .relaxed).newValue % 2 == 0 {
                return LoopbackAnswer(.ok, after: .seconds(86_400))
            }
            return LoopbackAnswer(.ok, body: body)
        } _: { transport, url, server in
            // One connection is opened first: cancelling a call while its connection is being opened closes it.
            _ = try await transport.send(url.request(.get), within: ample)
            for round in 0..<4 {
                let body = [UInt8](repeating: UInt8(round), count: 2000)
                let storm = (0..<400).map { _ in
                    Task { await transport.failure(url.appending("maybe").request(.post), body: body) }
                }
                let calls = (0..<100).map { _ in
                    Task { try await transport.send(url.request(.post), body: body, within: ample).body }
                }
                // Some are cancelled before they start, some while they run, some after they have ended.
                for (number, call) in storm.enumerated() {
                    if number % 40 == 0 { await Task.yield() }
                    call.cancel()
                }
                for call in storm {
                    let error = await call.value
                    #expect(error == nil || error?.kind == .cancelled, "\(error?.description ?? "")")
                }
                for call in calls { #expect(try await call.value == body) }
            }
            if wire == .http2OverTLS { #expect(server.connections == 1) }
        }
    }

    @Test func oneConnectionOutlivesThousandsOfCancelledStreams() async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        try await withServer(connectionsPerHost: 1) { request, _ in
            guard request.path == "/hang" else { return LoopbackAnswer(.ok) }
            arrived.yield()
            return LoopbackAnswer(.ok, after: .seconds(86_400))
        } _: { transport, url, server in
            var iterator = arrivals.makeAsyncIterator()
            for _ in 0..<30 {
                // The number of concurrent streams of a connection.
                let calls = (0..<100).map { _ in Task { await transport.failure(url.appending("hang").request(.get)) } }
                for _ in calls { await iterator.next() }
                for call in calls { call.cancel() }
                for call in calls { #expect(await call.value?.kind == .cancelled) }
            }
            let answer = try await transport.send(url.request(.get), within: ample)
            #expect(answer.head.status == .ok)
            #expect(server.connections == 1)
        }
    }
}
