import HTTPTransport
import HTTPTypes
import NIOConcurrencyHelpers
import Testing

/// libcurl sends a request again if a reused connection turns out to be closed. Only safe methods may be sent again.
@Suite struct ResendTests {
    /// Answers the first request of the first connection, reads a second one, and closes without an answer.
    private func afterADeadConnection(
        _ method: HTTPRequest.Method, body: [UInt8],
        _ check: (Result<HTTPAnswer, HTTPTransportError>, _ requests: [String]) throws -> Void
    ) async throws {
        let requests = NIOLockedValueBox<[String]>([])
        try await RawPeer.run { connection in
            repeat {
                let request = connection.readRequest()
                guard !request.isEmpty else { return }
                let number = requests.withLockedValue { requests in
                    requests.append(String(request.prefix { $0 != "\r\n" }))
                    return requests.count
                }
                if number == 2 { return connection.resetOnClose() }
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            } while true
        } _: { peer in
            let transport = try HTTPTransport()
            let url = try ServiceURL(peer.url)
            _ = try await transport.send(url.appending("first").request(.get), within: ample)
            let result: Result<HTTPAnswer, HTTPTransportError>
            do throws(HTTPTransportError) {
                result = .success(try await transport.send(url.request(method), body: body, within: ample))
            } catch {
                result = .failure(error)
            }
            try check(result, requests.withLockedValue { $0 })
        }
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .patch, .delete], [[], [1]] as [[UInt8]])
    func otherMethodsAreSentOnce(_ method: HTTPRequest.Method, _ body: [UInt8]) async throws {
        try await afterADeadConnection(method, body: body) { result, requests in
            let error = #expect(throws: HTTPTransportError.self) { try result.get() }
            #expect(error?.kind == .connectionLost)
            #expect(error?.mayHaveBeenSent == true)
            #expect(requests.count == 2, "\(requests)")
        }
    }

    @Test(arguments: [HTTPRequest.Method.get, .options])
    func safeMethodsAreSentAgain(_ method: HTTPRequest.Method) async throws {
        try await afterADeadConnection(method, body: []) { result, requests in
            let answer = try result.get()
            #expect(answer.body == Array("ok".utf8))
            #expect(requests == ["GET /first HTTP/1.1", "\(method) / HTTP/1.1", "\(method) / HTTP/1.1"])
        }
    }
}
