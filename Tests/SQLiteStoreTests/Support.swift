import AlexaProtocol
import EventGateway
import Foundation
import GRDB
import Logging
import SQLiteStore
import TestSupport
import Timing

/// A folder that exists during the test, with a store's file in it.
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

    /// The bytes of every file in the folder, except SQLite's shared memory, which holds no data.
    func bytes() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where !name.hasSuffix("-shm") {
            files[name] = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
        }
        return files
    }
}

/// The kind of failure that `body` throws; `nil` if it succeeds.
func failure(of body: () async throws -> Void) async throws -> StoreFailure.Kind? {
    do {
        try await body()
        return nil
    } catch let failure as StoreFailure {
        return failure.kind
    }
}
