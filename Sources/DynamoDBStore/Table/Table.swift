import AWSClient
import AlexaProtocol
import Timing

/// The one table of the store, with the few operations that are used.
struct Table: Sendable {
    /// The table's name or ARN.
    let name: String
    /// Into how many partitions the index of due times is divided.
    let shards: Int
    private let service: AWSService

    /// DynamoDB as AWS names it.
    static let dynamoDB = AWSService.Description(
        name: "DynamoDB", signingName: "dynamodb", targetPrefix: "DynamoDB_20120810")

    init(name: String, shards: Int, _ service: AWSService) {
        self.name = name
        self.shards = shards
        self.service = service
    }

    /// Reads an item, with every write that ended before.
    func item(_ key: ItemKey, before deadline: Deadline) async throws(AWSFailure) -> JSONObject? {
        let answer = try await call("GetItem", ["Key": .object(key.attributes), "ConsistentRead": true], deadline)
        return answer["Item"]?.object
    }

    /// Reads items in as few calls as possible; those that do not exist are missing in the result.
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
            // What did not fit into one answer, or was throttled.
            let rest = answer["UnprocessedKeys"]?.object?[name]?.object?["Keys"]?.array ?? []
            if rest.count == batch.count {
                throw AWSFailure(.throttled, "DynamoDB gave none of the items that were asked for: it limits the rate")
            }
            wanted += rest
        }
        return found
    }

    private static let greatestBatch = 100

    /// Writes one item or several, all or none.
    ///
    /// - Throws: ``AWSClient/AWSFailure/Kind/conditionFailed`` if the condition of one does not hold; `answer` has the item as
    ///   it is (``presentItem(_:)``).
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

    /// Puts an item in the place of another one, if its condition holds.
    ///
    /// - Returns: the other one; `nil` if there was none.
    func replace(by write: Write, before deadline: Deadline) async throws(AWSFailure) -> JSONObject? {
        var members = write.members(returning: true)
        members["ReturnValues"] = "ALL_OLD"
        return try await call(write.operation, members, deadline)["Attributes"]?.object
    }

    /// Changes an item by an expression; makes it if there is none, unless the condition forbids it.
    ///
    /// - Returns: the item as it is afterwards.
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

    /// The item that a failed condition was about, as it is; `nil` if there is none.
    static func presentItem(_ failure: AWSFailure) -> JSONObject? { failure.answer["Item"]?.object }

    func call(
        _ operation: String, _ members: JSONObject, _ deadline: Deadline
    ) async throws(AWSFailure) -> JSONObject {
        var members = members
        members["TableName"] = .string(name)
        return try await service.call(operation, .object(members), before: deadline)
    }
}

/// Some items of a query, and where it goes on.
struct Page: Sendable {
    let items: [JSONObject]
    /// `nil` if nothing follows.
    let next: JSONObject?
}

extension ItemKey {
    /// The key of an item; `nil` if it has none of our form.
    init?(_ item: JSONObject) {
        guard let partition = item.text(Self.partitionName), let sort = item.text(Self.sortName) else { return nil }
        self.init(partition: partition, sort: sort)
    }
}
