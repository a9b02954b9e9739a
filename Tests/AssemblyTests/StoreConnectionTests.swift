import AlexaProtocol
import Assembly
import EventGateway
import Foundation
import Logging
import Replay
import SQLiteStore
import Skill
import Synchronization
import Telemetry
import Testing
import Timing

/// A store that cannot be opened, or is opened late or never.
@Suite struct StoreConnectionTests {
    private static let failure = StoreFailure(.busy, "The store is locked.")

    private let time = VirtualTime()
    private let log = Lines()

    private final class Lines: Sendable {
        private let text = Mutex("")

        var all: String { text.withLock { $0 } }

        func add(_ line: [UInt8]) { text.withLock { $0 += String(decoding: line, as: UTF8.self) } }
    }

    /// A virtual clock with real sleeps, so that no deadline passes during real work.
    private var environment: SkillEnvironment {
        var environment = time.environment
        environment.sleep = SkillEnvironment.live.sleep
        return environment
    }

    /// A connection whose n-th attempt to open the store returns the n-th result; all further attempts fail.
    private func connection(
        _ results: [Result<SQLiteStore, StoreFailure>], attempts: AttemptCounter
    ) -> StoreConnection<SQLiteStore> {
        let environment = environment
        let logger = Logger(label: "tests") { [log] _ in
            JSONLogHandler(level: .info, now: environment.now) { log.add($0) }
        }
        return StoreConnection(environment: environment, logger: logger) {
            let number = attempts.next()
            return number < results.count ? results[number] : .failure(Self.failure)
        }
    }

    private final class AttemptCounter: Sendable {
        private let number = Mutex(0)

        var count: Int { number.withLock { $0 } }

        func next() -> Int {
            number.withLock { number in
                defer { number += 1 }
                return number
            }
        }
    }

    private func grant(
        _ connection: StoreConnection<SQLiteStore>, within timeout: Duration = .seconds(60)
    ) async throws(StoreFailure) -> Grant? {
        try await connection.grant(of: .household, before: Deadline(in: timeout, time.environment))
    }

    /// A store in a folder that is removed afterwards.
    private func withStore(_ body: (SQLiteStore) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try await SQLiteStore.open(
            at: folder.appending(path: "store").path, key: .random(),
            before: Deadline(in: .seconds(60), SkillEnvironment.live))
        try await body(store)
        try await store.close()
    }

    @Test func afterAFailureTheStoreIsOpenedAgainWhenTheIntervalIsOver() async throws {
        try await withStore { store in
            let attempts = AttemptCounter()
            let connection = connection([.failure(Self.failure), .success(store)], attempts: attempts)
            for _ in 0..<3 {
                await #expect(
                    performing: { try await grant(connection) }, throws: { ($0 as? StoreFailure)?.kind == .busy })
            }
            #expect(attempts.count == 1)
            await time.environment.sleep(.milliseconds(4999))
            await #expect(performing: { try await grant(connection) }, throws: { ($0 as? StoreFailure)?.kind == .busy })
            #expect(attempts.count == 1)
            await time.environment.sleep(.milliseconds(1))
            let found = try await grant(connection)
            #expect(found == nil)
            #expect(attempts.count == 2)
        }
    }

    @Test func eachFailureToOpenIsLoggedOnce() async throws {
        let connection = connection([], attempts: AttemptCounter())
        await connection.start()
        await connection.waitForAttempt(before: Deadline(in: .seconds(60), SkillEnvironment.live))
        for _ in 0..<3 { _ = try? await grant(connection) }
        let lines = log.all.split(separator: "\n")
        #expect(lines.count == 1)
        #expect(
            lines.allSatisfy { $0.contains(#""event":"store_unavailable""#) && $0.contains("The store is locked.") })
    }

    @Test func aStoreThatNeverOpensKeepsNobodyWaitingLongerThanTheDeadline() async throws {
        let environment = time.environment
        let connection = StoreConnection<SQLiteStore>(
            environment: environment, logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        ) {
            // Blocks until the test process ends.
            unsafe await withUnsafeContinuation { _ in }
        }
        await #expect(
            performing: { try await grant(connection, within: .seconds(1)) },
            throws: { ($0 as? StoreFailure)?.kind == .busy })
        #expect(environment.uptime() == .seconds(1))
    }
}
