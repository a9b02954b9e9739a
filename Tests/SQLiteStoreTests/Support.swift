import AlexaProtocol
import EventGateway
import Foundation
import GRDB
import Logging
import SQLiteStore
import Synchronization
import TestSupport
import Timing

/// What several tasks of a test share.
final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) {
        self.value = Mutex(value)
    }

    func with<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        value.withLock { value in body(&value) }
    }
}

/// A folder that lives as long as the test, with a store's file in it.
final class Workplace: Sendable {
    let folder: String
    let key: StoreKey

    init(key: StoreKey = .random()) throws {
        folder = NSTemporaryDirectory() + "porchlight-store-\(UUID().uuidString)"
        self.key = key
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    var path: String { folder + "/outbox.sqlite" }

    func open(
        _ key: StoreKey? = nil, for purpose: SQLiteStore.Purpose = .use, limits: SQLiteStore.Limits = .init(),
        logger: Logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }, before deadline: Deadline = .soon
    ) async throws -> SQLiteStore {
        try await SQLiteStore.open(
            at: path, key: key ?? self.key, for: purpose, limits: limits, logger: logger, before: deadline)
    }

    /// The file as another program sees it.
    func openDirectly() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Opens the store, lets `body` use it and closes it.
    func withStore(_ body: (SQLiteStore) async throws -> Void) async throws {
        let store = try await open()
        try await body(store)
        try await store.close()
    }

    /// The bytes of every file in the folder, but for SQLite's shared memory, which holds no data.
    func bytes() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where !name.hasSuffix("-shm") {
            files[name] = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
        }
        return files
    }
}

/// The kind of failure that `body` ends with; `nil` if it succeeds.
func failure(of body: () async throws -> Void) async throws -> StoreFailure.Kind? {
    do {
        try await body()
        return nil
    } catch let failure as StoreFailure {
        return failure.kind
    }
}

extension CustomerID {
    static let ann = CustomerID("ann")
    static let bob = CustomerID("bob")
}

extension Timestamp {
    /// A moment of a test, in seconds.
    static func at(_ seconds: Double) -> Timestamp {
        Timestamp(milliseconds: 1_790_000_000_000 + Int64(seconds * 1000))
    }
}

extension OutgoingEvent {
    /// An event whose body is its message id.
    static func answer(_ messageId: String, _ endpointId: String? = "lock", body: String? = nil) -> OutgoingEvent {
        OutgoingEvent(
            messageId: messageId, kind: .answer, namespace: "Alexa", name: "Response", endpointId: endpointId,
            template: Array((body ?? messageId).utf8) + [0])
    }

    /// A change report in which these properties have changed.
    static func changeReport(
        _ messageId: String, _ endpointId: String = "lock",
        changed: KeyValuePairs<String, JSONValue> = ["lockState": "LOCKED"]
    ) -> OutgoingEvent {
        let properties = changed.map { name, value -> JSONValue in
            ["namespace": "Alexa.Test", "name": .string(name), "value": value]
        }
        let event: JSONValue = [
            "event": [
                "header": ["namespace": "Alexa", "name": "ChangeReport", "messageId": .string(messageId)],
                "endpoint": [
                    "scope": ["type": "BearerToken", "token": "TOKEN"], "endpointId": .string(endpointId),
                ],
                "payload": ["change": ["cause": ["type": "PERIODIC_POLL"], "properties": .array(properties)]],
            ],
            "context": ["properties": []],
        ]
        return OutgoingEvent(
            messageId: messageId, kind: .changeReport, namespace: "Alexa", name: "ChangeReport",
            endpointId: endpointId, template: Array(event.encoded().split(separator: Array("TOKEN".utf8)).joined(by: 0))
        )
    }
}

extension Sequence where Element: Sequence<UInt8> {
    func joined(by byte: UInt8) -> [UInt8] { Array(joined(separator: [byte])) }
}

extension Grant {
    static func of(
        _ customer: CustomerID, acceptedAt: Double = 0, revision: Int = 0, access: String = "access",
        refresh: String = "refresh", region: Region = .eu
    ) -> Grant {
        Grant(
            customer: customer, acceptedAt: .at(acceptedAt), revision: revision, region: region,
            accessToken: Secret(access), refreshToken: Secret(refresh), obtainedAt: .at(acceptedAt),
            expiresAt: .at(acceptedAt + 3600))
    }
}

/// Short forms: what does not matter to a test has a usual value.
extension SQLiteStore {
    func put(_ event: OutgoingEvent, _ customer: CustomerID = .ann, at now: Double = 0) async throws {
        try await add(event, for: customer, at: .at(now), expiresAt: .at(now + 1000), before: .soon)
    }

    func take(_ count: Int = 10, perCustomer: Int = 10, at now: Double = 0, for seconds: Double = 60) async throws
        -> [OutboxEntry]
    {
        try await lease(upTo: count, perCustomer: perCustomer, at: .at(now), until: .at(now + seconds), before: .soon)
    }

    func waiting(at now: Double = 0) async throws -> Int {
        try await census().entries[.waiting] ?? 0
    }
}

extension [OutboxEntry] {
    var messageIds: [String] { map(\.event.messageId) }
}
