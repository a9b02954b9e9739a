import AWSClient
import AlexaProtocol
import DynamoDBStore
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Synchronization
import Timing

/// A server in front of an engine. It counts the requests, and injects faults.
final class FaultyEngine: Sendable {
    /// The fault of a request.
    enum Fault: Sendable {
        /// The engine does not receive it; this is the answer.
        case refused(HTTPResponse.Status, JSONValue)
        /// The engine does not receive it, and there is no answer.
        case hangs
        /// The engine carries it out, and the connection is closed without an answer.
        case losesAnswer
        /// As `losesAnswer`; the closure runs before the connection is closed.
        case losesAnswerAfter(@Sendable () async -> Void)

        /// DynamoDB limits the rate.
        static let throttles = refused(
            .badRequest, ["__type": "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"])
        /// DynamoDB has an internal error.
        static let breaks = refused(
            .internalServerError, ["__type": "com.amazonaws.dynamodb.v20120810#InternalServerError"])
        /// Another transaction changes the same items.
        static let conflicts = refused(
            .badRequest,
            [
                "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
                "CancellationReasons": [["Code": "TransactionConflict"], ["Code": "None"]],
            ])
    }

    private struct State {
        var operations: [String] = []
        var faults: [Fault?] = []
        var lasting: Fault?
        var denied: String?
        var url = ""
    }

    private let engine: EngineProcess
    private let transport: HTTPTransport
    private let state = Mutex(State())

    private init(_ engine: EngineProcess) throws {
        self.engine = engine
        transport = try HTTPTransport()
    }

    /// Runs a server in front of an engine while `body` runs with it and an empty table.
    ///
    /// - Parameter hasQueue: whether there is also an empty queue.
    static func run(
        _ engine: StoreEngine, hasQueue: Bool = false,
        _ body: (FaultyEngine, DynamoDBStoreSettings.Location) async throws -> Void
    ) async throws {
        let process = try await EngineProcess.of(engine)
        var location = try await process.emptyTable()
        if hasQueue { location.queue = try await process.emptyQueue() }
        let faulty = try FaultyEngine(process)
        try await LoopbackServer.run(tls: false, faulty.answer) { server in
            faulty.state.withLock { $0.url = server.url }
            let url = try ServiceURL(server.url)
            location.place = AWSPlace(region: process.region, endpoints: ["dynamodb": url, "sqs": url])
            try await body(faulty, location)
        }
    }

    /// The address of the server.
    var url: String { state.withLock { $0.url } }

    /// Injects the fault into the request after the next `count` ones.
    func fail(before count: Int, _ fault: Fault) {
        state.withLock { $0.faults = Array(repeating: nil, count: count) + [fault] }
    }

    /// Removes the faults of the next requests.
    func fail() { state.withLock { $0.faults = [] } }

    /// Injects the fault into all requests; `nil` ends that.
    func failAlways(_ fault: Fault?) { state.withLock { $0.lasting = fault } }

    /// The credentials lack the permission for this operation; `nil` ends that.
    func deny(_ operation: String?) { state.withLock { $0.denied = operation } }

    /// The operations of the requests since the last call of this function, including retries.
    func operations() -> [String] {
        state.withLock { state in
            defer { state.operations = [] }
            return state.operations
        }
    }

    /// Whether every fault has been injected.
    var hasNoFaultsLeft: Bool { state.withLock { $0.faults.isEmpty } }

    @Sendable private func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        let target = HTTPField.Name("x-amz-target").flatMap { request.headerFields[$0] } ?? ""
        let fault = state.withLock { state -> Fault? in
            let operation = target.split(separator: ".").last.map(String.init) ?? ""
            state.operations.append(operation)
            if operation == state.denied {
                return .refused(.badRequest, ["__type": "com.amazon.coral.service#AccessDeniedException"])
            }
            if !state.faults.isEmpty { return state.faults.removeFirst() }
            return state.lasting
        }
        switch fault {
        case .refused(let status, let body):
            return LoopbackAnswer(status, [.contentType: "application/x-amz-json-1.0"], body: body.encoded())
        case .hangs:
            return LoopbackAnswer(.ok, after: .seconds(3600))
        case .losesAnswer:
            _ = await passOn(request, body)
            return .hangUp
        case .losesAnswerAfter(let action):
            _ = await passOn(request, body)
            await action()
            return .hangUp
        case nil:
            return await passOn(request, body)
        }
    }

    /// Signs the request again, because the signature includes the host.
    private func passOn(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        var fields: HTTPFields = [.contentType: request.headerFields[.contentType] ?? ""]
        if let name = HTTPField.Name("x-amz-target") { fields[name] = request.headerFields[name] }
        let isSQS = HTTPField.Name("x-amz-target").map { fields[$0]?.hasPrefix("AmazonSQS.") == true } ?? false
        let signature = RequestSignature(
            accessKeyId: engine.credentials.accessKeyId,
            secretAccessKey: engine.credentials.secretAccessKey.exposed, region: engine.region,
            service: isSQS ? "sqs" : "dynamodb")
        do {
            let answer = try await transport.send(
                engine.endpoint.request(.post, fields), body: body, signature: signature, within: .seconds(30),
                responseLimit: 16 << 20)
            return LoopbackAnswer(answer.head.status, [.contentType: "application/x-amz-json-1.0"], body: answer.body)
        } catch {
            return LoopbackAnswer(.badGateway)
        }
    }
}
