package import AWSClient
import AlexaProtocol
import EventGateway
import HTTPTransport
package import Settings
import Skill

/// The table's name and region, and the keys that encrypt its items.
package struct DynamoDBStoreSettings: StorePlace {
    /// The table and the keys; `nil` if no store is configured.
    package var location: Location?

    /// Whether a store is configured.
    package var isConfigured: Bool { location != nil }

    /// A table, its keys, and its AWS region and credentials.
    package struct Location: Sendable {
        /// The table's name or ARN.
        package var table: String
        /// The keys that tokens and events are encrypted with.
        package var keys: StoreKeyRing
        /// The number of partitions of the index of due times: 1 to 100, the same in all processes.
        package var shards: Int
        /// The URL of the SQS queue that invokes the function when an entry is due; `nil` for none.
        package var queue: String?
        /// The region.
        package var place: AWSPlace
        /// The source of credentials.
        package var credentials: AWSCredentialSource

        /// A table of this name.
        package init(
            table: String, keys: StoreKeyRing, shards: Int = 4, queue: String? = nil, place: AWSPlace,
            credentials: AWSCredentialSource
        ) {
            self.table = table
            self.keys = keys
            self.shards = shards
            self.queue = queue
            self.place = place
            self.credentials = credentials
        }
    }

    /// The table's name or ARN.
    package static let table = SettingKey(
        "store.table",
        "the DynamoDB table that keeps grants and events. With it the handler accepts grants and defers slow answers")
    /// The keys that encrypt the table's items.
    package static let key = SettingKey(
        "store.key",
        "32 bytes as base64 or hex, `openssl rand -base64 32`: tokens and events in the store are encrypted with it."
            + " For a table several with commas between them, the newest first and the table's first one last",
        isSecret: true)
    /// The number of partitions of the index of due times.
    package static let shards = SettingKey(
        "store.shards",
        "into how many partitions a table's index of due times is divided, 1 to 100, the same everywhere",
        defaultValue: "4")

    /// The URL of the SQS queue.
    package static let queue = SettingKey(
        "store.queue",
        "the URL of an SQS queue, beside a table: a message has the function invoked as soon as an event is due that an"
            + " invocation could not deliver. Without it a sweep finds the event, once a minute")

    /// The file of a store on a host. Setting it in AWS Lambda is an error.
    private static let path = SettingKey("store.path", "the file that keeps grants and events, on a host")

    package static let keys = [path, table, key, shards, queue]

    /// Reads the settings in ``keys``, and the environment variables of AWS.
    package init(reading reader: inout SettingsReader) {
        if reader.text(Self.path) != nil {
            reader.addProblem(
                Self.path,
                "cannot be used in AWS Lambda, where no file outlasts the process: set \(Self.table.variable) instead")
        }
        let shards = reader.number(Self.shards, in: 1...100) ?? 4
        let queue = Self.queueURL(&reader)
        switch (reader.text(Self.table), reader.text(Self.key)) {
        case (let table?, let key?):
            do throws(StoreFailure) {
                let keys = try StoreKeyRing(Secret(key))
                location = try Self.location(table, keys, shards: Int(shards), queue, reader.environment)
            } catch {
                reader.addProblem(error.kind == .wrongKey ? Self.key : Self.table, "cannot be used. \(error)")
            }
        case (_?, nil):
            reader.addProblem(Self.key, "is missing: the store is encrypted; make one with `openssl rand -base64 32`")
        case (nil, _?):
            reader.addProblem(Self.table, "is missing: the key alone does not say where the store is")
        case (nil, nil):
            break
        }
    }

    private static func queueURL(_ reader: inout SettingsReader) -> String? {
        guard let url = reader.url(queue) else { return nil }
        if reader.text(table) == nil {
            reader.addProblem(
                queue, "is of no use without \(table.variable): a message says only for whom to look there")
        }
        if url.path.split(separator: "/").count != 2 {
            reader.addProblem(
                queue, "has to be the queue's URL, such as https://sqs.eu-west-1.amazonaws.com/123456789012/porchlight")
        } else if url.path.utf8.suffix(5).elementsEqual(".fifo".utf8) {
            // A message in a FIFO queue cannot have its own delay.
            reader.addProblem(queue, "has to be a standard queue, not a FIFO queue")
        }
        return url.description
    }

    private static func location(
        _ table: String, _ keys: StoreKeyRing, shards: Int, _ queue: String?, _ environment: [String: String]
    ) throws(StoreFailure) -> Location {
        do throws(AWSSettingProblem) {
            return Location(
                table: table, keys: keys, shards: shards, queue: queue,
                place: try AWSPlace(
                    environment: environment, services: [Table.dynamoDB.signingName, SQSDoorbell.sqs.signingName]),
                credentials: try AWSCredentialSource(environment: environment))
        } catch {
            throw StoreFailure(.cannotOpen, error.description)
        }
    }
}
