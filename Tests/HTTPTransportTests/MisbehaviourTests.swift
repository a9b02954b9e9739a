import Foundation
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Testing

/// Servers that break the protocol, hang or send too much.
@Suite struct MisbehaviourTests {
    /// The bytes that a raw peer sends before it closes, and the error of the call.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let said: String
        let kind: HTTPTransportError.Kind

        init(_ name: String, _ said: String, _ kind: HTTPTransportError.Kind) {
            (testDescription, self.said, self.kind) = (name, said, kind)
        }
    }

    static let cases: [Case] = [
        Case("says nothing", "", .connectionLost),
        Case("stops within the status line", "HTTP/1.1 20", .connectionLost),
        Case("stops within the head", "HTTP/1.1 200 OK\r\nContent-Le", .connectionLost),
        Case("stops before the body", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", .connectionLost),
        Case("promises more than it sends", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello", .connectionLost),
        Case("promises a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", .connectionLost),
        Case("stops within a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", .connectionLost),
        Case(
            "sends a chunk that is none", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", .connectionLost
        ),
        Case("speaks SSH", "SSH-2.0-OpenSSH_9.2\r\n", .connectionLost),
        Case("speaks HTTP/0.9", "<html>hello</html>", .connectionLost),
        Case("speaks HTTP/3 in clear text", "HTTP/3 200\r\n\r\n", .connectionLost),
        Case("has no status", "HTTP/1.1 OK\r\n\r\n", .connectionLost),
        Case("has an impossible status", "HTTP/1.1 999999 OK\r\n\r\n", .connectionLost),
        Case("sends zero bytes only", String(repeating: "\0", count: 5000), .connectionLost),
        Case("claims gzip that is none", gzipped("hello there, this is no gzip"), .connectionLost),
        Case("uses an unknown encoding", encoded("x-unknown", "hello"), .connectionLost),
        Case("sends a length over the limit", "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", .tooLarge),
        Case(
            "sends a body over the limit, of no length",
            "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 1001), .tooLarge),
        Case(
            "sends chunks over the limit",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + String(repeating: "a\r\n0123456789\r\n", count: 101), .tooLarge),
        Case(
            "sends a head over any limit",
            "HTTP/1.1 200 OK\r\n" + String(repeating: "X-Field: 0123456789\r\n", count: 4000), .tooLarge),
        Case(
            "sends endless interim answers",
            String(repeating: "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", count: 4000), .tooLarge),
    ]

    private static func encoded(_ encoding: String, _ body: String) -> String {
        "HTTP/1.1 200 OK\r\nContent-Encoding: \(encoding)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private static func gzipped(_ body: String) -> String { encoded("gzip", body) }

    @Test(arguments: cases) func endsInATypedError(_ misbehaviour: Case) async throws {
        try await RawPeer.run { connection in
            connection.readRequest()
            connection.send(misbehaviour.said)
        } _: { peer in
            var request = try ServiceURL(peer.url).appending("/path").request(.get, [.authorization: "Bearer secret"])
            request.path! += "?token=secret"
            let error = await (try HTTPTransport()).failure(request, responseLimit: 1000)
            #expect(error?.kind == misbehaviour.kind, "\(error?.description ?? "no error")")
            #expect(error?.mayHaveBeenSent == true)
            #expect(error?.description.contains("secret") == false)
            #expect(error?.description.contains("hello") == false)
            #expect(peer.connections == 1)
            // The error has the status if the status line arrived.
            #expect(error?.head?.status.code == (misbehaviour.said.hasPrefix("HTTP/1.1 200") ? 200 : nil))
        }
    }

    @Test(arguments: [
        // Bytes after Content-Length are ignored.
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more", "ok"),
        ("HTTP/1.1 200 OK\r\n\r\nok", "ok"),
        ("HTTP/1.0 200 OK\r\n\r\nok", "ok"),
        ("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", "ok"),
        ("HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "ok"),
        // Interim answers are skipped, and a trailer does not belong to the head.
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nX: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "ok"
        ),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX: 1\r\n\r\n", "ok"),
        // Lines that are not fields are ignored.
        ("HTTP/1.1 200 OK\r\nX X: 1\r\n: 2\r\nContent-Length: 2\r\n\r\nok", "ok"),
    ])
    func isStillUnderstood(_ said: String, _ body: String) async throws {
        try await RawPeer.run { connection in
            connection.readRequest()
            connection.send(said)
        } _: { peer in
            let answer = try await HTTPTransport().send(try ServiceURL(peer.url).request(.get), within: ample)
            #expect(answer.head.status == .ok)
            #expect(answer.head.headerFields[.test("X")] == nil)
            #expect(String(decoding: answer.body, as: UTF8.self) == body)
        }
    }

    @Test func aResetIsALostConnection() async throws {
        try await RawPeer.run { connection in
            connection.readRequest()
            connection.resetOnClose()
        } _: { peer in
            let error = await (try HTTPTransport()).failure(try ServiceURL(peer.url).request(.get))
            #expect(error?.kind == .connectionLost)
            #expect(error?.mayHaveBeenSent == true)
        }
    }

    @Test(arguments: Wire.allCases) func hangingUpIsALostConnection(_ wire: Wire) async throws {
        try await withServer(wire.offer) { request, _ in
            request.path == "/hang" ? .hangUp : LoopbackAnswer(.ok)
        } _: { transport, url, _ in
            let error = await transport.failure(url.appending("hang").request(.post), body: [1])
            #expect(error?.kind == .connectionLost)
            #expect(error?.mayHaveBeenSent == true)
            let answer = try await transport.send(url.request(.post), body: [1], within: ample)
            #expect(answer.head.status == .ok)
        }
    }

    @Test func aServerThatHangsUpInTheMiddleOfTLSWasSentNothing() async throws {
        try await RawPeer.run {
            $0.send("HTTP/1.1 400 Bad Request\r\n\r\n")
        } _: { peer in
            let error = await (try HTTPTransport()).failure(try ServiceURL(peer.secureURL).request(.get))
            #expect(error?.kind == .tls)
            #expect(error?.mayHaveBeenSent == false)
        }
    }

    @Test func nobodyListens() async throws {
        let port = try await RawPeer.run { _ in
        } _: {
            $0.port
        }
        let error = await (try HTTPTransport()).failure(try ServiceURL("https://127.0.0.1:\(port)").request(.get))
        #expect(error?.kind == .couldNotConnect)
        #expect(error?.mayHaveBeenSent == false)
    }

    @Test func theNameDoesNotResolve() async throws {
        var configuration = HTTPTransport.Configuration()
        configuration.connectTimeout = .seconds(120)
        let url = ServiceURL(https: "porchlight.invalid", path: "/secret")
        let error = await (try HTTPTransport(configuration)).failure(url.request(.get))
        #expect(error?.kind == .couldNotResolve)
        #expect(error?.mayHaveBeenSent == false)
        #expect(error?.description.contains("secret") == false)
    }

    @Test(arguments: [true, false]) func aServerThatNeverFinishesTLSIsGivenUp(_ byTheConnectTimeout: Bool) async throws
    {
        try await RawPeer.run {
            $0.waitForClose()
        } _: { peer in
            var timeout = Duration.milliseconds(50)
            repeat {
                var configuration = HTTPTransport.Configuration()
                configuration.connectTimeout = byTheConnectTimeout ? timeout : ample
                let error = await (try HTTPTransport(configuration)).failure(
                    try ServiceURL(peer.secureURL).request(.get), within: byTheConnectTimeout ? ample : timeout)
                #expect(error?.kind == .timedOutConnecting)
                #expect(error?.mayHaveBeenSent == false)
                // On a busy machine even the TCP connection may take longer.
                timeout *= 2
            } while peer.connections == 0
            await peer.connectionEnded()
        }
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"])
    func aServerThatNeverFinishesItsAnswerIsGivenUp(_ said: String) async throws {
        try await RawPeer.run { connection in
            connection.readRequest()
            connection.send(said)
            connection.waitForClose()
        } _: { peer in
            let error = await (try HTTPTransport()).failure(
                try ServiceURL(peer.url).request(.get), within: .milliseconds(200))
            // On a very busy machine the request may not have been sent.
            #expect(error?.kind == (error?.mayHaveBeenSent == true ? .timedOutWaiting : .timedOutConnecting))
            if error?.mayHaveBeenSent == true { await peer.connectionEnded() }
        }
    }

    @Test(arguments: Wire.allCases) func aSlowAnswerIsAnAnswer(_ wire: Wire) async throws {
        try await withServer(wire.offer) { _, _ in
            LoopbackAnswer(.ok, after: .milliseconds(50))
        } _: { transport, url, _ in
            let answer = try await transport.send(url.request(.get), within: ample)
            #expect(answer.head.status == .ok)
        }
    }
}
