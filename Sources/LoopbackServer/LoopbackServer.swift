package import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2
import NIOPosix
import NIOSSL

/// An HTTP server on 127.0.0.1 whose answers are returned by a closure: for tests, and for `porchlight demo`.
package struct LoopbackServer: Sendable {
    /// Returns the answer to a request and its body.
    package typealias Script = @Sendable (HTTPRequest, [UInt8]) async -> LoopbackAnswer

    /// Like ``Script``, but returns at the time at which the answer has to be sent. An error closes the stream or connection.
    typealias TimedScript = @Sendable (HTTPRequest, [UInt8]) async throws -> LoopbackAnswer

    /// The protocols and the certificate of a server.
    package struct Offer: Sendable {
        /// TLS 1.2 and newer, or plain HTTP/1.1.
        package var tls = true
        /// With TLS: whether HTTP/2 is offered besides HTTP/1.1.
        package var http2 = true
        /// With TLS: the DNS names of the certificate. It is always valid for 127.0.0.1.
        package var names = ["localhost"]
        /// With TLS: whether only the outdated versions 1.0 and 1.1 are offered.
        package var outdatedTLS = false
        /// Without TLS: the most bytes of a request's body; larger ones are answered with 413.
        package var greatestBody = LoopbackServer.greatestBody

        /// TLS with HTTP/2.
        package init() {}
    }

    /// `https://localhost:PORT` or `http://localhost:PORT`.
    package let url: String
    /// With TLS: the certificate authority to trust, as PEM text, a new one for each server. Otherwise empty.
    package let certificateAuthority: String
    private let accepted: AcceptedConnections

    /// The number of connections accepted so far, closed ones included.
    package var connections: Int { accepted.count }

    /// Closes all open connections, as a server does with idle ones. Requests in flight get no answer.
    package func closeConnections() { _ = accepted.closeOpen() }

    /// Closes all open connections, and waits until they are closed, which the clients' kernels then know too.
    package func finishClosingConnections() async {
        for end in accepted.closeOpen() {
            await withCheckedContinuation { continuation in end.whenComplete { _ in continuation.resume() } }
        }
    }

    /// Runs a server on a free port while `body` runs, and returns the result of `body`.
    ///
    /// Request bodies may have 1 MiB unless the offer permits more; larger ones are answered with 413. When `body` returns or
    /// throws, all connections are closed and running calls of the script are cancelled.
    ///
    /// - Throws: the error of `body`, or of starting the server.
    package static func run<Result>(
        tls: Bool, _ script: @escaping Script, _ body: (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        var offer = Offer()
        offer.tls = tls
        return try await run(offer, script, body)
    }

    /// Like `run(tls:_:_:)`, with all options.
    package static func run<Result>(
        _ offer: Offer, _ script: @escaping Script, _ body: (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        let accepted = AcceptedConnections()
        let script: TimedScript = { request, body in
            try await accepted.run {
                let answer = await script(request, body)
                try await answer.waitForDelay()
                return answer
            }
        }
        let http1 = HTTP1Channel(responder: responder(script, upTo: offer.tls ? greatestBody : offer.greatestBody))
        guard offer.tls else {
            let channel = TrackedChannel(base: http1, connections: accepted)
            return try await serve(channel) { port in
                try await body(Self(url: "http://localhost:\(port)", certificateAuthority: "", accepted: accepted))
            }
        }

        let certificates = try LoopbackCertificates(for: offer.names)
        var configuration = certificates.configuration
        // The default of 5 s would be spent waiting for clients that have gone.
        configuration.shutdownTimeout = .milliseconds(1)
        if offer.outdatedTLS { (configuration.minimumTLSVersion, configuration.maximumTLSVersion) = (.tlsv1, .tlsv11) }
        if offer.http2 { configuration.applicationProtocols = NIOHTTP2SupportedALPNProtocols }
        let context = try NIOSSLContext(configuration: configuration)
        let authority = certificates.authority
        func serveOverTLS(_ channel: some ServerChildChannel) async throws -> Result {
            try await serve(TrackedChannel(base: channel, connections: accepted, context: context)) { port in
                try await body(
                    Self(url: "https://localhost:\(port)", certificateAuthority: authority, accepted: accepted))
            }
        }
        return try await offer.http2
            ? serveOverTLS(ALPNChannel(http1: http1, answer: script)) : serveOverTLS(http1)
    }

    /// Runs a server while `body` runs with its port.
    private static func serve<Result>(
        _ channel: TrackedChannel<some ServerChildChannel>, _ body: (Int) async throws -> Result
    ) async throws -> Result {
        let (ports, started) = AsyncStream<Int>.makeStream()
        let server = Server(
            childChannelSetup: channel,
            configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0), backlog: 4096),
            onServerRunning: { started.yield($0.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "loopback") { _ in SwiftLogNoOpLogHandler() })
        // Not a child task, which would be cancelled: NIO traps when an accepted connection or stream is dropped unhandled.
        let running = Task {
            defer { started.finish() }
            try await server.run()
        }
        var outcome: Swift.Result<Result, any Error> = .failure(CancellationError())
        for await port in ports {
            do {
                outcome = .success(try await body(port))
            } catch {
                outcome = .failure(error)
            }
            break
        }
        channel.connections.close()
        try await server.shutdownGracefully()
        try await running.value
        return try outcome.get()
    }

    private static func responder(
        _ script: @escaping TimedScript, upTo greatestBody: Int
    ) -> HTTPChannelHandler.Responder {
        { request, writer, _ in
            var request = request
            let received: ByteBuffer
            do {
                received = try await request.collectBody(upTo: greatestBody)
            } catch is NIOTooManyBytesError {
                return try await writer.writeResponse(HTTPResponse(status: .contentTooLarge))
            }
            let answer = try await script(request.head, Array(received.readableBytesView))
            let bytes = ByteBuffer(bytes: answer.body(for: request.method))
            try await writer.write(response: answer.head, body: ResponseBody(byteBuffer: bytes))
        }
    }

    /// The most bytes of a request's body: 1 MiB.
    static let greatestBody = 1 << 20
}
