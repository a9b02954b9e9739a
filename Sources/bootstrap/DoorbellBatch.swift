import AlexaProtocol
import DynamoDBStore
import EventGateway

/// A batch of doorbell messages, as Lambda passes it on from an SQS queue.
///
/// Source: AWS Lambda, "Using Lambda with Amazon SQS", example message event; "Implementing partial batch responses".
struct DoorbellBatch: Equatable {
    /// One message.
    struct Message: Equatable {
        /// SQS's id, by which it is reported as failed.
        let id: String
        /// The customer with due events; `nil` if the body is not a doorbell's.
        let customer: CustomerKey?
    }

    /// In the order of the batch.
    let messages: [Message]

    /// Reads an event of SQS; `nil` if it is anything else, such as a directive.
    init?(_ body: [UInt8]) {
        guard Self.mayBeBatch(body), let records = JSONDocument(parsing: body).value?.object?["Records"]?.array,
            !records.isEmpty, records.allSatisfy({ $0.object?["eventSource"]?.string == "aws:sqs" })
        else { return nil }
        messages = records.compactMap { record in
            // Without an id it cannot be reported; Lambda always sends one.
            guard let record = record.object, let id = record["messageId"]?.string, !id.isEmpty else { return nil }
            return Message(id: id, customer: record["body"]?.string.flatMap { DynamoDBStore.customer(inDoorbell: $0) })
        }
    }

    /// Whether the first member is `Records`. This check avoids parsing a directive twice.
    private static func mayBeBatch(_ body: [UInt8]) -> Bool {
        body.lazy.filter { $0 > 0x20 }.starts(with: #"{"Records":"#.utf8)
    }

    /// The customers, each once, in the order of their first messages.
    var customers: [CustomerKey] {
        var customers: [CustomerKey] = []
        for case let customer? in messages.map(\.customer) where !customers.contains(customer) {
            customers.append(customer)
        }
        return customers
    }

    /// The answer that makes SQS deliver the messages of these customers again, and delete all others.
    ///
    /// A message that is not a doorbell's is never among them: it would be delivered again until it becomes a dead letter.
    func answer(failed: [CustomerKey]) -> [UInt8] {
        let failures = messages.filter { $0.customer.map(failed.contains) ?? false }
        let items = failures.map { JSONValue.object(["itemIdentifier": .string($0.id)]) }
        return JSONValue.object(["batchItemFailures": .array(items)]).encoded()
    }
}
