import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2
import NIOHTTPTypes
import NIOHTTPTypesHTTP2

/// A connection that speaks HTTP/2 or HTTP/1.1, as agreed on in TLS.
///
/// Not Hummingbird's own, since that closes the connection of a client who resets 200 streams in half a minute. Cancelling
/// thousands of calls is what our tests do, and libcurl 7.88 resets each stream whose body is complete before it has read
/// the stream's end.
struct NegotiatedChannel: ServerChildChannel {
    typealias Stream = HTTP1Channel.Value
    typealias Streams = NIOHTTP2Handler.AsyncStreamMultiplexer<Stream>

    struct Value: ServerChildChannelValue {
        let version: EventLoopFuture<NIONegotiatedHTTPVersion<HTTP1Channel.Value, Streams>>
        let channel: any Channel
    }

    let http1: HTTP1Channel
    let answer: LoopbackServer.DueScript

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.configureHTTP2AsyncSecureUpgrade { channel in
            http1.setup(channel: channel, logger: logger)
        } http2ConnectionInitializer: { channel in
            var configuration = NIOHTTP2Handler.Configuration()
            // No time at all, so that nothing adds up. Not a limit of `.max`: NIOHTTP2 makes room for as many at once.
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
            logger.debug("A connection has ended", metadata: ["reason": "\(error)"])
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
            logger.debug("A stream has ended", metadata: ["reason": "\(error)"])
        }
    }
}
