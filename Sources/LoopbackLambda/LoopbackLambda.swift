package import HTTPTypes
package import LoopbackServer

/// A local implementation of AWS Lambda's Runtime API and Extensions API, for tests and benchmarks.
///
/// Unlike AWS's emulator it accepts an answer when it is posted, and records the order of requests. So it shows whether an answer
/// was posted before the work after it ended.
package final class LoopbackLambda: Sendable {
    /// An act of a runtime.
    package enum Act: Hashable, Sendable {
        /// It asked for the next invocation.
        case asked
        /// It posted an answer.
        case responded(requestId: String, body: [UInt8])
        /// It reported that an invocation failed.
        case failed(requestId: String, type: String, body: [UInt8])
        /// It reported that it cannot start.
        case failedToStart(type: String, body: [UInt8])
        /// It registered an extension.
        case registered(name: String, body: [UInt8])
        /// It asked for the events of its extension.
        case askedForEvents
        /// The test added a note.
        case noted(String)
    }

    /// The end of an invocation.
    package enum Outcome: Hashable, Sendable {
        /// With this answer.
        case answered([UInt8])
        /// With an error of this type.
        case failed(type: String, body: [UInt8])
        /// Without either, because the runtime has ended.
        case lost
    }

    /// `127.0.0.1:PORT`, for AWS_LAMBDA_RUNTIME_API.
    package let address: String
    private let server: LoopbackServer
    private let state: RuntimeState

    private init(_ server: LoopbackServer, _ state: RuntimeState) {
        self.server = server
        self.state = state
        address = "127.0.0.1:" + server.url.split(separator: ":").suffix(1).joined()
    }

    /// Runs the API while `body` runs.
    ///
    /// - Throws: the error of `body`, or of starting the server.
    @discardableResult
    package static func run<Result>(_ body: (LoopbackLambda) async throws -> Result) async throws -> Result {
        let state = RuntimeState()
        var offer = LoopbackServer.Offer()
        offer.tls = false
        offer.greatestBody = 16 << 20
        return try await LoopbackServer.run(offer, state.answer) { server in
            defer { state.close() }
            return try await body(LoopbackLambda(server, state))
        }
    }

    /// The acts so far, in order.
    package var acts: [Act] { state.acts }

    /// Calls the function and waits for the outcome.
    ///
    /// - Parameters:
    ///   - requestId: must differ from those of earlier calls.
    ///   - fields: replace the usual ones: request id, deadline (in 10 s), ARN, trace id. An empty value leaves the field out.
    package func invoke(
        _ body: [UInt8], requestId: String, _ fields: HTTPFields = [:]
    ) async -> Outcome {
        await state.invoke(body, requestId, fields)
    }

    /// The next requests for an invocation get these answers, one each, instead of an invocation.
    package func answerNext(with answers: LoopbackAnswer...) { state.prepare(next: answers) }

    /// The next answers and errors are accepted, but their requests get these answers, one each.
    package func answerPosts(with answers: LoopbackAnswer...) { state.prepare(posts: answers) }

    /// Waits until the acts so far satisfy `condition`.
    package func wait(until condition: @escaping @Sendable ([Act]) -> Bool) async { await state.wait(until: condition) }

    /// Adds a note of the test to the acts.
    package func note(_ text: String) { state.add(.noted(text)) }

    /// Drops the state of a process that has ended: its unanswered invocations are lost, and its open requests get no invocation.
    package func forget() { state.forget() }

    /// The number of connections so far.
    package var connections: Int { server.connections }

    /// Closes all connections, including those that wait for an invocation.
    package func closeConnections() {
        server.closeConnections()
        state.forgetAsking()
    }
}
