import HummingbirdCore
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOSSL

/// The open connections of a server, the number of all connections, and the script calls in flight. ``close()`` ends them.
final class AcceptedConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var count = 0
        var answers: [Int: Task<LoopbackAnswer, any Error>] = [:]
        var answersBegun = 0
        var isClosed = false
    }
    /// Not a `Mutex`, because ThreadSanitizer on Linux does not support it.
    private let state = NIOLockedValueBox(State())

    /// The number of connections accepted so far, closed ones included.
    var count: Int { state.withLockedValue { $0.count } }

    /// Adds a new connection, or closes it if the server has stopped.
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

    /// Runs a script call in a task that is cancelled when the server stops.
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

    /// Closes the connections that are open now.
    ///
    /// - Returns: futures of the closed connections.
    func closeOpen() -> [EventLoopFuture<Void>] {
        let channels = state.withLockedValue { Array($0.channels.values) }
        for channel in channels { channel.close(promise: nil) }
        return channels.map(\.closeFuture)
    }

    /// Closes all connections, and all later ones. A graceful shutdown would wait for the clients to close.
    func close() {
        let (channels, answers) = state.withLockedValue { state in
            state.isClosed = true
            return (state.channels.values.map(\.self), state.answers.values.map(\.self))
        }
        for answer in answers { answer.cancel() }
        for channel in channels { channel.close(promise: nil) }
    }
}

/// Adds each new connection to ``AcceptedConnections``, and TLS to its pipeline if there is a context.
struct TrackedChannel<Base: ServerChildChannel>: ServerChildChannel {
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
