import AWSClient
import AlexaProtocol
import Foundation
import LoopbackLambda
import Synchronization
import TestSupport
import Timing

/// Does the work of Lambda's event source mapping for a function at a ``LoopbackLambda``: it receives messages from a queue,
/// invokes the function with them, and deletes those that were not reported as failed.
final class QueuePoller: Sendable {
    /// The results of the batches so far.
    struct Count: Sendable {
        var batches = 0
        var messages = 0
        var failed = 0
        var lost = 0
    }

    private let queue: String
    private let engine: EngineProcess
    private let sqs: AWSService
    private let counted = Mutex(Count())

    init(_ queue: String, of engine: EngineProcess) throws {
        self.queue = queue
        self.engine = engine
        sqs = try engine.sqs()
    }

    var count: Count { counted.withLock { $0 } }

    /// Passes one batch to the function.
    ///
    /// - Returns: whether there was any message.
    func deliver(to lambda: LoopbackLambda) async throws -> Bool {
        let messages = try await engine.messages(in: queue)
        guard !messages.isEmpty else { return false }
        let outcome = await lambda.invoke(Self.event(messages), requestId: "batch-\(UUID().uuidString)")
        let failed: Set<String>? =
            switch outcome {
            case .answered(let body): Self.failed(body)
            case .failed, .lost: nil
            }
        counted.withLock { count in
            count.batches += 1
            count.messages += messages.count
            count.failed += failed?.count ?? 0
            if failed == nil { count.lost += 1 }
        }
        // The failed messages become visible again.
        guard let failed else { return true }
        for message in messages where !failed.contains(message["MessageId"]?.string ?? "") {
            _ = try await sqs.call(
                "DeleteMessage",
                ["QueueUrl": .string(queue), "ReceiptHandle": message["ReceiptHandle"] ?? ""], before: .soon)
        }
        return true
    }

    private static func event(_ messages: [JSONObject]) -> [UInt8] {
        let records = messages.map { message -> JSONValue in
            [
                "messageId": message["MessageId"] ?? "", "receiptHandle": message["ReceiptHandle"] ?? "",
                "body": message["Body"] ?? "", "attributes": message["Attributes"] ?? [:], "messageAttributes": [:],
                "md5OfBody": message["MD5OfBody"] ?? "", "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:porchlight", "awsRegion": "eu-west-1",
            ]
        }
        return JSONValue.object(["Records": .array(records)]).encoded()
    }

    /// The ids in a partial batch response; `nil` if the answer is not one.
    private static func failed(_ body: [UInt8]) -> Set<String>? {
        guard let failures = JSONDocument(parsing: body).value?.object?["batchItemFailures"]?.array else { return nil }
        return Set(failures.compactMap { $0.object?["itemIdentifier"]?.string })
    }
}
