import AlexaProtocol
import ArgumentParser
import Assembly
import EventGateway
import SQLiteStore
import Skill
import Telemetry
import Timing

struct CustomersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customers",
        abstract: "Links customers to their accounts at device clouds, in the store.",
        subcommands: [Add.self, List.self, Show.self, Remove.self], defaultSubcommand: List.self)

    /// The number of customers in a page.
    private static let pageSize = 100
    /// The most attempts at a change while other processes change the same customer.
    static let attempts = 5

    /// The accounts of a customer; throws if the customer has none.
    static func accounts(
        of customer: CustomerID, _ store: CommandStore, _ assembly: CommandAssembly
    ) async throws -> CustomerAccounts {
        let accounts = try await store.accounts(of: customer, before: assembly.storeDeadline)
        guard !accounts.accounts.isEmpty else { throw Failure("the store has no account of \(customer.rawValue)") }
        return accounts
    }

    /// The failure after ``attempts`` conflicting changes.
    static func contested(_ customer: CustomerID) -> Failure {
        Failure("the accounts of \(customer.rawValue) are being changed by another process; try again")
    }
}

extension CustomersCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the customers who have accounts in the store, and how many at which cloud.")

        @Flag(help: "Prints JSON for machines instead of rows.")
        var json = false

        func run() async throws {
            try await Failure.exits {
                let assembly = try CommandAssembly.ofThisProcess()
                let store = try await assembly.requiredStore(for: .look)
                var all: [CustomerAccounts] = []
                var damaged = 0
                var cursor: CustomerPage.Cursor?
                repeat {
                    let page = try await store.customers(
                        from: cursor, limit: CustomersCommand.pageSize, before: assembly.storeDeadline)
                    damaged += page.damaged
                    cursor = page.next
                    if json {
                        all += page.customers
                    } else {
                        try StandardOutput.write(page.customers.map(CustomerListing.row).joined())
                    }
                } while cursor != nil
                if json {
                    try StandardOutput.write(CustomerListing.json(all, damaged: damaged))
                } else if damaged > 0 {
                    let what = damaged == 1 ? "1 customer cannot" : "\(damaged) customers cannot"
                    StandardError.write(
                        Array("porchlight: \(what) be read: damaged, or a key is missing in store.key\n".utf8))
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the accounts of a customer and which fields are set; no secret is printed.")

        @Argument(help: "The customer's id.")
        var customer: CustomerID

        @Flag(help: "Prints JSON for machines instead of rows.")
        var json = false

        func run() async throws {
            try await Failure.exits {
                let assembly = try CommandAssembly.ofThisProcess()
                let store = try await assembly.requiredStore(for: .look)
                let accounts = try await CustomersCommand.accounts(of: customer, store, assembly)
                json
                    ? try StandardOutput.write(CustomerListing.json(accounts))
                    : try StandardOutput.write(CustomerListing.rows(accounts))
            }
        }
    }
}

extension CustomerID: ExpressibleByArgument {
    /// An id of 1 to 256 bytes.
    public init?(argument: String) {
        guard (1...256).contains(argument.utf8.count) else { return nil }
        self.init(argument)
    }
}
