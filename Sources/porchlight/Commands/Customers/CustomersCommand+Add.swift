import AlexaProtocol
import ArgumentParser
import Assembly
import DeviceCloud
import EventGateway
import FoundationEssentials
import Settings
import Skill
import Telemetry
import Timing

extension CustomersCommand {
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds an account of a customer at a device cloud.",
            discussion: """
                The account's fields are those of an account in the settings (docs/configuration.md), such as client_id. They come \
                from a file, from standard input or from environment variables, never from arguments, which other users of the \
                machine can see. Without any of these they are asked for on the terminal. The account is tried at the cloud \
                before it is stored. Exits 1, and nothing is stored, if the cloud refuses it.
                """)

        @Argument(help: "The customer's id, which the skill derives from the customer's token.")
        var customer: CustomerID

        @Option(help: "The device cloud: \(DeviceClouds.names.joined(separator: ", ")).")
        var cloud: String

        @Option(help: "A name of your own for the account, of at most 64 letters and digits.")
        var account = "default"

        @Option(
            help:
                "A file with the account's fields as a JSON object, such as {\"client_id\": ...}; - is standard input.")
        var credentials: String?

        @Flag(help: "Takes the fields from the environment variables of an account in the settings.")
        var environment = false

        @Flag(help: "Replaces an account of that name.")
        var replace = false

        @Flag(inversion: .prefixedNo, help: "Tries the account at its cloud first.")
        var check = true

        func validate() throws {
            guard DeviceClouds.names.contains(cloud) else {
                throw ValidationError(
                    "there is no device cloud \(cloud): \(DeviceClouds.names.joined(separator: ", "))")
            }
            guard (1...64).contains(account.utf8.count), account.utf8.allSatisfy(Self.mayBeInName) else {
                throw ValidationError("--account must be 1 to 64 letters, digits, `_`, `-` and `.`")
            }
            guard credentials == nil || !environment else {
                throw ValidationError("give --credentials or --environment, not both")
            }
        }

        private static func mayBeInName(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }

        func run() async throws {
            var isRefused = false
            try await Failure.exits {
                let assembly = try CommandAssembly.ofThisProcess()
                let store = try await assembly.requiredStore()
                // Checked before the user is asked for the fields.
                try ensureNew(in: try await store.accounts(of: customer, before: assembly.storeDeadline))
                let new = StoredAccount(cloud: cloud, name: account, fields: try fields())
                let clouds = try Self.clouds(of: new, customer)
                if reachesAllUsers(new) {
                    StandardError.write(
                        Array(
                            """
                            porchlight: warning: without user_id the customer has every device that these credentials reach; \
                            set it if other customers use them too

                            """.utf8))
                }
                for result in check ? try await Check.accounts(clouds, assembly) : [] {
                    let lines = result.sentences.map { "porchlight: \(cloud) account \(account): \($0.printable)\n" }
                    StandardError.write(Array(lines.joined().utf8))
                    if result.verdict == .fails { isRefused = true }
                }
                if !isRefused { try await add(new, store, assembly) }
            }
            if isRefused { throw ExitCode(1) }
        }

        /// Reads the account by the rules of its cloud.
        private static func clouds(
            of account: StoredAccount, _ customer: CustomerID
        ) throws(Failure) -> DeviceClouds {
            do throws(SettingsProblems) {
                let variables = ProcessInfo.processInfo.environment
                guard let clouds = try DeviceClouds.one(account, of: customer, environment: variables) else {
                    throw SettingsProblems(problems: ["there is no device cloud \(account.cloud)"])
                }
                return clouds
            } catch {
                throw Failure("the account cannot be added: \(error)")
            }
        }

        /// Whether the cloud has end users, and the account does not name one.
        private func reachesAllUsers(_ account: StoredAccount) -> Bool {
            let name = "user_id"
            return DeviceClouds.fields(ofAccountsAt: cloud)?.contains { $0.name == name } == true
                && !account.fields.contains { $0.name == name }
        }

        private func fields() throws(Failure) -> [StoredAccount.Field] {
            let keys = DeviceClouds.fields(ofAccountsAt: cloud) ?? []
            if let credentials { return try AccountFields.read(credentials) }
            if environment { return AccountFields.fromEnvironment(keys, of: cloud) }
            return try AccountFields.ask(for: keys)
        }

        private func ensureNew(in accounts: CustomerAccounts) throws(Failure) {
            guard !replace, accounts.accounts.contains(where: { $0.cloud == cloud && $0.name == account }) else {
                return
            }
            throw Failure(
                "\(customer.rawValue) has an account \(account) at \(cloud) already; give --replace, or another name with --account"
            )
        }

        private func add(_ new: StoredAccount, _ store: CommandStore, _ assembly: CommandAssembly) async throws {
            for _ in 0..<CustomersCommand.attempts {
                var accounts = try await store.accounts(of: customer, before: assembly.storeDeadline)
                try ensureNew(in: accounts)
                accounts.accounts.removeAll { $0.cloud == cloud && $0.name == account }
                accounts.accounts.append(new)
                if try await store.replace(accounts, forgettingHomesAt: [], before: assembly.storeDeadline) { return }
            }
            throw CustomersCommand.contested(customer)
        }
    }
}
