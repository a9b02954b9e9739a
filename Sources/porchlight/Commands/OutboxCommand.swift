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

    /// Asks something of the outbox; its failures are told as ours.
    fileprivate static func asking<Value>(
        _ body: (SQLiteStore, Wiring) async throws(StoreFailure) -> Value
    ) async throws(Failure) -> Value {
        let wiring = try Wiring()
        let store = try await wiring.store()
        do throws(StoreFailure) {
            return try await body(store, wiring)
        } catch {
            throw Failure("\(error)")
        }
    }

    /// An entry that does not exist, or that a relay is sending just now.
    fileprivate static func unavailable(_ id: Int64) -> Failure {
        Failure(
            "there is no entry \(id), or a relay is sending it just now; `porchlight outbox list` shows what there is")
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
                let (entries, census) = try await OutboxCommand.asking { store, _ async throws(StoreFailure) in
                    var entries: [OutboxEntry] = []
                    while true {
                        let page = try await store.entries(state, after: entries.last?.id ?? 0, limit: 1000)
                        entries += page
                        if page.count < 1000 { break }
                    }
                    return (entries, try await store.census())
                }
                let listing = OutboxListing(entries: entries, census: census)
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
                let entry = try await OutboxCommand.asking { store, _ async throws(StoreFailure) in
                    try await store.entry(id)
                }
                guard let entry else { throw OutboxCommand.unavailable(id) }
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
                let missing = try await OutboxCommand.asking { store, wiring async throws(StoreFailure) -> Int64? in
                    var ids = ids
                    if all { ids = try await store.entries(.dead, after: 0, limit: .max).map(\.id) }
                    for id in ids {
                        guard let entry = try await store.entry(id) else { return id }
                        let now = wiring.environment.now()
                        let expiresAt = now.advanced(by: wiring.settings.lifetimes.of(entry.event.kind))
                        guard try await store.retry(id, at: now, expiresAt: expiresAt) else { return id }
                    }
                    return nil
                }
                if let missing { throw OutboxCommand.unavailable(missing) }
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
                let missing = try await OutboxCommand.asking { store, wiring async throws(StoreFailure) -> Int64? in
                    let now = wiring.environment.now()
                    for id in ids where try await !store.drop(id, at: now) { return id }
                    return nil
                }
                if let missing { throw OutboxCommand.unavailable(missing) }
            }
        }
    }
}

extension OutboxEntry.State: ExpressibleByArgument {}
