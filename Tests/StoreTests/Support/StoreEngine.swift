import DynamoDBStore
import EventGateway
import Foundation
import HTTPTransport
import SQLiteStore
import Skill
import TestSupport
import Testing
import Timing

/// The protocols that every store of a skill implements.
typealias TestedStore = GrantStore & PromiseStore & DeliveryQueue & OutboxInspection & CustomerRegister

/// The engines that the same tests run against.
enum StoreEngine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite
    /// moto's server: DynamoDB in Python, which checks signatures.
    case moto
    /// ministack: a second, independent DynamoDB.
    case ministack

    var testDescription: String { rawValue }

    /// The engines that are installed here.
    static let available = allCases.filter(\.isAvailable)
    /// The engines with DynamoDB.
    static let dynamoDB = available.filter { $0 != .sqlite }

    private var isAvailable: Bool {
        switch self {
        case .sqlite: true
        case .moto, .ministack: EngineProcess.isInstalled || EngineProcess.isRequired
        }
    }

    /// An empty store of this engine.
    func place() async throws -> StorePlaceForTests {
        switch self {
        case .sqlite: .file(try TemporaryFolder(), .random())
        case .moto, .ministack: .table(try await EngineProcess.of(self).emptyTable())
        }
    }
}

/// A store that exists during one test. It may be opened several times.
enum StorePlaceForTests {
    case file(TemporaryFolder, StoreKey)
    case table(DynamoDBStoreSettings.Location)

    func open() async throws -> any TestedStore {
        switch self {
        case .file(let folder, let key):
            try await SQLiteStore.open(at: folder.path + "/outbox.sqlite", key: key, before: .soon)
        case .table(let location):
            DynamoDBStore(location, try HTTPTransport(), environment: .live)
        }
    }

    /// Opens the store anew and lets `body` use it.
    func withStore(_ body: (any TestedStore) async throws -> Void) async throws {
        let store = try await open()
        try await body(store)
        if let store = store as? SQLiteStore { try await store.close() }
    }
}

/// A folder that is deleted with the test.
final class TemporaryFolder: Sendable {
    let path = NSTemporaryDirectory() + "porchlight-store-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
