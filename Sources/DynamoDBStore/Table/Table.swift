import AWSClient
import AlexaProtocol
import Timing

/// The operations on the store's one table.
struct Table: Sendable {
    /// The table's name or ARN.
    let name: String
    /// The number of partitions of the index of due times.
    let shards: Int
    private let service: AWSService

    /// The names of DynamoDB in requests.
    static let dynamoDB = AWSService.Description(
        name: "DynamoDB", signingName: "dynamodb", targetPrefix: "DynamoDB_20120810")

    init(name: String, shards: Int, _ service: AWSService) {
        self.name = name
        self.shards = shards
        self.service = service
    }

    /// Reads an item, consistently with all writes that ended before.
    func item(_ key: ItemKey, before deadline: Deadline) async throws(AWSFailure) -> JSONObject? {
        let answer = try await call("GetItem", ["Key": .object(key.attributes), "ConsistentRead": true], deadline)
        return answer["Item"]?.object
    }

    /// Reads items in as few calls as possible; the result lacks those that do not exist.
    func items(_ keys: [ItemKey], before deadline: Deadline) async throws(AWSFailure) -> [ItemKey: JSONObject] {
        var found: [ItemKey: JSONObject] = [:]
        var wanted = keys.map { JSONValue.object($0.attributes) }
        while !wanted.isEmpty {
            let batch = Array(wanted.prefix(Self.greatestBatch))
            wanted.removeFirst(batch.count)
            let read: JSONValue = ["Keys": .array(batch), "ConsistentRead": true]
            let request: JSONValue = [
                "RequestItems": .object(JSONObject([(name, read)]))
            ]
            let answer = try await service.call("BatchGetItem", request, before: deadline)
            for item in answer["Responses"]?.object?[name]?.array ?? [] {
                guard let item = item.object, let key = ItemKey(item) else { continue }
                found[key] = item
            }
            // Keys whose items did not fit into one answer, or were throttled.
            let rest = answer["UnprocessedKeys"]?.object?[name]?.object?["Keys"]?.array ?? []
            if rest.count == batch.count {
                throw AWSFailure(.throttled, "DynamoDB returned none of the requested items: it limits the rate")
            }
            wanted += rest
        }
        return found
    }

    private static let greatestBatch = 100

    /// Writes one item or several, all or none.
    ///
    /// - Throws: ``AWSClient/AWSFailure/Kind/conditionFailed`` if the condition of one does not hold; `answer` then has the
    ///   present item (``presentItem(_:)``).
    func write(_ writes: [Write], before deadline: Deadline) async throws(AWSFailure) {
        guard writes.count != 1 else {
            let write = writes[0]
            _ = try await call(write.operation, write.members(returning: true), deadline)
            return
        }
        let actions = writes.map { write -> JSONValue in
            var members = write.members(returning: true)
            members["TableName"] = .string(name)
            return .object(JSONObject([(write.action, .object(members))]))
        }
        do throws(AWSFailure) {
            _ = try await service.call("TransactWriteItems", ["TransactItems": .array(actions)], before: deadline)
        } catch {
            guard case .transactionCancelled(let codes) = error.kind, codes.contains("ConditionalCheckFailed") else {
                throw error
            }
            let reasons = error.answer["CancellationReasons"]?.array ?? []
            let item = reasons.first { $0.object?["Code"]?.string == "ConditionalCheckFailed" }?.object?["Item"]
            throw AWSFailure(
                .conditionFailed, mayHaveTakenEffect: error.mayHaveTakenEffect,
                answer: item.map { ["Item": $0] } ?? [:], error.description)
        }
    }

    /// Replaces an item, if the write's condition holds.
    ///
    /// - Returns: the previous item; `nil` if there was none.
    func replace(by write: Write, before deadline: Deadline) async throws(AWSFailure) -> JSONObject? {
        var members = write.members(returning: true)
        members["ReturnValues"] = "ALL_OLD"
        return try await call(write.operation, members, deadline)["Attributes"]?.object
    }

    /// Changes an item by an expression; creates it if there is none, unless the condition forbids it.
    ///
    /// - Returns: the item afterwards.
    @discardableResult
    func update(
        _ key: ItemKey, _ expression: String, condition: String? = nil, values: JSONObject, before deadline: Deadline
    ) async throws(AWSFailure) -> JSONObject {
        var members: JSONObject = [
            "Key": .object(key.attributes), "UpdateExpression": .string(expression),
            "ExpressionAttributeValues": .object(values), "ReturnValues": "ALL_NEW",
        ]
        if let condition {
            members["ConditionExpression"] = .string(condition)
            members["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        }
        return try await call("UpdateItem", members, deadline)["Attributes"]?.object ?? [:]
    }

    /// A page of items with the same partition key, in the order of their sort keys.
    func query(_ query: Query, before deadline: Deadline) async throws(AWSFailure) -> Page {
        let answer = try await call("Query", query.members, deadline)
        return Page(
            items: answer["Items"]?.array?.compactMap(\.object) ?? [], next: answer["LastEvaluatedKey"]?.object)
    }

    /// The present item of a failed condition; `nil` if there is none.
    static func presentItem(_ failure: AWSFailure) -> JSONObject? { failure.answer["Item"]?.object }

    func call(
        _ operation: String, _ members: JSONObject, _ deadline: Deadline
    ) async throws(AWSFailure) -> JSONObject {
        var members = members
        members["TableName"] = .string(name)
        return try await service.call(operation, .object(members), before: deadline)
    }
}

/// A page of a query, and where the next one begins.
struct Page: Sendable {
    let items: [JSONObject]
    /// `nil` if this is the last page.
    let next: JSONObject?
}

extension ItemKey {
    /// The key of an item; `nil` if the item lacks it.
    init?(_ item: JSONObject) {
        guard let partition = item.text(Self.partitionName), let sort = item.text(Self.sortName) else { return nil }
        self.init(partition: partition, sort: sort)
    }
}
