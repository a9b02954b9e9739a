import AlexaProtocol
import EventGateway
import Skill
import TestSupport
import Testing
import Timing

/// The accounts of customers.
struct AccountTests {
    private static func account(_ cloud: String, _ name: String, secret: String = "s") -> StoredAccount {
        StoredAccount(
            cloud: cloud, name: name,
            fields: [.init("client_id", Secret("id of \(name)")), .init("client_secret", Secret(secret))])
    }

    @Test(arguments: StoreEngine.available)
    func accountsAreKeptPerCustomer(engine: StoreEngine) async throws {
        let place = try await engine.place()
        let accounts = [Self.account("tuya", "a", secret: #"quotes " and ü \n"#), Self.account("amps", "b")]
        try await place.withStore { store async throws in
            let none = try await store.accounts(of: .ann, before: .soon)
            #expect(none == CustomerAccounts(.ann))
            let added = try await store.replace(
                CustomerAccounts(.ann, accounts), forgettingHomesAt: [], before: .soon)
            #expect(added)
        }
        try await place.withStore { store async throws in
            #expect(try await store.accounts(of: .ann, before: .soon).accounts == accounts)
            #expect(try await store.accounts(of: .bob, before: .soon) == CustomerAccounts(.bob))
        }
    }

    /// Of two writers who have read the same state one wins, also if the state is that there are no accounts.
    @Test(arguments: StoreEngine.available)
    func anOldVersionChangesNothing(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            func replace(_ old: CustomerAccounts, _ names: String...) async throws -> Bool {
                var new = old
                new.accounts = names.map { Self.account("tuya", $0) }
                return try await store.replace(new, forgettingHomesAt: [], before: .soon)
            }
            func names() async throws -> [String] {
                try await store.accounts(of: .ann, before: .soon).accounts.map(\.name)
            }
            let nothing = try await store.accounts(of: .ann, before: .soon)
            #expect(try await replace(nothing, "a"))
            #expect(try await !replace(nothing, "b"))
            let first = try await store.accounts(of: .ann, before: .soon)
            #expect(try await replace(first, "a", "c"))
            #expect(try await !replace(first, "a"))
            #expect(try await names() == ["a", "c"])
            // Removed and added again: earlier versions are not reused.
            let second = try await store.accounts(of: .ann, before: .soon)
            #expect(try await replace(second))
            #expect(try await !replace(second, "d"))
            #expect(try await names() == [])
            #expect(try await replace(nothing, "e"))
            for old in [first, second] { #expect(try await !replace(old, "f")) }
            #expect(try await names() == ["e"])
        }
    }

    /// Ten concurrent writers each add an account, and retry after a conflict: no account is lost.
    @Test(arguments: StoreEngine.available)
    func concurrentWritersLoseNothing(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<10 {
                    group.addTask {
                        while true {
                            var accounts = try await store.accounts(of: .ann, before: .soon)
                            accounts.accounts.append(Self.account("tuya", "\(number)"))
                            if try await store.replace(accounts, forgettingHomesAt: [], before: .soon) { return }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let names = try await store.accounts(of: .ann, before: .soon).accounts.map(\.name)
            #expect(names.sorted() == (0..<10).map(String.init))
        }
    }

    @Test(arguments: StoreEngine.available)
    func homesAreReadTogetherAndForgotten(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            func homes() async throws -> [String] {
                let (accounts, homes) = try await store.accountsAndHomes(of: .ann, before: .soon)
                #expect(try await store.homes(of: .ann, before: .soon).map(\.cloud) == homes.map(\.cloud))
                return accounts.accounts.map(\.name) + homes.map(\.cloud)
            }
            #expect(try await homes() == [])
            for (cloud, size) in [("amps", 10), ("tuya", 700_000), ("tuyax", 10)] {
                let bytes = Array(repeating: UInt8(ascii: "x"), count: size)
                try await store.keep(
                    StoredHome(cloud: cloud, endpoints: bytes, asOf: .at(0)), of: .ann, before: .soon)
            }
            #expect(try await homes() == ["amps", "tuya", "tuyax"])
            var accounts = CustomerAccounts(.ann, [Self.account("tuya", "a"), Self.account("amps", "b")])
            _ = try await store.replace(accounts, forgettingHomesAt: [], before: .soon)
            #expect(try await homes() == ["a", "b", "amps", "tuya", "tuyax"])
            accounts = try await store.accounts(of: .ann, before: .soon)
            accounts.accounts.removeFirst()
            _ = try await store.replace(accounts, forgettingHomesAt: ["tuya"], before: .soon)
            #expect(try await homes() == ["b", "amps", "tuyax"])
            // The customer disables the skill: the operator's accounts are kept.
            _ = try await store.accept(.of(.ann))
            _ = try await store.revoke(.of(.ann))
            #expect(try await homes() == ["b"])
        }
    }

    @Test(arguments: StoreEngine.available)
    func aCustomerIsRemoved(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            for customer in [CustomerID.ann, .bob] {
                _ = try await store.replace(
                    CustomerAccounts(customer, [Self.account("tuya", "a")]), forgettingHomesAt: [], before: .soon)
                try await store.keep(
                    StoredHome(cloud: "tuya", endpoints: [], asOf: .at(0)), of: customer, before: .soon)
            }
            #expect(try await store.removeAccounts(of: .ann, before: .soon))
            #expect(try await !store.removeAccounts(of: .ann, before: .soon))
            let (accounts, homes) = try await store.accountsAndHomes(of: .ann, before: .soon)
            #expect(accounts == CustomerAccounts(.ann))
            #expect(homes.isEmpty)
            let others = try await store.accountsAndHomes(of: .bob, before: .soon)
            #expect(others.accounts.accounts.count == 1)
            #expect(others.homes.count == 1)
        }
    }

    /// Twelve customers in pages of five; between the pages one is added, one removed and one changed.
    @Test(arguments: StoreEngine.available)
    func customersAreListedInPages(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            func add(_ number: Int) async throws {
                let accounts = CustomerAccounts(CustomerID("c\(number)"), [Self.account("tuya", "a")])
                _ = try await store.replace(accounts, forgettingHomesAt: [], before: .soon)
            }
            func pages(of limit: Int) async throws -> [[String]] {
                var pages: [[String]] = []
                var cursor: CustomerPage.Cursor?
                repeat {
                    let page = try await store.customers(from: cursor, limit: limit, before: .soon)
                    #expect(page.damaged == 0)
                    pages.append(page.customers.map(\.customer.rawValue))
                    cursor = page.next
                } while cursor != nil
                return pages
            }
            #expect(try await pages(of: 5).joined().isEmpty)
            for number in 0..<12 { try await add(number) }
            for limit in [1, 5, 100] {
                let pages = try await pages(of: limit)
                #expect(pages.allSatisfy { $0.count <= limit })
                #expect(pages.joined().sorted() == (0..<12).map { "c\($0)" }.sorted())
            }
            #expect(try await store.removeAccounts(of: CustomerID("c3"), before: .soon))
            try await add(12)
            let expected = ((0..<13).filter { $0 != 3 }).map { "c\($0)" }.sorted()
            #expect(try await pages(of: 5).joined().sorted() == expected)
            #expect(try await store.customers(from: nil, limit: 0, before: .soon).next == nil)
        }
    }
}
