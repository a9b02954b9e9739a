package import AWSClient
import AlexaProtocol
import EventGateway
package import Settings
import Skill

/// Where the table is, and the keys of what is in it.
package struct DynamoDBStoreSettings: StorePlace {
    /// The table and the keys; `nil` if no store is configured.
    package var location: Location?

    /// Whether a store is configured.
    package var isConfigured: Bool { location != nil }

    /// A table and how it is reached.
    package struct Location: Sendable {
        /// The table's name or ARN.
        package var table: String
        /// What tokens and events in it are encrypted with.
        package var keys: StoreKeyRing
        /// Into how many partitions the index of due times is divided: 1 to 100, the same in all processes.
        package var shards: Int
        /// The region.
        package var place: AWSPlace
        /// Where credentials come from.
        package var credentials: AWSCredentialSource

        /// A table of this name.
        package init(
            table: String, keys: StoreKeyRing, shards: Int = 4, place: AWSPlace, credentials: AWSCredentialSource
        ) {
            self.table = table
            self.keys = keys
            self.shards = shards
            self.place = place
            self.credentials = credentials
        }
    }

    /// The table.
    package static let table = SettingKey(
        "store.table",
        "the DynamoDB table that keeps grants and events. With it the handler accepts grants and defers slow answers")
    /// The keys.
    package static let key = SettingKey(
        "store.key",
        "32 bytes as base64 or hex, `openssl rand -base64 32`: tokens and events in the store are encrypted with it."
            + " For a table several with commas between them, the newest first and the table's first one last",
        isSecret: true)
    /// The number of shards.
    package static let shards = SettingKey(
        "store.shards",
        "into how many partitions a table's index of due times is divided, 1 to 100, the same everywhere",
        defaultValue: "4")

    /// The file of a store on a host, which is refused where there is only a table.
    private static let path = SettingKey("store.path", "the file that keeps grants and events, on a host")

    package static let keys = [path, table, key, shards]

    /// Reads the settings in ``keys``, and what AWS itself puts into the environment.
    package init(reading reader: inout SettingsReader) {
        if reader.text(Self.path) != nil {
            reader.complain(
                Self.path,
                "cannot be used in AWS Lambda, where no file outlasts the process: set \(Self.table.variable) instead")
        }
        let shards = reader.number(Self.shards, in: 1...100) ?? 4
        switch (reader.text(Self.table), reader.text(Self.key)) {
        case (let table?, let key?):
            do throws(StoreFailure) {
                let keys = try StoreKeyRing(Secret(key))
                location = try Self.location(table, keys, shards: Int(shards), reader.environment)
            } catch {
                reader.complain(error.kind == .wrongKey ? Self.key : Self.table, "cannot be used. \(error)")
            }
        case (_?, nil):
            reader.complain(Self.key, "is missing: the store is encrypted; make one with `openssl rand -base64 32`")
        case (nil, _?):
            reader.complain(Self.table, "is missing: the key alone does not say where the store is")
        case (nil, nil):
            break
        }
    }

    private static func location(
        _ table: String, _ keys: StoreKeyRing, shards: Int, _ environment: [String: String]
    ) throws(StoreFailure) -> Location {
        do throws(AWSSettingProblem) {
            return Location(
                table: table, keys: keys, shards: shards,
                place: try AWSPlace(environment: environment, services: [Table.dynamoDB.signingName]),
                credentials: try AWSCredentialSource(environment: environment))
        } catch {
            throw StoreFailure(.cannotOpen, error.description)
        }
    }
}
