import HummingbirdCore
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOSSL

/// The connections of a server, counted as they are accepted, and the answers that are being made. All end together, when
/// the server does.
final class AcceptedConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var count = 0
        var answers: [Int: Task<LoopbackAnswer, any Error>] = [:]
        var answersBegun = 0
        var isClosed = false
    }
    /// Not a `Mutex`, which ThreadSanitizer cannot see on Linux.
    private let state = NIOLockedValueBox(State())

    /// How many connections were accepted so far.
    var count: Int { state.withLockedValue { $0.count } }

    /// Takes a new connection in, or closes it if the server has ended.
    func add(_ channel: any Channel) {
        let isClosed = state.withLockedValue { state in
            state.count += 1
            if !state.isClosed { state.channels[ObjectIdentifier(channel)] = channel }
            return state.isClosed
        }
        if isClosed { return channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in
            _ = self.state.withLockedValue { $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
        }
    }

    /// Runs what makes an answer; it is cancelled when the server ends.
    func run(_ body: @escaping @Sendable () async throws -> LoopbackAnswer) async throws -> LoopbackAnswer {
        let (number, task) = state.withLockedValue { state in
            state.answersBegun += 1
            let task = Task { try await body() }
            if state.isClosed { task.cancel() }
            state.answers[state.answersBegun] = task
            return (state.answersBegun, task)
        }
        defer { _ = state.withLockedValue { $0.answers.removeValue(forKey: number) } }
        return try await task.value
    }

    /// Closes every connection, now and from now on. Waiting for clients to leave could take for ever.
    func close() {
        let (channels, answers) = state.withLockedValue { state in
            state.isClosed = true
            return (state.channels.values.map(\.self), state.answers.values.map(\.self))
        }
        for answer in answers { answer.cancel() }
        for channel in channels { channel.close(promise: nil) }
    }
}

/// A kind of connection whose instances are recorded, and wrapped in TLS if there is a context for it.
struct Recorded<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let connections: AcceptedConnections
    var context: NIOSSLContext?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        connections.add(channel)
        if let context {
            do {
                try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
            } catch {
                return channel.eventLoop.makeFailedFuture(error)
            }
        }
        return base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
