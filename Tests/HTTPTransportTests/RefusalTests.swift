import Foundation
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Testing

/// Requests that are refused before anything is sent, and independence from the environment.
@Suite struct RefusalTests {
    typealias Change = @Sendable (inout HTTPRequest) -> Void

    private static let changes: [(String, Change)] = [
        ("no scheme", { $0.scheme = nil }),
        ("another scheme", { $0.scheme = "ftp" }),
        ("a scheme that is more", { $0.scheme = "http://evil.example/?" }),
        ("no authority", { $0.authority = nil }),
        ("an empty authority", { $0.authority = "" }),
        ("user information", { $0.authority = "user:secret@" + $0.authority! }),
        ("another machine", { $0.authority = "192.0.2.1" }),
        ("another machine that looks like this one", { $0.authority = "localhost.evil.example" }),
        ("an authority with a path", { $0.authority! += "/secret" }),
        ("no path", { $0.path = nil }),
        ("a path without slash", { $0.path = "secret" }),
        ("a path that would extend the authority", { $0.path = "@evil.example/" }),
        ("a path with a line break", { $0.path = "/x\r\nX-Injected: secret" }),
        ("a path with a space", { $0.path = "/x secret" }),
        ("a path with a fragment", { $0.path = "/x#secret" }),
        ("a path outside ASCII", { $0.path = "/sécret" }),
        ("the asterisk", { $0.path = "*" }),
        ("CONNECT", { $0.method = .connect }),
        ("Host", { $0.headerFields[.test("Host")] = "evil.example" }),
        ("Content-Length", { $0.headerFields[.contentLength] = "3" }),
        ("Transfer-Encoding", { $0.headerFields[.transferEncoding] = "chunked" }),
        ("Connection", { $0.headerFields[.connection] = "close" }),
        ("Expect", { $0.headerFields[.expect] = "100-continue" }),
        ("Upgrade", { $0.headerFields[.upgrade] = "h2c" }),
        (
            "a value with a control character",
            { $0.headerFields.append(HTTPField(name: .test("x"), lenientValue: Array("a\u{1}secret".utf8))) }
        ),
    ]

    @Test(arguments: changes.indices) func isNeverSent(_ index: Int) async throws {
        let (name, change) = Self.changes[index]
        try await RawPeer.run {
            $0.waitForClose()
        } _: { peer in
            var request = try ServiceURL(peer.url).request(.post)
            change(&request)
            let error = await (try HTTPTransport()).failure(request)
            #expect(error?.kind == .refusedByUs, "\(name)")
            #expect(error?.mayHaveBeenSent == false)
            #expect(error?.description.contains("secret") == false)
            #expect(peer.connections == 0)
        }
    }

    @Test func aHeadRequestHasNoBody() async throws {
        let request = ServiceURL(https: "a.example").request(.head)
        #expect(await (try HTTPTransport()).failure(request, body: [1])?.kind == .refusedByUs)
    }

    /// HTTPField replaces line ends by spaces; the server must see one field.
    @Test(arguments: Wire.allCases) func aValueCannotEndItsLine(_ wire: Wire) async throws {
        try await withServer(wire.offer) { request, _ in
            #expect(request.headerFields[.test("x-injected")] == nil)
            #expect(request.headerFields[.test("x-value")] == "a  X-Injected: b")
            return LoopbackAnswer(.ok)
        } _: { transport, url, _ in
            let request = url.request(.get, [.test("x-value"): "a\r\nX-Injected: b"])
            let answer = try await transport.send(request, within: ample)
            #expect(answer.head.status == .ok)
        }
    }

    @Test(arguments: [Duration.zero, .nanoseconds(-1), .seconds(-1_000_000_000_000)])
    func aTimeoutThatIsNotPositiveStartsNoTransfer(_ timeout: Duration) async throws {
        try await RawPeer.run {
            $0.waitForClose()
        } _: { peer in
            let request = try ServiceURL(peer.url).request(.get)
            let error = await (try HTTPTransport()).failure(request, within: timeout)
            #expect(error?.kind == .timedOutConnecting)
            #expect(error?.mayHaveBeenSent == false)
            #expect(peer.connections == 0)
        }
    }

    @Test(arguments: [Duration.seconds(Int64.max), .nanoseconds(Int64.max)])
    func theLongestTimeoutsDoNotOverflow(_ timeout: Duration) async throws {
        try await withServer { _, _ in
            LoopbackAnswer(.ok)
        } _: { transport, url, _ in
            let answer = try await transport.send(url.request(.get), within: timeout)
            #expect(answer.head.status == .ok)
        }
    }

    @Test func cookiesAreNotKept() async throws {
        try await withServer { request, _ in
            #expect(request.headerFields[.cookie] == nil)
            return LoopbackAnswer(.ok, [.setCookie: "session=1; Path=/"])
        } _: { transport, url, _ in
            for _ in 0..<3 { _ = try await transport.send(url.request(.get), within: ample) }
        }
    }

    /// Runs in a separate process, because it changes the environment.
    @Test func theProxyOfTheEnvironmentIsNotUsed() async {
        await #expect(processExitsWith: .success) {
            for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"] {
                unsafe setenv(name, "http://127.0.0.1:1", 1)
            }
            unsafe setenv("no_proxy", "", 1)
            for wire in Wire.allCases {
                try await withServer(wire.offer) { _, _ in
                    LoopbackAnswer(.ok)
                } _: { transport, url, _ in
                    _ = try await transport.send(url.request(.get), within: ample)
                }
            }
        }
    }
}
