import AWSClient
import AlexaProtocol
import EventGateway
package import HTTPTransport
package import Timing

/// Grants, outbox and known homes in one DynamoDB table. Any number of processes may use one table at the same time.
///
/// Tokens, the bodies of events and homes, and the ids of customers and endpoints are encrypted or hashed with our own key;
/// numbers, times, message ids and counts are not. Every call returns by its deadline.
package struct DynamoDBStore: Sendable {
    /// The most concurrent calls for several customers.
    static let concurrency = 16

    let table: Table
    let cipher: ItemCipher
    let mailboxes: MailboxWriter
    let environment: SkillEnvironment
    let place: AWSPlace
    /// The queue that invokes the function for a customer; `nil` if there is none.
    let doorbell: SQSDoorbell?
    let clock = ClockWatch()

    /// The store in this table. Sends no request.
    ///
    /// - Parameter counted: is called with the operation of each request to DynamoDB and SQS, including retries.
    package init(
        _ location: DynamoDBStoreSettings.Location, _ transport: HTTPTransport, environment: SkillEnvironment,
        counted: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        let credentials = AWSCredentialProvider(location.credentials, transport, environment: environment)
        self.environment = environment
        place = location.place
        table = Table(
            name: location.table, shards: location.shards,
            AWSService(
                Table.dynamoDB, location.place, transport, credentials: credentials, environment: environment,
                counted: counted))
        cipher = ItemCipher(location.keys)
        mailboxes = MailboxWriter(table, cipher, environment: environment)
        doorbell = location.queue.map { queue in
            SQSDoorbell(
                queue,
                AWSService(
                    SQSDoorbell.sqs, location.place, transport, credentials: credentials, environment: environment,
                    counted: counted))
        }
    }

    /// Calls DynamoDB, and converts a failure to a ``StoreFailure``.
    func asking<Value>(
        _ body: (Table) async throws(AWSFailure) -> Value
    ) async throws(StoreFailure) -> Value {
        do throws(AWSFailure) {
            return try await body(table)
        } catch {
            throw StoreFailure(error)
        }
    }
}
