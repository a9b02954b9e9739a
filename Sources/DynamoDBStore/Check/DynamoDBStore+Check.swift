import AWSClient
import AlexaProtocol
import EventGateway
package import Timing

extension DynamoDBStore {
    /// Tests every operation that the store uses on its table, with an item of its own.
    ///
    /// - Returns: the problems, a sentence each that names the table, the index or the permission; empty if there are none.
    package func check(before deadline: Deadline) async -> [String] {
        var findings: [String] = []
        let key = ItemKey(partition: "check", sort: "check#\(Int64.random(in: 1...Int64.max))")
        let number: JSONObject = [":one": .whole(1)]
        let steps: [(permission: String, step: (Table) async throws(AWSFailure) -> Void)] = [
            ("dynamodb:GetItem", { table throws(AWSFailure) in _ = try await table.item(key, before: deadline) }),
            (
                "dynamodb:BatchGetItem",
                { table throws(AWSFailure) in _ = try await table.items([key], before: deadline) }
            ),
            (
                "dynamodb:Query",
                { table throws(AWSFailure) in
                    _ = try await table.query(.items(in: key.partition, beginningWith: key.sort), before: deadline)
                }
            ),
            (
                "dynamodb:Query on index/\(Query.dueIndex)",
                { table throws(AWSFailure) in
                    for shard in table.dueShards.prefix(1) {
                        var query = Query.shard(shard)
                        query.limit = 1
                        _ = try await table.query(query, before: deadline)
                    }
                }
            ),
            (
                "dynamodb:PutItem",
                { table throws(AWSFailure) in try await table.write([.put(key, [:])], before: deadline) }
            ),
            (
                "dynamodb:UpdateItem",
                { table throws(AWSFailure) in
                    _ = try await table.update(key, "ADD events :one", values: number, before: deadline)
                }
            ),
            (
                "dynamodb:DeleteItem",
                { table throws(AWSFailure) in try await table.write([.delete(key)], before: deadline) }
            ),
        ]
        for (permission, step) in steps {
            do throws(AWSFailure) {
                try await step(table)
            } catch {
                findings.append(finding(error, permission))
                // All other operations would fail for the same reason.
                if Self.isGeneral(error.kind) { break }
            }
        }
        return findings
    }

    /// Tests the operations that the store uses on its queue. The message that is sent names a customer without entries.
    ///
    /// - Returns: the queue's URL and the problems, a sentence each that names the queue or the permission; `nil` without a
    ///   queue.
    package func checkQueue(before deadline: Deadline) async -> (url: String, findings: [String])? {
        guard let doorbell else { return nil }
        var findings: [String] = []
        let steps: [(permission: String, step: () async throws(AWSFailure) -> Void)] = [
            ("sqs:GetQueueAttributes", { () throws(AWSFailure) in try await doorbell.check(before: deadline) }),
            (
                "sqs:SendMessage",
                { () throws(AWSFailure) in
                    try await doorbell.ring(for: CustomerKey("check"), after: .zero, before: deadline)
                }
            ),
        ]
        for (permission, step) in steps {
            do throws(AWSFailure) {
                try await step()
            } catch {
                findings.append(finding(error, permission, ofQueue: doorbell.url))
                if Self.isGeneral(error.kind) { break }
            }
        }
        return (doorbell.url, findings)
    }

    private func finding(_ failure: AWSFailure, _ permission: String, ofQueue url: String) -> String {
        switch failure.kind {
        case .denied:
            "The permission \(permission) is missing for the queue \(url): add it to the role. \(failure)"
        case .notFound:
            "There is no queue \(url) in \(place.region): check store.queue, AWS_REGION and the account. \(failure)"
        case .other, .conditionFailed, .transactionCancelled, .throttled, .conflict, .credentials, .clock, .tooLarge,
            .unavailable, .timedOut:
            "The queue \(url): \(failure)"
        }
    }

    private static func isGeneral(_ kind: AWSFailure.Kind) -> Bool {
        switch kind {
        case .denied, .other, .tooLarge, .conditionFailed, .transactionCancelled: false
        case .notFound, .credentials, .clock, .throttled, .conflict, .unavailable, .timedOut: true
        }
    }

    private func finding(_ failure: AWSFailure, _ permission: String) -> String {
        let isOfIndex = permission.hasSuffix(Query.dueIndex)
        return switch failure.kind {
        case .denied:
            "The permission \(permission) is missing for the table \(table.name): add it to the role. \(failure)"
        case .notFound where !isOfIndex:
            "There is no table \(table.name) in \(place.region): check store.table, AWS_REGION and the account. \(failure)"
        case .notFound,
            .other where isOfIndex:
            "The table \(table.name) has no index \(Query.dueIndex) with \(Query.shardName) and \(Query.dueName) as keys:"
                + " make it as deploy/template.yaml does. \(failure)"
        case .other:
            "The table \(table.name) cannot be used: its keys have to be pk and sk, as in deploy/template.yaml. \(failure)"
        case .conditionFailed, .transactionCancelled, .throttled, .conflict, .credentials, .clock, .tooLarge,
            .unavailable, .timedOut:
            "The table \(table.name): \(failure)"
        }
    }
}
