import AWSClient
import AlexaProtocol
import DynamoDBStore
import EventGateway
import Foundation
import HTTPTransport
import LoopbackLambda
import TestSupport

/// A table, its key, a queue and the settings of a function that uses them, with simulated locks.
struct FunctionSetup {
    let settings: [String: String]
    let location: DynamoDBStoreSettings.Location

    /// The number of locks: `lock-0` and so on.
    static let locks = 8

    /// - Parameters:
    ///   - latency: how long a lock takes, in milliseconds.
    ///   - queue: the URL of the queue; `nil` for a function without a doorbell.
    init(
        _ engine: StoreEngine, amazon: String, folder: TemporaryFolder, latency: Int, queue: String? = nil
    ) async throws {
        let process = try await EngineProcess.of(engine)
        let key = StoreKeyRing.randomKey()
        var location = try await process.emptyTable()
        location.keys = try StoreKeyRing(Secret(key))
        location.queue = queue
        self.location = location
        let home = folder.path + "/home.json"
        let endpoints = JSONValue.array((0..<Self.locks).map { Self.lock($0, latency) })
        try Data(JSONValue.object(["endpoints": endpoints]).encoded()).write(to: URL(filePath: home))
        var settings = [
            "PORCHLIGHT_HOME": home, "PORCHLIGHT_STORE_TABLE": location.table, "PORCHLIGHT_STORE_KEY": key,
            "PORCHLIGHT_LWA_CLIENT_ID": "client", "PORCHLIGHT_LWA_CLIENT_SECRET": "lwa-secret",
            "PORCHLIGHT_LWA_URL": "\(amazon)/auth/o2/token", "PORCHLIGHT_GATEWAY_URL": "\(amazon)/v3/events",
            "PORCHLIGHT_DEFERRAL_AFTER_SECONDS": "0", "PORCHLIGHT_DEFERRAL_LIMIT_SECONDS": "1",
            "AWS_REGION": process.region, "AWS_ENDPOINT_URL_DYNAMODB": process.endpoint.description,
            "AWS_ENDPOINT_URL_SQS": process.endpoint.description,
            "AWS_ACCESS_KEY_ID": process.credentials.accessKeyId,
            "AWS_SECRET_ACCESS_KEY": process.credentials.secretAccessKey.exposed,
        ]
        if let queue { settings["PORCHLIGHT_STORE_QUEUE"] = queue }
        self.settings = settings
    }

    /// Texts that must not be in a log line.
    static let secrets = ["Atza|one", "Atzr|one", "the-code", "lwa-secret", "access-token-from-skill", "corr-"]

    private static func lock(_ number: Int, _ latency: Int) -> JSONValue {
        [
            "endpointId": .string("lock-\(number)"), "friendlyName": .string("Door \(number)"),
            "description": "A lock", "manufacturerName": "Porchlight", "displayCategories": ["SMARTLOCK"],
            "capabilities": [
                ["type": "AlexaInterface", "interface": "Alexa", "version": "3"],
                [
                    "type": "AlexaInterface", "interface": "Alexa.LockController", "version": "3",
                    "properties": ["supported": [["name": "lockState"]], "retrievable": true],
                ],
            ],
            "simulation": ["latencyMs": .number(Double(latency))],
        ]
    }

    /// A directive that locks a door; its correlation token is `corr-NUMBER`.
    static func directive(_ number: Int) -> [UInt8] {
        let directive: JSONValue = [
            "header": [
                "namespace": "Alexa.LockController", "name": "Lock", "payloadVersion": "3",
                "messageId": .string("m-\(number)"), "correlationToken": .string("corr-\(number)"),
            ],
            "endpoint": [
                "endpointId": .string("lock-\(number % locks)"),
                "scope": ["type": "BearerToken", "token": "access-token-from-skill"], "cookie": [:],
            ],
            "payload": [:],
        ]
        return JSONValue.object(["directive": directive]).encoded()
    }

    static let grant = JSONValue.object([
        "directive": [
            "header": [
                "namespace": "Alexa.Authorization", "name": "AcceptGrant", "payloadVersion": "3",
                "messageId": "m-grant",
            ],
            "payload": [
                "grant": ["type": "OAuth2.AuthorizationCode", "code": "the-code"],
                "grantee": ["type": "BearerToken", "token": "access-token-from-skill"],
            ],
        ]
    ]).encoded()

    static let sweep = Array(#"{"porchlight": "sweep"}"#.utf8)

    /// The name of an event.
    static func name(_ event: [UInt8]) -> String? {
        let event = JSONDocument(parsing: event).value?.object?["event"]?.object
        return event?["header"]?.object?["name"]?.string
    }

    /// The name of the event with which an invocation was answered.
    static func name(_ outcome: LoopbackLambda.Outcome) -> String? {
        guard case .answered(let body) = outcome else { return nil }
        return name(body)
    }
}
