import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Telemetry

/// Serves the metrics page of a process at `GET /metrics`, over plain HTTP/1.1.
struct MetricsServer {
    /// The address to listen on, such as `127.0.0.1`.
    let host: String
    /// The port; 0 for any free one.
    let port: Int
    /// Creates the page.
    let page: @Sendable () async -> String

    /// Runs while `body` runs with the port. Requests in flight when `body` ends are cut off.
    ///
    /// - Throws: the error of `body`, or of listening.
    func run<Result>(_ body: (Int) async throws -> Result) async throws -> Result {
        let (ports, started) = AsyncStream<Int>.makeStream()
        let server = Server(
            childChannelSetup: HTTP1Channel(
                responder: { request, writer, _ in
                    let answer = await answer(to: request.head)
                    try await writer.write(
                        response: answer.head, body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body)))
                }, configuration: .init(idleTimeout: .seconds(60))),
            configuration: ServerConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { started.yield($0.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "metrics") { _ in SwiftLogNoOpLogHandler() })
        // Not a child task: NIO traps when an accepted connection is dropped unhandled.
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
        try await server.shutdownGracefully()
        try await running.value
        return try outcome.get()
    }

    private func answer(to request: HTTPRequest) async -> (head: HTTPResponse, body: String) {
        let path = request.path?.prefix { $0 != "?" } ?? ""
        guard path == "/metrics" else {
            return (HTTPResponse(status: .notFound, headerFields: Self.plain), "The metrics are at /metrics.\n")
        }
        guard request.method == .get || request.method == .head else {
            return (HTTPResponse(status: .methodNotAllowed, headerFields: [.allow: "GET, HEAD"]), "")
        }
        let page = await page()
        var fields = Self.plain
        fields[.contentType] = PrometheusMetrics.contentType
        fields[.contentLength] = "\(page.utf8.count)"
        return (HTTPResponse(status: .ok, headerFields: fields), request.method == .head ? "" : page)
    }

    private static let plain: HTTPFields = [.contentType: "text/plain; charset=utf-8"]
}
