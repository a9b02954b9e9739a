import AlexaProtocol
import EventGateway
import Foundation
import GRDB
import SQLiteStore
import TestSupport
import Testing
import Timing

/// A device that is full or read-only, a file that is locked or damaged.
struct TroubleTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    /// Adds events until there is no room; the ids of the confirmed ones.
    private func fill(_ store: SQLiteStore) async throws -> Set<String> {
        let body = String(repeating: "x", count: 2000)
        var confirmed: Set<String> = []
        for number in 0..<10_000 {
            do {
                try await store.put(.answer("\(number)", "\(number % 50)", body: body))
                confirmed.insert("\(number)")
            } catch let failure as StoreFailure {
                #expect(failure.kind == .full)
                #expect(failure.description.contains(place.path))
                return confirmed
            }
        }
        Issue.record("There was room for everything")
        return confirmed
    }

    private func ids(_ store: SQLiteStore) async throws -> Set<String> {
        Set(try await store.all().messageIds)
    }

    @Test func aStoreThatMayNotGrowLosesNothing() async throws {
        var limits = SQLiteStore.Limits()
        limits.maximumBytes = 400_000
        let store = try await place.open(limits: limits)
        let confirmed = try await fill(store)
        #expect(confirmed.count > 50)
        #expect(try await ids(store) == confirmed)
        // Each new event is refused individually, and calls that free space are not.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for entry in try await store.take(20, perCustomer: 20) {
                group.addTask { try await store.settle(entry, .delivered, at: .at(0)) }
            }
            try await group.waitForAll()
        }
        try await store.put(.answer("again", "1"))
        #expect(try await ids(store).count == confirmed.count - 20 + 1)
        try await store.close()
        try await place.withStore { store async throws in
            try await store.put(.answer("more", "1", body: String(repeating: "x", count: 100_000)))
        }
    }

    @Test func manyWhoDoNotFitTogetherAreToldOneByOne() async throws {
        var limits = SQLiteStore.Limits()
        limits.maximumBytes = 300_000
        let store = try await place.open(limits: limits)
        let body = String(repeating: "x", count: 2000)
        let confirmed = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<300 {
                group.addTask {
                    let kind = try await failure(of: {
                        try await store.put(.answer("\(number)", "\(number)", body: body))
                    })
                    #expect(kind == nil || kind == .full)
                    return kind == nil ? "\(number)" : nil
                }
            }
            return try await group.reduce(into: Set<String>()) { if let id = $1 { $0.insert(id) } }
        }
        #expect(confirmed.count > 20 && confirmed.count < 300)
        #expect(try await ids(store) == confirmed)
        try await store.close()
    }

    @Test(.enabled(if: Mount.isPossible)) func aFullDeviceLosesNothing() async throws {
        let mount = try Mount(at: place.folder, megabytes: 4)
        let ballast = URL(filePath: place.folder + "/ballast")
        try Data(count: 1 << 20).write(to: ballast)
        let store = try await place.open()
        let confirmed = try await fill(store)
        #expect(try await ids(store) == confirmed)
        _ = try? await store.take(5)
        // The store can also be opened for inspection, while it is in use and when it is not.
        let looking = try await place.open(for: .look)
        #expect(try await ids(looking) == confirmed)
        try await looking.close()
        // The state that a kill leaves.
        let other = try await place.open()
        #expect(try await ids(other) == confirmed)
        try FileManager.default.removeItem(at: ballast)
        try await store.put(.answer("again"))
        #expect(try await ids(store) == confirmed.union(["again"]))
        try await store.close()
        try await other.close()
        try mount.end()
    }

    @Test(.enabled(if: Mount.isPossible)) func aFullDeviceMakesNoStore() async throws {
        let mount = try Mount(at: place.folder, megabytes: 1)
        let ballast = URL(filePath: place.folder + "/ballast")
        #expect(throws: (any Error).self) { try Data(count: 2 << 20).write(to: ballast, options: .withoutOverwriting) }
        #expect(try await failure(of: { try await place.open().close() }) == .full)
        try FileManager.default.removeItem(at: ballast)
        try await place.withStore { try await $0.put(.answer("a")) }
        try mount.end()
    }

    @Test(.enabled(if: Mount.isPossible)) func aDeviceThatIsReadOnlyIsRefused() async throws {
        let mount = try Mount(at: place.folder, megabytes: 4)
        try await place.withStore { try await $0.put(.answer("a")) }
        try mount.change("ro")
        let before = try place.bytes()
        #expect(try await failure(of: { try await place.open().close() }) == .readOnly)
        let looking = try await place.open(for: .look)
        #expect(try await looking.all().messageIds == ["a"])
        #expect(try await looking.census().entries == [.waiting: 1])
        #expect(try await failure(of: { try await looking.put(.answer("b")) }) == .readOnly)
        try await looking.close()
        let missing = place.folder + "/new"
        #expect(
            try await failure(of: {
                try await SQLiteStore.open(at: missing, key: place.key, before: Deadline(in: .seconds(60), .live))
                    .close()
            }) == .readOnly)
        #expect(try place.bytes() == before)
        try mount.change("rw")
        try await place.withStore { store async throws in #expect(try await store.take().messageIds == ["a"]) }
        try mount.end()
    }

    /// Skipped for the superuser, who may write everywhere.
    @Test(.enabled(if: geteuid() != 0), arguments: [("outbox.sqlite", 0o400, 0o600), ("", 0o500, 0o700)])
    func whatMayNotBeWrittenIsRefused(name: String, mode: Int, usual: Int) async throws {
        try await place.withStore { try await $0.put(.answer("a")) }
        let path = place.folder + "/" + name
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: usual], ofItemAtPath: path) }
        #expect(try await failure(of: { try await place.open().close() }) == .readOnly)
    }

    @Test func aFolderThatSomebodyHasLockedIsNotWaitedForForever() async throws {
        let descriptor = unsafe open(place.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX) == 0)
        let soon = Deadline(in: .milliseconds(100), .live)
        #expect(try await failure(of: { try await place.open(before: soon).close() }) == .busy)
        #expect(flock(descriptor, LOCK_UN) == 0)
        try await place.open().close()
    }

    @Test func aLockThatDoesNotEndIsToldAndDoesNoHarm() async throws {
        let store = try await place.open()
        try await store.put(.answer("a"))
        let other = try place.openDirectly()
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let soon = Deadline(in: .milliseconds(50), .live)
        #expect(
            try await failure(of: {
                try await store.add(.answer("b"), for: .ann, at: .at(0), expiresAt: .at(9), before: soon)
            }) == .busy)
        #expect(try await store.all().messageIds == ["a"])
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try await store.put(.answer("c"))
        #expect(try await ids(store) == ["a", "c"])
        try other.close()
        try await store.close()
    }

    /// Any page of the file is destroyed: calls may return an error or a wrong count, but do not crash.
    @Test(arguments: 0..<12)
    func aDamagedFileIsToldOrWorks(page: Int) async throws {
        try await place.withStore { store async throws in
            _ = try await store.accept(.of(.ann))
            for number in 0..<20 { try await store.put(.answer("\(number)", "\(number)")) }
        }
        var bytes = try Data(contentsOf: URL(filePath: place.path))
        try #require(bytes.count >= 12 * 4096)
        for offset in 0..<4096 { bytes[page * 4096 + offset] = UInt8(truncatingIfNeeded: offset &* 31 &+ page) }
        try bytes.write(to: URL(filePath: place.path))
        let kinds = try await [
            failure(of: {
                let store = try await place.open()
                let kinds = try await [
                    failure(of: { _ = try await store.grant(of: .ann) }),
                    failure(of: { try await store.put(.answer("new")) }),
                    failure(of: { _ = try await store.take(50, perCustomer: 50) }),
                    failure(of: { _ = try await store.all() }),
                    failure(of: { _ = try await store.census() }),
                ]
                try await store.close()
                if let kind = kinds.compactMap({ $0 }).first { throw StoreFailure(kind, "") }
            })
        ]
        #expect(kinds.allSatisfy { $0 == nil || $0 == .damaged || $0 == .wrongKey }, "\(kinds)")
        if page == 0 { #expect(kinds == [.damaged]) }
    }
}

/// Mounts a separate file system over a folder. Needs root.
struct Mount {
    let folder: String

    static let isPossible: Bool = {
        guard geteuid() == 0, let place = try? Workplace(), let mount = try? Mount(at: place.folder, megabytes: 1)
        else {
            return false
        }
        return (try? mount.end()) != nil
    }()

    init(at folder: String, megabytes: Int) throws {
        self.folder = folder
        try Self.run("/bin/mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", folder)
    }

    func change(_ option: String) throws {
        try Self.run("/bin/mount", "-o", "remount,\(option)", folder)
    }

    func end() throws {
        try Self.run("/bin/umount", folder)
    }

    private static func run(_ program: String, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteNoPermission) }
    }
}
