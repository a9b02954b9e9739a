import AlexaProtocol
import EventGateway
import Skill
import Synchronization
import Testing
import Timing

/// Caching of customers' accounts: how long, and the number of reads.
@Suite(.timeLimit(.minutes(1))) struct AccountDirectoryTests {
    /// A store that counts its calls, and blocks or fails on request.
    private final class Store: AccountStore {
        let accounts = Mutex<[StoredAccount]>([])
        let reads = Mutex(0)
        let isBroken = Mutex(false)
        let gate: DeferralTests.Gate?

        init(_ names: [String] = [], gate: DeferralTests.Gate? = nil) {
            self.gate = gate
            set(names)
        }

        func set(_ names: [String]) {
            accounts.withLock { $0 = names.map { StoredAccount(cloud: "tuya", name: $0, fields: []) } }
        }

        func accounts(
            of customer: CustomerID, before deadline: Deadline
        ) async throws(StoreFailure) -> CustomerAccounts {
            reads.withLock { $0 += 1 }
            let accounts = accounts.withLock(\.self)
            if let gate { await gate.wait() }
            if isBroken.withLock(\.self) { throw StoreFailure(.busy, "broken by the test") }
            return CustomerAccounts(customer, accounts, version: 1)
        }

        func accountsAndHomes(
            of customer: CustomerID, before deadline: Deadline
        ) async throws(StoreFailure) -> (accounts: CustomerAccounts, homes: [StoredHome]) {
            (try await accounts(of: customer, before: deadline), [])
        }

        func homes(of customer: CustomerID, before deadline: Deadline) -> [StoredHome] { [] }
        func keep(_ home: StoredHome, of customer: CustomerID, before deadline: Deadline) {}
    }

    private final class Unit: Sendable {}

    private static let ann = CustomerID("ann")

    private func directory(_ store: Store, _ time: ManualTime) -> AccountDirectory {
        AccountDirectory(store, environment: time.environment, logger: RecordedLog().logger)
    }

    private func names(_ directory: AccountDirectory, _ time: ManualTime) async throws -> [String] {
        let deadline = Deadline(in: .seconds(1000), time.environment)
        return try await directory.accounts(of: Self.ann, before: deadline).map(\.account.name)
    }

    @Test func accountsAreReadOnceInFiveMinutes() async throws {
        let (store, time) = (Store(["a"]), ManualTime { _ in false })
        let directory = directory(store, time)
        for (pause, reads) in [(0, 1), (299, 1), (2, 2), (298, 2)] {
            time.pass(.seconds(pause))
            #expect(try await names(directory, time) == ["a"])
            #expect(store.reads.withLock(\.self) == reads)
        }
    }

    @Test func thatThereAreNoneIsCachedShortly() async throws {
        let (store, time) = (Store(), ManualTime { _ in false })
        let directory = directory(store, time)
        for (pause, reads) in [(0, 1), (29, 1), (2, 2)] {
            time.pass(.seconds(pause))
            #expect(try await names(directory, time) == [])
            #expect(store.reads.withLock(\.self) == reads)
        }
        store.set(["a"])
        time.pass(.seconds(31))
        #expect(try await names(directory, time) == ["a"])
    }

    /// Twenty simultaneous callers share one look-up.
    @Test func oneLookUpAtATime() async throws {
        let gate = DeferralTests.Gate()
        let (store, time) = (Store(["a"], gate: gate), ManualTime { _ in false })
        let directory = directory(store, time)
        try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<20 { group.addTask { try await names(directory, time) } }
            while store.reads.withLock(\.self) == 0 { await Task.yield() }
            gate.openForAll()
            for try await names in group { #expect(names == ["a"]) }
        }
        #expect(store.reads.withLock(\.self) == 1)
    }

    @Test func aRenewalReadsAnewAndKeepsWhatHasNotChanged() async throws {
        let (store, time) = (Store(["a", "b"]), ManualTime { _ in false })
        let directory = directory(store, time)
        let deadline = Deadline(in: .seconds(1000), time.environment)
        let first = try await directory.accounts(of: Self.ann, before: deadline)
        let units = first.map { $0.keep(Unit()) }
        store.set(["b", "c"])
        directory.renew(Self.ann)
        let second = try await directory.accounts(of: Self.ann, before: deadline)
        #expect(second.map(\.account.name) == ["b", "c"])
        #expect(second[0].unit(Unit.self) === units[1])
        #expect(second[1].unit(Unit.self) == nil)
        // Removed and added again: the previous unit is not reused.
        store.set(["a", "b"])
        directory.renew(Self.ann)
        let third = try await directory.accounts(of: Self.ann, before: deadline)
        #expect(third[0].unit(Unit.self) == nil)
        #expect(store.reads.withLock(\.self) == 3)
    }

    /// The result of a look-up that began before a renewal is not used after it.
    @Test func aRenewalDoesNotTakeWhatWasReadBefore() async throws {
        let gate = DeferralTests.Gate()
        let (store, time) = (Store(["old"], gate: gate), ManualTime { _ in false })
        let directory = directory(store, time)
        async let before = names(directory, time)
        while store.reads.withLock(\.self) == 0 { await Task.yield() }
        store.set(["new"])
        directory.renew(Self.ann)
        async let after = names(directory, time)
        while store.reads.withLock(\.self) == 1 { await Task.yield() }
        gate.openForAll()
        #expect(try await before == ["old"])
        #expect(try await after == ["new"])
        #expect(try await names(directory, time) == ["new"])
        #expect(store.reads.withLock(\.self) == 2)
    }

    /// While the store fails, cached accounts are used for ten more minutes; a customer is never assumed to have none.
    @Test func aStoreThatFails() async throws {
        let (store, time) = (Store(["a"]), ManualTime { _ in false })
        let directory = directory(store, time)
        #expect(try await names(directory, time) == ["a"])
        store.isBroken.withLock { $0 = true }
        time.pass(.seconds(301))
        #expect(try await names(directory, time) == ["a"])
        time.pass(.seconds(600))
        await #expect(throws: StoreFailure.self) { try await names(directory, time) }
        await #expect(throws: StoreFailure.self) { try await names(directory, time) }
        store.isBroken.withLock { $0 = false }
        #expect(try await names(directory, time) == ["a"])

        let empty = Store()
        let other = self.directory(empty, time)
        #expect(try await names(other, time) == [])
        empty.isBroken.withLock { $0 = true }
        time.pass(.seconds(31))
        await #expect(throws: StoreFailure.self) { try await names(other, time) }
    }

    /// Reading homes also reads the accounts.
    @Test func homesBringTheAccounts() async throws {
        let (store, time) = (Store(["a"]), ManualTime { _ in false })
        let directory = directory(store, time)
        _ = try await directory.homes(of: Self.ann, before: Deadline(in: .seconds(9), time.environment))
        #expect(try await names(directory, time) == ["a"])
        #expect(store.reads.withLock(\.self) == 1)
    }
}
