import AlexaProtocol
import DynamoDBStore
import EventGateway
import HTTPTransport
import Logging
import SQLiteStore
import Settings
import Skill
import Timing

/// The configured store of a host: a SQLite file or a DynamoDB table.
struct CommandStore: Sendable {
    /// The operations of a store of either kind.
    typealias Kind = GrantStore & PromiseStore & DeliveryQueue & CustomerRegister & OutboxInspection

    /// The store of either kind.
    let base: any Kind

    /// The location of the store.
    enum Place: StorePlace {
        case file(SQLiteStoreSettings)
        case table(DynamoDBStoreSettings)

        static let keys =
            [
                SQLiteStoreSettings.path, DynamoDBStoreSettings.table, DynamoDBStoreSettings.key,
                DynamoDBStoreSettings.shards, DynamoDBStoreSettings.queue,
            ]

        /// The variables that configure a store, for messages.
        static let variables =
            "\(SQLiteStoreSettings.path.variable) or \(DynamoDBStoreSettings.table.variable), and "
            + SQLiteStoreSettings.key.variable

        init(reading reader: inout SettingsReader) {
            let hasTable = reader.text(DynamoDBStoreSettings.table) != nil
            if hasTable, reader.text(SQLiteStoreSettings.path) != nil {
                reader.addProblem(
                    SQLiteStoreSettings.path,
                    "and \(DynamoDBStoreSettings.table.variable) are both set, and there is one store: leave one out")
                self = .file(SQLiteStoreSettings(reading: &reader))
            } else if hasTable {
                self = .table(DynamoDBStoreSettings(reading: &reader))
            } else {
                if reader.text(DynamoDBStoreSettings.queue) != nil {
                    reader.addProblem(
                        DynamoDBStoreSettings.queue,
                        "is of no use without \(DynamoDBStoreSettings.table.variable): only a table has a queue beside it"
                    )
                }
                self = .file(SQLiteStoreSettings(reading: &reader))
            }
        }

        var isConfigured: Bool {
            switch self {
            case .file(let settings): settings.isConfigured
            case .table(let settings): settings.isConfigured
            }
        }
    }
}

extension CommandStore: SkillStore {
    static func open(
        _ place: Place, logger: Logger, before deadline: Deadline
    ) async throws(StoreFailure) -> CommandStore {
        try await open(place, for: .use, logger: logger, before: deadline)
    }

    /// Opens the configured store.
    ///
    /// - Throws: if none is configured, or it cannot be opened before the deadline.
    static func open(
        _ place: Place, for purpose: SQLiteStore.Purpose, logger: Logger, before deadline: Deadline
    ) async throws(StoreFailure) -> CommandStore {
        guard place.isConfigured else { throw StoreFailure(.cannotOpen, "There is no store; set \(Place.variables).") }
        switch place {
        case .file(let settings):
            return CommandStore(
                base: try await SQLiteStore.open(settings, for: purpose, logger: logger, before: deadline))
        case .table(let settings):
            return CommandStore(base: try await DynamoDBStore.open(settings, logger: logger, before: deadline))
        }
    }
}

extension CommandStore: GrantStore {
    func grant(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        try await base.grant(of: customer, before: deadline)
    }

    func accept(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Bool {
        try await base.accept(grant, before: deadline)
    }

    func update(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        try await base.update(grant, before: deadline)
    }

    func claimRenewal(
        of grant: Grant, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        try await base.claimRenewal(of: grant, at: now, until: until, before: deadline)
    }

    func renew(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        try await base.renew(grant, before: deadline)
    }

    func releaseRenewal(
        of grant: Grant, claimedUntil: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) {
        try await base.releaseRenewal(of: grant, claimedUntil: claimedUntil, before: deadline)
    }

    func revoke(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Int? {
        try await base.revoke(grant, before: deadline)
    }
}

extension CommandStore: HomeStore {
    func homes(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> [StoredHome] {
        try await base.homes(of: customer, before: deadline)
    }

    func keep(_ home: StoredHome, of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) {
        try await base.keep(home, of: customer, before: deadline)
    }
}
