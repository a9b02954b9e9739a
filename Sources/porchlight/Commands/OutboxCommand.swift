import AlexaProtocol
import ArgumentParser
import Assembly
import EventGateway
import Logging
import SQLiteStore
import Timing

struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Looks at the events that wait for the gateway, and at those that were given up.",
        subcommands: [List.self, Show.self, Retry.self, Drop.self], defaultSubcommand: List.self)

    /// The failure for an entry that does not exist or is leased.
    fileprivate static func unavailable(_ id: OutboxEntry.ID) -> Failure {
        Failure(
            "there is no entry \(id), or a relay is sending it just now, or its work still goes on; "
                + "`porchlight outbox list` shows what there is")
    }
}

extension OutboxCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the entries, and says how many events were dropped so far.")

        @Option(help: "Only those in one state: waiting, promised or dead.")
        var state: OutboxEntry.State?

        @Flag(help: "Prints JSON for machines instead of rows.")
        var json = false

        func run() async throws {
            try await Failure.exits {
                let assembly = try CommandAssembly.ofThisProcess()
                let store = try await assembly.requiredStore(for: .look)
                let listing = OutboxListing(
                    entries: try await store.allEntries(state, before: assembly.storeDeadline),
                    census: try await store.census(before: assembly.storeDeadline))
                json ? try StandardOutput.write(listing.json) : try StandardOutput.write(listing.rows)
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints an entry with its event, tokens left out.")

        @Argument(help: "The entry's id.")
        var id: OutboxEntry.ID

        func run() async throws {
            try await Failure.exits {
                let assembly = try CommandAssembly.ofThisProcess()
                guard let entry = try await assembly.requiredStore(for: .look).entry(id, before: assembly.storeDeadline)
                else {
                    throw OutboxCommand.unavailable(id)
                }
                try StandardOutput.write(OutboxListing.json(whole: entry))
            }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends entries again as if they were new; their message ids stay.")

        @Argument(help: "The entries' ids.")
        var ids: [OutboxEntry.ID] = []

        @Flag(help: "All dead entries.")
        var all = false

        func validate() throws {
            guard all != !ids.isEmpty else { throw ValidationError("name the entries, or give --all") }
        }

        func run() async throws {
            try await Failure.exits {
                let assembly = try CommandAssembly.ofThisProcess()
                let store = try await assembly.requiredStore()
                let ids = all ? try await store.allEntries(.dead, before: assembly.storeDeadline).map(\.id) : ids
                for id in ids {
                    guard let entry = try await store.entry(id, before: assembly.storeDeadline) else {
                        throw OutboxCommand.unavailable(id)
                    }
                    let now = assembly.environment.now()
                    let expiresAt = now.advanced(by: assembly.settings.gateway.timeToLive.of(entry.event.kind))
                    guard try await store.retry(id, at: now, expiresAt: expiresAt, before: assembly.storeDeadline)
                    else {
                        throw OutboxCommand.unavailable(id)
                    }
                }
                await ring(for: ids, store, assembly)
            }
        }

        /// Invokes the function in AWS Lambda, if the store has a queue for that.
        private func ring(for ids: [OutboxEntry.ID], _ store: CommandStore, _ assembly: CommandAssembly) async {
            do throws(StoreFailure) {
                try await store.ring(for: ids, before: assembly.storeDeadline)
            } catch {
                assembly.logger.warning("doorbell_not_rung", metadata: ["reason": "\(error)"])
            }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes entries out for good.")

        @Argument(help: "The entries' ids.")
        var ids: [OutboxEntry.ID]

        func run() async throws {
            try await Failure.exits {
                let assembly = try CommandAssembly.ofThisProcess()
                let store = try await assembly.requiredStore()
                for id in ids {
                    let now = assembly.environment.now()
                    guard try await store.drop(id, at: now, before: assembly.storeDeadline) else {
                        throw OutboxCommand.unavailable(id)
                    }
                }
            }
        }
    }
}

extension OutboxEntry.State: ExpressibleByArgument {}

extension OutboxEntry.ID: ExpressibleByArgument {
    init?(argument: String) {
        self.init(argument)
    }
}
