import Foundation
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Synchronization
import Testing

/// Requests and answers arrive unchanged.
@Suite struct ExchangeTests {
    @Test(arguments: Wire.allCases, [HTTPRequest.Method.get, .post, .put, .patch, .delete, .options])
    func everyMethodArrives(_ wire: Wire, _ method: HTTPRequest.Method) async throws {
        let bodies: [[UInt8]] = [[], Array(#"{"event":{}}"#.utf8), Array(repeating: 7, count: 300_000)]
        for body in bodies.prefix(method == .post ? 3 : 2) {
            try await withServer(wire.offer) { request, received in
                #expect(request.method == method)
                #expect(request.path == "/a/../b%20c?x=%26&y=~")
                #expect(request.headerFields[.authorization] == "Bearer token; with = signs, \"quotes\"")
                #expect(request.headerFields[.test("X-Empty")] == "")
                #expect(request.headerFields[.expect] == nil)
                #expect(request.headerFields[.userAgent] == nil)
                #expect(request.headerFields[.contentType] == (body.isEmpty ? nil : "application/json"))
                #expect(received == body)
                return LoopbackAnswer(.accepted, [.test("X-Answer"): "yes"], body: received)
            } _: { transport, url, server in
                var request = url.request(
                    method, [.authorization: "Bearer token; with = signs, \"quotes\"", .test("X-Empty"): ""])
                if !body.isEmpty { request.headerFields[.contentType] = "application/json" }
                request.path = "/a/../b%20c?x=%26&y=~"
                let answer = try await transport.send(request, body: body, within: ample)
                #expect(answer.head.status == .accepted)
                #expect(answer.head.headerFields[.test("x-answer")] == "yes")
                #expect(answer.body == body)
                #expect(server.connections == 1)
            }
        }
    }

    @Test(arguments: Wire.allCases) func aBodyWithoutTypeIsNotCalledAForm(_ wire: Wire) async throws {
        try await withServer(wire.offer) { request, _ in
            #expect(request.headerFields[.contentType] == nil)
            return LoopbackAnswer(.ok)
        } _: { transport, url, _ in
            _ = try await transport.send(url.request(.post), body: [1, 2, 3], within: ample)
        }
    }

    @Test(arguments: Wire.allCases) func headHasNoBody(_ wire: Wire) async throws {
        try await withServer(wire.offer) { _, _ in
            LoopbackAnswer(.ok, [.contentLength: "5000000"])
        } _: { transport, url, _ in
            let answer = try await transport.send(url.request(.head), within: ample)
            #expect(answer.head.headerFields[.contentLength] == "5000000")
            #expect(answer.body.isEmpty)
        }
    }

    @Test(arguments: Wire.allCases, [200, 202, 204, 301, 302, 307, 308, 401, 403, 407, 429, 500, 503, 599])
    func everyStatusIsAnAnswer(_ wire: Wire, _ code: Int) async throws {
        let calls = Atomic(0)
        try await withServer(wire.offer) { _, _ in
            calls.add(1, ordering: .relaxed)
            return LoopbackAnswer(
                HTTPResponse.Status(code: code),
                [.location: "/elsewhere", .retryAfter: "7", .wwwAuthenticate: "Basic realm=\"x\""])
        } _: { transport, url, _ in
            let answer = try await transport.send(url.request(.get), within: ample)
            #expect(answer.head.status.code == code)
            #expect(answer.head.headerFields[.retryAfter] == "7")
        }
        #expect(calls.load(ordering: .relaxed) == 1)
    }

    @Test(arguments: Wire.allCases) func repeatedFieldsAreKeptInOrder(_ wire: Wire) async throws {
        try await withServer(wire.offer) { request, _ in
            #expect(request.headerFields[values: .test("x-many")] == ["1", "2"])
            var fields = HTTPFields()
            for value in ["a", "b", "c"] { fields.append(HTTPField(name: .test("x-many"), value: value)) }
            return LoopbackAnswer(.ok, fields)
        } _: { transport, url, _ in
            var request = url.request(.get)
            for value in ["1", "2"] { request.headerFields.append(HTTPField(name: .test("x-many"), value: value)) }
            let answer = try await transport.send(request, within: ample)
            #expect(answer.head.headerFields[values: .test("x-many")] == ["a", "b", "c"])
        }
    }

    @Test(arguments: Wire.allCases) func compressedBodiesAreDecompressed(_ wire: Wire) async throws {
        let compressed = Data(base64Encoded: "H4sIAAAAAAACAyvJSFUoyC9KzsjJTM8oUUgqLcor5gIAUUF2PhUAAAA=")!
        try await withServer(wire.offer) { request, _ in
            #expect(request.headerFields[.acceptEncoding]?.contains("gzip") == true)
            return LoopbackAnswer(.ok, [.contentEncoding: "gzip"], body: Array(compressed))
        } _: { transport, url, _ in
            let answer = try await transport.send(url.request(.get), within: ample)
            #expect(answer.body == Array("the porchlight burns\n".utf8))
        }
    }

    @Test(arguments: Wire.allCases) func connectionsAreReused(_ wire: Wire) async throws {
        try await withServer(wire.offer) { _, _ in
            LoopbackAnswer(.ok)
        } _: { transport, url, server in
            for _ in 0..<20 { _ = try await transport.send(url.request(.post), body: [1], within: ample) }
            #expect(server.connections == 1)
        }
    }

    /// Easy handles are reused: no option of the previous call may remain.
    @Test(arguments: Wire.allCases) func noOptionOfTheLastCallIsLeft(_ wire: Wire) async throws {
        try await withServer(wire.offer) { request, body in
            let seen =
                "\(request.method) \(request.path ?? "") \(request.headerFields[.test("x")] ?? "-") \(body.count)"
            return LoopbackAnswer(.ok, body: Array(seen.utf8))
        } _: { transport, url, server in
            let calls: [(HTTPRequest.Method, String, String?, Int)] = [
                (.post, "/1", "a", 5000), (.get, "/2", nil, 0), (.head, "/3", "b", 0), (.delete, "/4", nil, 0),
                (.put, "/5", nil, 7), (.post, "/6", nil, 0), (.get, "/7", nil, 3), (.head, "/8", nil, 0),
                (.post, "/9", nil, 1), (.options, "/10", "c", 0), (.get, "/11", nil, 0),
            ]
            for (method, path, field, count) in calls {
                // A call with a limit that is too low before each one: the next call must not inherit the limit.
                let probe = await transport.failure(url.request(.get), responseLimit: 1)
                #expect(probe?.kind == .tooLarge)
                var request = url.appending(path).request(method)
                request.headerFields[.test("x")] = field
                let answer = try await transport.send(
                    request, body: [UInt8](repeating: 1, count: count), within: ample)
                let expected = method == .head ? "" : "\(method) \(path) \(field ?? "-") \(count)"
                #expect(String(decoding: answer.body, as: UTF8.self) == expected)
            }
        }
    }

    @Test(arguments: Wire.allCases) func thousandsOfCallsAtOnce(_ wire: Wire) async throws {
        try await withServer(wire.offer) { request, body in
            LoopbackAnswer(.ok, body: Array((request.path ?? "").utf8) + body)
        } _: { transport, url, server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<2000 {
                    group.addTask {
                        let request = url.appending("\(number)").request(.post)
                        let body = [UInt8](repeating: UInt8(number % 251), count: number % 1000)
                        let answer = try await transport.send(request, body: body, within: ample)
                        #expect(answer.body == Array("/\(number)".utf8) + body)
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.connections <= 8)
        }
    }

    @Test func oneHTTP2ConnectionCarriesManyCallsAtOnce() async throws {
        let all = Rendezvous(of: 50)
        try await withServer(connectionsPerHost: 1) { _, _ in
            await all.arrive()
            return LoopbackAnswer(.ok)
        } _: { transport, url, server in
            // The server answers only after all fifty requests have arrived.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 { group.addTask { _ = try await transport.send(url.request(.get), within: ample) } }
                try await group.waitForAll()
            }
            #expect(server.connections == 1)
        }
    }

    @Test func connectionsCloseWithTheTransport() async throws {
        try await RawPeer.run { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            connection.waitForClose()
        } _: { peer in
            var transport: HTTPTransport? = try HTTPTransport()
            let request = try ServiceURL(peer.url).request(.get)
            #expect(try await transport?.send(request, within: ample).body == Array("ok".utf8))
            transport = nil
            await peer.connectionEnded()
        }
    }
}

/// A barrier for a number of tasks.
actor Rendezvous {
    private let number: Int
    private var waiters: [CheckedContinuation<Void, Never>] = []

    init(of number: Int) { self.number = number }

    func arrive() async {
        await withCheckedContinuation { waiter in
            waiters.append(waiter)
            guard waiters.count == number else { return }
            for waiter in waiters { waiter.resume() }
            waiters = []
        }
    }
}
