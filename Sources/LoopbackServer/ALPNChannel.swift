import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2
import NIOHTTPTypes
import NIOHTTPTypesHTTP2

/// A TLS connection with HTTP/2 or HTTP/1.1, as ALPN selects.
///
/// Hummingbird's own channel closes the connection of a client that resets 200 streams within 30 s. Our tests cancel thousands of
/// calls, and libcurl 7.88 resets a stream with a complete body before it has read the end of the stream.
struct ALPNChannel: ServerChildChannel {
    typealias Stream = HTTP1Channel.Value
    typealias Streams = NIOHTTP2Handler.AsyncStreamMultiplexer<Stream>

    struct Value: ServerChildChannelValue {
        let version: EventLoopFuture<NIONegotiatedHTTPVersion<HTTP1Channel.Value, Streams>>
        let channel: any Channel
    }

    let http1: HTTP1Channel
    let answer: LoopbackServer.TimedScript

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.configureHTTP2AsyncSecureUpgrade { channel in
            http1.setup(channel: channel, logger: logger)
        } http2ConnectionInitializer: { channel in
            var configuration = NIOHTTP2Handler.Configuration()
            // A negative window disables the limits. A limit of `.max` is no alternative: NIOHTTP2 allocates as many entries.
            configuration.stream.streamResetFrameRateLimit.windowLength = .nanoseconds(-1)
            configuration.stream.streamErrorRateLimit.windowLength = .nanoseconds(-1)
            return channel.configureAsyncHTTP2Pipeline(mode: .server, configuration: configuration) { stream in
                stream.eventLoop.makeCompletedFuture {
                    try stream.pipeline.syncOperations.addHandler(HTTP2FramePayloadToHTTPServerCodec())
                    return try Stream(wrappingChannelSynchronously: stream)
                }
            }
        }.map { Value(version: $0, channel: channel) }
    }

    func handle(value: Value, logger: Logger) async {
        do {
            switch try await value.version.get() {
            case .http1_1(let connection): await http1.handle(value: connection, logger: logger)
            case .http2(let streams):
                try await withThrowingDiscardingTaskGroup { group in
                    for try await stream in streams.inbound { group.addTask { await serve(stream, logger) } }
                }
            }
        } catch {
            logger.debug("a connection has failed", metadata: ["reason": "\(error)"])
        }
    }

    private func serve(_ stream: Stream, _ logger: Logger) async {
        do {
            try await stream.executeThenClose { parts, writer in
                var request: HTTPRequest?
                var body: [UInt8] = []
                reading: for try await part in parts {
                    switch part {
                    case .head(let head): request = head
                    case .body(let piece): body += piece.readableBytesView
                    case .end: break reading
                    }
                }
                guard let request else { return }
                var answer = LoopbackAnswer(.contentTooLarge)
                if body.count <= LoopbackServer.greatestBody { answer = try await self.answer(request, body) }
                let bytes = ByteBuffer(bytes: answer.body(for: request.method))
                try await writer.write(contentsOf: [.head(answer.head), .body(bytes), .end(nil)])
            }
        } catch {
            logger.debug("a stream has failed", metadata: ["reason": "\(error)"])
        }
    }
}
