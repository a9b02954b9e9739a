import AlexaProtocol
import ArgumentParser
import EventGateway
import SQLiteStore
import Settings
import Timing

struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Looks at the events that wait for the gateway, and at those that were given up.",
        subcommands: [List.self, Show.self, Retry.self, Drop.self], defaultSubcommand: List.self)

    /// An entry that does not exist, or that is in use.
    fileprivate static func unavailable(_ id: Int64) -> Failure {
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
                let store = try await Wiring().store()
                var entries: [OutboxEntry] = []
                while true {
                    let page = try await store.entries(state, after: entries.last?.id ?? 0, limit: 1000)
                    entries += page
                    if page.count < 1000 { break }
                }
                let listing = OutboxListing(entries: entries, census: try await store.census())
                try StandardOutput.write(
                    json ? listing.json.encoded(style: .pretty) + [UInt8(ascii: "\n")] : Array(listing.rows.utf8))
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints an entry with its event, tokens left out.")

        @Argument(help: "The entry's number.")
        var id: Int64

        func run() async throws {
            try await Failure.exits {
                guard let entry = try await Wiring().store().entry(id) else { throw OutboxCommand.unavailable(id) }
                try StandardOutput.write(
                    OutboxListing.json(whole: entry).encoded(style: .pretty) + [UInt8(ascii: "\n")])
            }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends entries again as if they were new; their message ids stay.")

        @Argument(help: "The entries' numbers.")
        var ids: [Int64] = []

        @Flag(help: "All dead entries.")
        var all = false

        func validate() throws {
            guard all != !ids.isEmpty else { throw ValidationError("name the entries, or give --all") }
        }

        func run() async throws {
            try await Failure.exits {
                let wiring = try Wiring()
                let store = try await wiring.store()
                let ids = all ? try await store.entries(.dead, after: 0, limit: .max).map(\.id) : ids
                for id in ids {
                    guard let entry = try await store.entry(id) else { throw OutboxCommand.unavailable(id) }
                    let now = wiring.environment.now()
                    let expiresAt = now.advanced(by: wiring.settings.lifetimes.of(entry.event.kind))
                    guard try await store.retry(id, at: now, expiresAt: expiresAt) else {
                        throw OutboxCommand.unavailable(id)
                    }
                }
            }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes entries out for good.")

        @Argument(help: "The entries' numbers.")
        var ids: [Int64]

        func run() async throws {
            try await Failure.exits {
                let wiring = try Wiring()
                let store = try await wiring.store()
                for id in ids where try await !store.drop(id, at: wiring.environment.now()) {
                    throw OutboxCommand.unavailable(id)
                }
            }
        }
    }
}

extension OutboxEntry.State: ExpressibleByArgument {}
