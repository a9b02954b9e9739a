import AlexaProtocol

/// The members of a Query request.
struct Query: Sendable {
    /// The sparse index of due times: `due_shard` and `due_at`, keys only.
    static let dueIndex = "due"
    static let shardName = "due_shard"
    static let dueName = "due_at"

    private let condition: String
    private let values: JSONObject
    private let index: String?
    /// The most items in a page.
    var limit: Int?
    /// The key at which the last page ended.
    var start: JSONObject?

    /// Every item of a partition whose sort key begins with `prefix`.
    static func items(in partition: String, beginningWith prefix: String) -> Query {
        Query(
            condition: "pk = :pk AND begins_with(sk, :sk)", values: [":pk": .text(partition), ":sk": .text(prefix)],
            index: nil)
    }

    /// Every item of a partition whose sort key is in this range, both ends included.
    static func items(in partition: String, from first: String, to last: String) -> Query {
        Query(
            condition: "pk = :pk AND sk BETWEEN :first AND :last",
            values: [":pk": .text(partition), ":first": .text(first), ":last": .text(last)], index: nil)
    }

    /// The keys in a shard of the index, the earliest time first; with `until` no later ones.
    static func shard(_ shard: String, until: Timestamp? = nil) -> Query {
        var values: JSONObject = [":shard": .text(shard)]
        var condition = "due_shard = :shard"
        if let until {
            condition += " AND due_at <= :until"
            values[":until"] = .whole(until.milliseconds)
        }
        return Query(condition: condition, values: values, index: dueIndex)
    }

    /// The keys in a shard of the index with a later time than `time`.
    static func shard(_ shard: String, after time: Timestamp) -> Query {
        Query(
            condition: "due_shard = :shard AND due_at > :after",
            values: [":shard": .text(shard), ":after": .whole(time.milliseconds)], index: dueIndex)
    }

    private init(condition: String, values: JSONObject, index: String?) {
        self.condition = condition
        self.values = values
        self.index = index
    }

    /// The members of the request, except for the table. A query of an index is always eventually consistent.
    var members: JSONObject {
        var members: JSONObject = [
            "KeyConditionExpression": .string(condition), "ExpressionAttributeValues": .object(values),
        ]
        if let index { members["IndexName"] = .string(index) } else { members["ConsistentRead"] = true }
        if let limit { members["Limit"] = .number(Double(limit)) }
        if let start { members["ExclusiveStartKey"] = .object(start) }
        return members
    }
}
