import AWSClient
import AlexaProtocol
import DynamoDBStore
import Foundation
import HTTPTransport
import Timing

/// moto's DynamoDB, which `scripts/fetch-engines` installs, with an empty table.
final class TableEngine {
    let location: DynamoDBStoreSettings.Location
    private let process: ServerProcess

    /// Starts the engine and creates the table.
    init() async throws {
        let python = URL(filePath: ".build/engines/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw BenchmarkFailure("there is no DynamoDB here: scripts/fetch-engines installs moto")
        }
        process = try ServerProcess(python, ["scripts/aws-engine", "moto"])
        guard let answer = JSONDocument(parsing: Array(process.line.utf8)).value?.object,
            let endpoint = answer["endpoint"]?.string, let region = answer["region"]?.string,
            let id = answer["accessKeyId"]?.string, let secret = answer["secretAccessKey"]?.string
        else { throw BenchmarkFailure("the engine does not say where it listens") }
        let key = Data((0..<32).map { _ in UInt8.random(in: 0...255) }).base64EncodedString()
        location = DynamoDBStoreSettings.Location(
            table: "bench", keys: try StoreKeyRing(Secret(key)),
            place: AWSPlace(region: region, endpoints: ["dynamodb": try ServiceURL(endpoint)]),
            credentials: .fixed(AWSCredentials(accessKeyId: id, secretAccessKey: Secret(secret))))
        let transport = try HTTPTransport()
        let service = AWSService(
            AWSService.Description(name: "DynamoDB", signingName: "dynamodb", targetPrefix: "DynamoDB_20120810"),
            location.place, transport,
            credentials: AWSCredentialProvider(location.credentials, transport, environment: .live), environment: .live)
        _ = try await service.call("CreateTable", Self.table, before: Deadline(in: .seconds(10), .live))
    }

    func stop() throws { try process.stop() }

    /// The table of the deployment template.
    private static let table: JSONValue = [
        "TableName": "bench", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            ["AttributeName": "pk", "AttributeType": "S"], ["AttributeName": "sk", "AttributeType": "S"],
            ["AttributeName": "due_shard", "AttributeType": "S"], ["AttributeName": "due_at", "AttributeType": "N"],
        ],
        "KeySchema": [
            ["AttributeName": "pk", "KeyType": "HASH"], ["AttributeName": "sk", "KeyType": "RANGE"],
        ],
        "GlobalSecondaryIndexes": [
            [
                "IndexName": "due",
                "KeySchema": [
                    ["AttributeName": "due_shard", "KeyType": "HASH"], ["AttributeName": "due_at", "KeyType": "RANGE"],
                ],
                "Projection": ["ProjectionType": "KEYS_ONLY"],
            ]
        ],
    ]
}
