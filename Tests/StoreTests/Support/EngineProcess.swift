import AWSClient
import AlexaProtocol
import DynamoDBStore
import Foundation
import HTTPTransport
import TestSupport
import Timing

/// An engine that runs beside the tests, one for all of them.
final class EngineProcess: Sendable {
    /// Where the engine is.
    let endpoint: ServiceURL
    let region: String
    /// What requests have to be signed with.
    let credentials: AWSCredentials
    private let process: Process
    /// Open as long as the engine is to run.
    private let input: Pipe

    private static let moto = Task { try EngineProcess("moto") }
    private static let ministack = Task { try EngineProcess("ministack") }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardizedFileURL
    private static let python = folder.appending(path: ".build/engines/bin/python")

    /// Whether `scripts/fetch-engines` has installed the engines.
    static let isInstalled = FileManager.default.isExecutableFile(atPath: python.path)
    /// Whether the tests run although the engines are missing, and fail then (`.ci/run`).
    static let isRequired = ProcessInfo.processInfo.environment["TESTS_MUST_RUN"] != nil

    /// The running engine.
    static func of(_ engine: StoreEngine) async throws -> EngineProcess {
        switch engine {
        case .sqlite, .moto: try await moto.value
        case .ministack: try await ministack.value
        }
    }

    private init(_ name: String) throws {
        process = Process()
        process.executableURL = Self.python
        process.arguments = [Self.folder.appending(path: "scripts/aws-engine").path, name]
        input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line: [UInt8] = []
        while line.last != UInt8(ascii: "\n"), let byte = try output.fileHandleForReading.read(upToCount: 1)?.first {
            line.append(byte)
        }
        guard let answer = JSONDocument(parsing: line).value?.object, let endpoint = answer["endpoint"]?.string,
            let region = answer["region"]?.string, let id = answer["accessKeyId"]?.string,
            let secret = answer["secretAccessKey"]?.string
        else { throw EngineFailure(name: name) }
        self.endpoint = try ServiceURL(endpoint)
        self.region = region
        credentials = AWSCredentials(accessKeyId: id, secretAccessKey: Secret(secret))
    }

    /// Runs a program in Python to its end.
    static func python(_ program: String, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = python
        process.arguments = ["-c", program] + arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw EngineFailure(name: "python") }
    }

    struct EngineFailure: Error {
        let name: String
    }

    /// The engine in the place of AWS.
    var place: AWSPlace { AWSPlace(region: region, endpoints: ["dynamodb": endpoint, "sqs": endpoint]) }

    /// The engine's DynamoDB, for what stores never do.
    func dynamoDB() throws -> AWSService {
        try service(
            AWSService.Description(name: "DynamoDB", signingName: "dynamodb", targetPrefix: "DynamoDB_20120810"))
    }

    /// The engine's SQS, for what stores never do.
    func sqs() throws -> AWSService {
        try service(AWSService.Description(name: "SQS", signingName: "sqs", targetPrefix: "AmazonSQS"))
    }

    private func service(_ description: AWSService.Description) throws -> AWSService {
        let transport = try HTTPTransport()
        return AWSService(
            description, place, transport,
            credentials: AWSCredentialProvider(.fixed(credentials), transport, environment: .live), environment: .live)
    }

    /// A queue of its own for a test, as the deployment template describes it but for its times; its URL.
    ///
    /// - Parameter visibility: after how many seconds a message that was received and not deleted comes again.
    func emptyQueue(visibility: Int = 90) async throws -> String {
        let answer = try await sqs().call(
            "CreateQueue",
            [
                "QueueName": .string("test-\(UUID().uuidString)"),
                "Attributes": ["VisibilityTimeout": .string("\(visibility)"), "SqsManagedSseEnabled": "true"],
            ], before: .soon)
        guard let url = answer["QueueUrl"]?.string else { throw EngineFailure(name: "no queue") }
        return url
    }

    /// What is in a queue and visible, whole; it comes again after the queue's visibility timeout.
    func messages(in queue: String, waiting seconds: Int = 0) async throws -> [JSONObject] {
        let answer = try await sqs().call(
            "ReceiveMessage",
            [
                "QueueUrl": .string(queue), "MaxNumberOfMessages": 10, "WaitTimeSeconds": .number(Double(seconds)),
                "AttributeNames": ["All"], "MessageAttributeNames": ["All"],
            ], before: .soon)
        return (answer["Messages"]?.array ?? []).compactMap(\.object)
    }

    /// A table of its own for a test, as the deployment template describes it.
    ///
    /// - Parameter index: the name of its index; `nil` for a table without one.
    func emptyTable(index: String? = "due") async throws -> DynamoDBStoreSettings.Location {
        let name = "test-\(UUID().uuidString)"
        do {
            _ = try await dynamoDB().call("CreateTable", Self.description(name, index), before: .soon)
        } catch let failure as AWSFailure {
            // Or the answer to the first attempt was late.
            guard failure.description.contains("ResourceInUseException") else { throw failure }
        }
        return DynamoDBStoreSettings.Location(
            table: name, keys: try .random(), place: place, credentials: .fixed(credentials))
    }

    private static func description(_ name: String, _ index: String?) -> JSONValue {
        func attribute(_ name: String, _ type: String) -> JSONValue {
            ["AttributeName": .string(name), "AttributeType": .string(type)]
        }
        func key(_ hash: String, _ range: String) -> JSONValue {
            [
                ["AttributeName": .string(hash), "KeyType": "HASH"],
                ["AttributeName": .string(range), "KeyType": "RANGE"],
            ]
        }
        var attributes = [attribute("pk", "S"), attribute("sk", "S")]
        if index != nil { attributes += [attribute("due_shard", "S"), attribute("due_at", "N")] }
        var description: JSONObject = [
            "TableName": .string(name), "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": .array(attributes),
            "KeySchema": key("pk", "sk"),
        ]
        if let index {
            description["GlobalSecondaryIndexes"] = [
                [
                    "IndexName": .string(index), "KeySchema": key("due_shard", "due_at"),
                    "Projection": ["ProjectionType": "KEYS_ONLY"],
                ]
            ]
        }
        return .object(description)
    }
}

extension StoreKeyRing {
    /// A ring of one random key.
    static func random() throws -> StoreKeyRing { try StoreKeyRing(Secret(randomKey())) }

    /// 32 random bytes as base64.
    static func randomKey() -> String {
        Data((0..<32).map { _ in UInt8.random(in: 0...255) }).base64EncodedString()
    }
}
