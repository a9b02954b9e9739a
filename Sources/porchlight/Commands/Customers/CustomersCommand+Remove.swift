import ArgumentParser
import Assembly
import EventGateway
import Skill
import Timing

extension CustomersCommand {
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Removes accounts of a customer from the store; all of them, or those at a cloud.",
            discussion: """
                Processes that run notice it within five minutes, and at once when the customer discovers devices. The customer's \
                grant at Amazon is not touched.
                """)

        @Argument(help: "The customer's id.")
        var customer: CustomerID

        @Option(help: "Only accounts at this device cloud.")
        var cloud: String?

        @Option(help: "Only the account of this name at the cloud.")
        var account: String?

        @Flag(help: "Does not ask.")
        var yes = false

        func validate() throws {
            guard account == nil || cloud != nil else { throw ValidationError("--account takes --cloud, too") }
        }

        func run() async throws {
            try await Failure.exits {
                let what = [customer.rawValue, cloud, account].compactMap(\.self).joined(separator: " ")
                guard try yes || Prompt.confirm("Remove \(what) from the store?") else {
                    throw Failure("nothing was removed")
                }
                let assembly = try CommandAssembly.ofThisProcess()
                let store = try await assembly.requiredStore()
                guard let cloud else {
                    guard try await store.removeAccounts(of: customer, before: assembly.storeDeadline) else {
                        throw Failure("the store has no account of \(customer.rawValue)")
                    }
                    return
                }
                try await remove(at: cloud, store, assembly)
            }
        }

        private func remove(at cloud: String, _ store: CommandStore, _ assembly: CommandAssembly) async throws {
            for _ in 0..<CustomersCommand.attempts {
                var accounts = try await CustomersCommand.accounts(of: customer, store, assembly)
                let count = accounts.accounts.count
                accounts.accounts.removeAll { $0.cloud == cloud && (account == nil || $0.name == account) }
                guard accounts.accounts.count < count else {
                    throw Failure(
                        "\(customer.rawValue) has no such account at \(cloud); `porchlight customers show` shows what there is"
                    )
                }
                if try await store.replace(accounts, forgettingHomesAt: [cloud], before: assembly.storeDeadline) {
                    return
                }
            }
            throw CustomersCommand.contested(customer)
        }
    }
}
