import AWSClient
import AlexaProtocol
package import EventGateway
import Timing

/// An SQS standard queue whose messages invoke the function.
///
/// A message only names a customer for whom something is due; the entries are in the table. So messages that arrive twice, late,
/// in another order or never do no harm. The customer is the message group, so that SQS delivers the messages of a customer with
/// many messages after those of others (Amazon SQS, "Fair queues").
struct SQSDoorbell: Sendable {
    /// The queue's URL.
    let url: String
    private let service: AWSService

    /// The names of SQS in requests. Source: Amazon SQS, "Making requests to Amazon SQS: AWS JSON protocol".
    static let sqs = AWSService.Description(name: "SQS", signingName: "sqs", targetPrefix: "AmazonSQS")
    /// The most messages in a batch. Source: Amazon SQS API Reference, SendMessageBatch.
    static let greatestBatch = 10
    /// The only member of a message.
    fileprivate static let customerName = "customer"

    init(_ url: String, _ service: AWSService) {
        self.url = url
        self.service = service
    }

    /// Sends a message that is delivered after `delay`, rounded up to whole seconds.
    func ring(for customer: CustomerKey, after delay: Duration, before deadline: Deadline) async throws(AWSFailure) {
        var message = Self.message(for: customer)
        message["QueueUrl"] = .string(url)
        message["DelaySeconds"] = .number(Double((delay.milliseconds + 999) / 1000))
        _ = try await service.call("SendMessage", .object(message), before: deadline)
    }

    /// Sends a message for each of these customers, delivered at once.
    ///
    /// - Parameter customers: ``greatestBatch`` at most.
    /// - Throws: also when SQS has accepted only some of the messages.
    func ring(forEach customers: [CustomerKey], before deadline: Deadline) async throws(AWSFailure) {
        let messages = customers.enumerated().map { index, customer -> JSONValue in
            var message = Self.message(for: customer)
            message["Id"] = .string("\(index)")
            return .object(message)
        }
        let answer = try await service.call(
            "SendMessageBatch", ["QueueUrl": .string(url), "Entries": .array(messages)], before: deadline)
        guard let refused = answer["Failed"]?.array?.first else { return }
        throw AWSFailure(
            .unavailable, mayHaveTakenEffect: true,
            "SQS did not take a message of a batch: \(refused.object?["Code"]?.string ?? "no code").")
    }

    private static func message(for customer: CustomerKey) -> JSONObject {
        let body: JSONValue = [customerName: .string(customer.rawValue)]
        return [
            "MessageBody": .string(String(decoding: body.encoded(), as: UTF8.self)),
            "MessageGroupId": .string(customer.rawValue),
        ]
    }

    /// Requests an attribute, to find out whether the queue exists.
    func check(before deadline: Deadline) async throws(AWSFailure) {
        _ = try await service.call(
            "GetQueueAttributes", ["QueueUrl": .string(url), "AttributeNames": ["QueueArn"]], before: deadline)
    }
}

extension DynamoDBStore {
    /// The customer in the body of a doorbell message; `nil` if the message is not one of ours.
    package static func customer(inDoorbell body: String) -> CustomerKey? {
        guard let key = JSONDocument(parsing: Array(body.utf8)).value?.object?[SQSDoorbell.customerName]?.string,
            (1...128).contains(key.utf8.count),
            key.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x2d
                    || $0 == 0x5f
            })
        else { return nil }
        return CustomerKey(key)
    }
}
