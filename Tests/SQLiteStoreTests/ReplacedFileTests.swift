import AlexaProtocol
import EventGateway
import Foundation
import GRDB
import Logging
import SQLiteStore
import Synchronization
import TestSupport
import Testing

/// The file is deleted, moved or replaced while the store is in use.
struct ReplacedFileTests {
    let place: Workplace
    private let events = Shared<[String]>([])

    init() throws {
        place = try Workplace()
    }

    /// Keeps the words of log lines.
    private struct Recorder: LogHandler {
        let events: Shared<[String]>
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { events.with { $0.append("\(event.message)") } }
    }

    private func open() async throws -> SQLiteStore {
        try await place.open(logger: Logger(label: "tests") { [events] _ in Recorder(events: events) })
    }

    @Test func aDeletedFileIsMadeAnew() async throws {
        let store = try await open()
        try await store.put(.answer("lost"))
        try FileManager.default.removeItem(atPath: place.path)
        try await store.put(.answer("new"))
        #expect(events.with { $0 } == ["store_replaced"])
        // Others see the same file.
        try await place.withStore { other async throws in #expect(try await other.all().messageIds == ["new"]) }
        #expect(try await store.all().messageIds == ["new"])
        #expect(events.with { $0.count } == 1)
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
        // A process that sees the new file first.
        let other = try await place.open()
        try await other.put(.answer("other"))
        try await store.put(.answer("mine"))
        #expect(events.with { $0 } == ["store_replaced"])
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
