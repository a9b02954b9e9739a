import AlexaProtocol
import EventGateway
import Foundation
import GRDB
import SQLiteStore
import TestSupport
import Testing

/// The file is deleted, moved or replaced while the store is in use.
struct ReplacedFileTests {
    let place: Workplace
    private let log = LogSpy()

    init() throws {
        place = try Workplace()
    }

    private func open() async throws -> SQLiteStore {
        try await place.open(logger: log.logger)
    }

    @Test func aDeletedFileIsMadeAnew() async throws {
        let store = try await open()
        try await store.put(.answer("lost"))
        try FileManager.default.removeItem(atPath: place.path)
        try await store.put(.answer("new"))
        #expect(log.all.map(\.event) == ["store_replaced"])
        // Other processes see the same file.
        try await place.withStore { other async throws in #expect(try await other.all().messageIds == ["new"]) }
        #expect(try await store.all().messageIds == ["new"])
        #expect(log.all.count == 1)
        try await store.close()
    }

    @Test(arguments: ["in use", "closed"]) func aBackupIsUsedFromThenOn(state: String) async throws {
        let store = try await open()
        try await store.put(.answer("old"))
        let backup = try Workplace(key: place.key)
        let restored = try await backup.open()
        try await restored.put(.answer("restored"))
        if state == "closed" { try await restored.close() }
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: place.path + end)
            guard state == "closed" || end != "-shm" else { continue }
            try? FileManager.default.copyItem(atPath: backup.path + end, toPath: place.path + end)
        }
        // Another process opens the new file first.
        let other = try await place.open()
        try await other.put(.answer("other"))
        try await store.put(.answer("mine"))
        #expect(log.all.map(\.event) == ["store_replaced"])
        #expect(try await other.all().messageIds == ["restored", "other", "mine"])
        try await store.close()
        try await other.put(.answer("last"))
        try await other.close()
        try await place.withStore { store async throws in
            #expect(try await store.all().messageIds == ["restored", "other", "mine", "last"])
        }
    }

    @Test func anotherFileInItsPlaceIsRefused() async throws {
        let store = try await open()
        try await store.put(.answer("a"))
        let moved = place.folder + "/moved"
        try FileManager.default.moveItem(atPath: place.path, toPath: moved)
        try Data("something else that is no store at all".utf8).write(to: URL(filePath: place.path))
        #expect(try await failure(of: { try await store.put(.answer("b")) }) == .damaged)
        try FileManager.default.removeItem(atPath: place.path)
        try FileManager.default.moveItem(atPath: moved, toPath: place.path)
        try await store.put(.answer("c"))
        #expect(try await store.all().messageIds == ["a", "c"])
        try await store.close()
    }
}
