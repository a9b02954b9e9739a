import AlexaProtocol
import EventGateway
import Foundation
import GRDB
import SQLiteStore
import TestSupport
import Testing
import Timing

/// Which files are opened and which are refused; a refusal changes nothing.
struct OpeningTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    private func fill(_ store: SQLiteStore) async throws {
        _ = try await store.accept(.of(.ann))
        try await store.put(.answer("a"))
    }

    private func openFailure(_ key: StoreKey? = nil) async throws -> StoreFailure.Kind? {
        try await failure(of: { try await place.open(key).close() })
    }

    @Test(arguments: [
        String(repeating: "0f", count: 32), String(repeating: "Af", count: 32),
        Data(repeating: 7, count: 32).base64EncodedString(), "\n \(Data(0..<32).base64EncodedString())\r\n",
    ])
    func theKeyIsBase64OrHexadecimal(text: String) async throws {
        let key = try StoreKey(Secret(text))
        let store = try await place.open(key)
        try await fill(store)
        try await store.close()
        #expect(
            try await openFailure(try StoreKey(Secret(text.trimmingCharacters(in: .whitespacesAndNewlines)))) == nil)
        #expect(!"\(key)\(String(reflecting: key))\(Mirror(reflecting: key).children.count)".contains("["))
    }

    @Test(arguments: [
        "", " \n", "secret", String(repeating: "0f", count: 31), String(repeating: "0g", count: 32),
        Data(repeating: 7, count: 31).base64EncodedString(), Data(repeating: 7, count: 33).base64EncodedString(),
        String(repeating: "é", count: 32),
    ])
    func anotherKeyIsNone(text: String) {
        let failure = #expect(throws: StoreFailure.self) { try StoreKey(Secret(text)) }
        #expect(failure?.kind == .wrongKey)
        let words = text.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(words.isEmpty || failure?.description.contains(words) == false)
    }

    @Test func hexadecimalAndBase64AreTheSameKey() async throws {
        let hexadecimal = (0..<32).map { String(format: "%02X", $0) }.joined()
        try await place.open(try StoreKey(Secret(hexadecimal))).close()
        #expect(try await openFailure(try StoreKey(Secret(Data(0..<32).base64EncodedString()))) == nil)
    }

    @Test func theWrongKeyChangesNothing() async throws {
        try await place.withStore { try await fill($0) }
        let before = try place.bytes()
        #expect(Set(before.keys) == ["outbox.sqlite"])
        #expect(try await openFailure(.random()) == .wrongKey)
        #expect(try place.bytes() == before)
        #expect(try await openFailure() == nil)
    }

    /// A killed process leaves its write-ahead log, with all data that is not yet in the file.
    @Test func theWrongKeyChangesNothingAfterAKill() async throws {
        let store = try await place.open()
        try await fill(store)
        let killed = try Workplace(key: place.key)
        for (name, bytes) in try place.bytes() { try bytes.write(to: URL(filePath: "\(killed.folder)/\(name)")) }
        try await store.close()
        let before = try killed.bytes()
        #expect(before["outbox.sqlite-wal"]?.isEmpty == false)
        #expect(try await failure(of: { try await killed.open(.random()).close() }) == .wrongKey)
        #expect(try killed.bytes() == before)
        try await killed.withStore { store async throws in
            #expect(try await store.take().messageIds == ["a"])
            #expect(try await store.grant(of: .ann) == .of(.ann))
        }
    }

    @Test func theWrongKeyChangesNothingWhileTheStoreIsInUse() async throws {
        let store = try await place.open()
        try await fill(store)
        let before = try place.bytes()
        #expect(try await openFailure(.random()) == .wrongKey)
        #expect(try place.bytes() == before)
        try await fill(store)
        try await store.close()
    }

    @Test func onlyTheOwnerMayReadTheFiles() async throws {
        let folder = place.folder + "/new"
        let store = try await SQLiteStore.open(
            at: folder + "/store", key: place.key, before: Deadline(in: .seconds(60), .live))
        try await fill(store)
        for (name, mode) in [("", 0o700), ("/store", 0o600), ("/store-wal", 0o600), ("/store-shm", 0o600)] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + name)
            #expect(attributes[.posixPermissions] as? Int == mode, "\(name)")
        }
        try await store.close()
    }

    /// Permissions left by an older version, a copy or a wide umask.
    @Test func othersLoseTheirPermissions() async throws {
        let first = try await place.open()
        try await fill(first)
        for end in ["", "-wal", "-shm"] {
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: place.path + end)
        }
        let second = try await place.open()
        for end in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: place.path + end)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(end)")
        }
        try await first.close()
        try await second.close()
    }

    @Test func aLinkToNothingIsToldAsSuch() async throws {
        try FileManager.default.createSymbolicLink(atPath: place.path, withDestinationPath: "/nowhere/store")
        let failure = await #expect(throws: StoreFailure.self) { try await place.open() }
        #expect(failure?.kind == .cannotOpen)
        #expect(failure?.description.contains("a symbolic link to /nowhere/store, which does not exist") == true)
    }

    @Test func aLinkToAStoreIsFollowed() async throws {
        try await place.withStore { try await fill($0) }
        let link = place.folder + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: place.path)
        let store = try await SQLiteStore.open(at: link, key: place.key, before: .soon)
        #expect(try await store.all().messageIds == ["a"])
        try await store.close()
    }

    @Test(arguments: [2, 4096, 8192])
    func anotherFileIsRefused(size: Int) async throws {
        try Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 1) }).write(to: URL(filePath: place.path))
        let before = try place.bytes()
        #expect(try await openFailure() == .damaged)
        #expect(try place.bytes() == before)
    }

    @Test(arguments: ["DELETE", "WAL"])
    func anotherProgramsDatabaseIsRefused(journal: String) async throws {
        let database = try place.openDirectly()
        try await database.writeWithoutTransaction { db in
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = \(journal)")
            try db.execute(sql: "CREATE TABLE notes (text)")
        }
        try database.close()
        let before = try place.bytes()
        #expect(try await openFailure() == .damaged)
        #expect(try place.bytes() == before)
    }

    @Test func aNewerStoreIsRefused() async throws {
        try await place.withStore { try await fill($0) }
        let database = try place.openDirectly()
        try await database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2999')") }
        try database.close()
        let before = try place.bytes()
        #expect(try await openFailure() == .tooNew)
        #expect(try place.bytes() == before)
    }

    /// An empty file, as left by `touch` or an interrupted start.
    @Test func anEmptyFileBecomesAStore() async throws {
        try Data().write(to: URL(filePath: place.path))
        try await place.withStore { try await fill($0) }
        #expect(try await openFailure() == nil)
    }

    /// A start interrupted after each of its steps.
    @Test(arguments: 1...3)
    func anUnfinishedStoreIsFinished(steps: Int) async throws {
        let database = try place.openDirectly()
        try await database.writeWithoutTransaction { db in
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            if steps > 1 { try db.execute(sql: "PRAGMA application_id = 0x50726368") }
            if steps > 2 { try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)") }
        }
        try database.close()
        try await place.withStore { try await fill($0) }
        #expect(try await openFailure() == nil)
    }

    @Test(arguments: [
        ("/missing/deep/store", StoreFailure.Kind.cannotOpen), ("/file/store", .cannotOpen), ("", .cannotOpen),
    ])
    func aPathThatIsNoneIsRefused(path: String, kind: StoreFailure.Kind) async throws {
        try Data("x".utf8).write(to: URL(filePath: place.folder + "/file"))
        let path = place.folder + path
        #expect(
            try await failure(of: {
                try await SQLiteStore.open(at: path, key: place.key, before: Deadline(in: .seconds(60), .live)).close()
            }) == kind)
    }

    @Test func manyMayMakeTheSameStoreAtOnce() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask { try await place.withStore { try await $0.put(.answer("\(number)")) } }
            }
            try await group.waitForAll()
        }
        try await place.withStore { store async throws in #expect(try await store.waiting() == 8) }
    }

    @Test func aClosedStoreSaysSo() async throws {
        let store = try await place.open()
        try await store.close()
        #expect(try await failure(of: { try await fill(store) }) == .other)
        #expect(try await failure(of: { _ = try await store.nextDue() }) == .other)
    }
}
