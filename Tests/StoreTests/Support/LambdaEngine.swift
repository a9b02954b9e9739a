import AWSClient
import AlexaProtocol
import Foundation
import HTTPTransport
import HTTPTypes
import TestSupport

/// ministack's Lambda, which starts the real `bootstrap` as a function of the runtime `provided.al2023`, sends it invocations
/// through its own Runtime API, and passes batches from a queue to it. No container is needed.
struct LambdaEngine {
    private let engine: EngineProcess
    private let transport: HTTPTransport
    private let name = "test-\(UUID().uuidString)"
    /// The file of the function's log.
    private let logFile: URL

    struct Refusal: Error {
        let status: Int
        let body: String
    }

    /// Creates a function.
    ///
    /// - Parameter timeout: the longest duration of an invocation, in seconds.
    init(_ settings: [String: String], timeout: Int, folder: TemporaryFolder) async throws {
        engine = try await EngineProcess.of(.ministack)
        transport = try HTTPTransport()
        logFile = URL(filePath: folder.path + "/log")
        // The zip has only a script that starts the program beside the tests, because a debug build has some 100 MB.
        let program = FunctionProcess.binary("bootstrap").path
        let zip = folder.path + "/bootstrap.zip"
        try EngineProcess.python(
            """
            import sys, zipfile
            entry = zipfile.ZipInfo("bootstrap")
            entry.external_attr = 0o755 << 16
            zipfile.ZipFile(sys.argv[1], "w").writestr(entry, sys.argv[2])
            """, zip, "#!/bin/sh\nexec '\(program)' 2>>'\(logFile.path)'\n")
        // Lambda sets these itself.
        let variables = settings.filter {
            !["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].contains($0.key)
        }
        let environment = JSONObject(variables.map { ($0.key, JSONValue.string($0.value)) })
        _ = try await call(
            "/2015-03-31/functions",
            [
                "FunctionName": .string(name), "Runtime": "provided.al2023", "Handler": "bootstrap",
                "Role": "arn:aws:iam::000000000000:role/porchlight", "Timeout": .number(Double(timeout)),
                "Code": ["ZipFile": .string(try Data(contentsOf: URL(filePath: zip)).base64EncodedString())],
                "Environment": ["Variables": .object(environment)],
            ])
    }

    /// Makes Lambda pass the messages of a queue to the function, as in the deployment template.
    func connect(to queue: String) async throws {
        let answer = try await engine.sqs().call(
            "GetQueueAttributes", ["QueueUrl": .string(queue), "AttributeNames": ["QueueArn"]], before: .soon)
        _ = try await call(
            "/2015-03-31/event-source-mappings",
            [
                "EventSourceArn": answer["Attributes"]?.object?["QueueArn"] ?? "", "FunctionName": .string(name),
                "BatchSize": 10, "FunctionResponseTypes": ["ReportBatchItemFailures"],
                "ScalingConfig": ["MaximumConcurrency": 2],
            ])
    }

    /// Invokes the function; its answer.
    func invoke(_ body: [UInt8]) async throws -> [UInt8] {
        try await send("/2015-03-31/functions/\(name)/invocations", body)
    }

    /// The function's standard error so far.
    var log: String {
        get throws {
            guard FileManager.default.fileExists(atPath: logFile.path) else { return "" }
            return String(decoding: try Data(contentsOf: logFile), as: UTF8.self)
        }
    }

    private func call(_ path: String, _ body: JSONValue) async throws -> JSONObject {
        JSONDocument(parsing: try await send(path, body.encoded())).value?.object ?? [:]
    }

    private func send(_ path: String, _ body: [UInt8]) async throws -> [UInt8] {
        let signature = RequestSignature(
            accessKeyId: engine.credentials.accessKeyId,
            secretAccessKey: engine.credentials.secretAccessKey.exposed, region: engine.region, service: "lambda")
        let answer = try await transport.send(
            engine.endpoint.appending(path).request(.post, [.contentType: "application/json"]), body: body,
            signature: signature, within: .seconds(60), responseLimit: 1 << 20)
        guard (200...299).contains(answer.head.status.code) else {
            throw Refusal(status: answer.head.status.code, body: String(decoding: answer.body, as: UTF8.self))
        }
        return answer.body
    }
}
