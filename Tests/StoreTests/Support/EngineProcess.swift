import AWSClient
import AlexaProtocol
import DynamoDBStore
import Foundation
import HTTPTransport
import TestSupport
import Timing

/// An engine that runs during the tests, one for all of them.
final class EngineProcess: Sendable {
    /// The address of the engine.
    let endpoint: ServiceURL
    let region: String
    /// The credentials with which requests have to be signed.
    let credentials: AWSCredentials
    private let process: Process
    /// The engine ends when this is closed.
    private let input: Pipe

    private static let moto = Task { try EngineProcess("moto") }
    private static let ministack = Task { try EngineProcess("ministack") }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardizedFileURL
    private static let python = folder.appending(path: ".build/engines/bin/python")

    /// Whether `scripts/fetch-engines` has installed the engines.
    static let isInstalled = FileManager.default.isExecutableFile(atPath: python.path)
    /// Whether the tests run without the engines and then fail (`TESTS_MUST_RUN`, as in `.ci/run`).
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

    /// Runs a Python program to its end.
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

    /// The engine as the endpoint of AWS.
    var place: AWSPlace { AWSPlace(region: region, endpoints: ["dynamodb": endpoint, "sqs": endpoint]) }

    /// The engine's DynamoDB, for calls that stores never make.
    func dynamoDB() throws -> AWSService {
        try service(
            AWSService.Description(name: "DynamoDB", signingName: "dynamodb", targetPrefix: "DynamoDB_20120810"))
    }

    /// The engine's SQS, for calls that stores never make.
    func sqs() throws -> AWSService {
        try service(AWSService.Description(name: "SQS", signingName: "sqs", targetPrefix: "AmazonSQS"))
    }

    private func service(_ description: AWSService.Description) throws -> AWSService {
        let transport = try HTTPTransport()
        return AWSService(
            description, place, transport,
            credentials: AWSCredentialProvider(.fixed(credentials), transport, environment: .live), environment: .live)
    }

    /// Creates a queue for a test, like the one of the deployment template except for its times; its URL.
    ///
    /// - Parameter visibility: the visibility timeout in seconds, after which a message that was not deleted is redelivered.
    func emptyQueue(visibility: Int = 132) async throws -> String {
        let answer = try await sqs().call(
            "CreateQueue",
            [
                "QueueName": .string("test-\(UUID().uuidString)"),
                "Attributes": ["VisibilityTimeout": .string("\(visibility)"), "SqsManagedSseEnabled": "true"],
            ], before: .soon)
        guard let url = answer["QueueUrl"]?.string else { throw EngineFailure(name: "no queue") }
        return url
    }

    /// The visible messages of a queue, with all fields; they are redelivered after the queue's visibility timeout.
    func messages(in queue: String, waiting seconds: Int = 0) async throws -> [JSONObject] {
        let answer = try await sqs().call(
            "ReceiveMessage",
            [
                "QueueUrl": .string(queue), "MaxNumberOfMessages": 10, "WaitTimeSeconds": .number(Double(seconds)),
                "AttributeNames": ["All"], "MessageAttributeNames": ["All"],
            ], before: .soon)
        return (answer["Messages"]?.array ?? []).compactMap(\.object)
    }

    /// Creates a table for a test, like the one of the deployment template.
    ///
    /// - Parameter index: the name of its index; `nil` for a table without one.
    func emptyTable(index: String? = "due") async throws -> DynamoDBStoreSettings.Location {
        let name = "test-\(UUID().uuidString)"
        do {
            _ = try await dynamoDB().call("CreateTable", Self.description(name, index), before: .soon)
        } catch let failure as AWSFailure {
            // The table exists if the answer to the first attempt was late.
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
