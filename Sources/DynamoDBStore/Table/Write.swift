import AlexaProtocol

/// A change of one item.
struct Write: Sendable {
    private enum Change: Sendable {
        case put(JSONObject)
        case delete
    }

    /// An expression that must hold for the present item, and its values.
    struct Condition: Sendable {
        let expression: String
        let values: JSONObject

        init(_ expression: String, _ values: JSONObject = [:]) {
            self.expression = expression
            self.values = values
        }

        /// The condition that the item does not exist.
        static let isNew = Condition("attribute_not_exists(pk)")
    }

    private let key: ItemKey
    private let change: Change
    private let condition: Condition?

    /// Stores an item; replaces an existing one with this key.
    static func put(_ key: ItemKey, _ attributes: JSONObject, if condition: Condition? = nil) -> Write {
        Write(key: key, change: .put(attributes), condition: condition)
    }

    /// Deletes an item, if there is one.
    static func delete(_ key: ItemKey, if condition: Condition? = nil) -> Write {
        Write(key: key, change: .delete, condition: condition)
    }

    /// The name of the operation for a single write.
    var operation: String {
        switch change {
        case .put: "PutItem"
        case .delete: "DeleteItem"
        }
    }

    /// The name of the action in a transaction.
    var action: String {
        switch change {
        case .put: "Put"
        case .delete: "Delete"
        }
    }

    /// The members of the operation or action, except for the table.
    ///
    /// - Parameter returning: whether the answer has the present item if the condition does not hold.
    func members(returning: Bool) -> JSONObject {
        var members: JSONObject = [:]
        switch change {
        case .put(let attributes):
            var item = key.attributes
            for member in attributes.members { item[member.key] = member.value }
            members["Item"] = .object(item)
        case .delete:
            members["Key"] = .object(key.attributes)
        }
        if let condition {
            members["ConditionExpression"] = .string(condition.expression)
            if !condition.values.isEmpty { members["ExpressionAttributeValues"] = .object(condition.values) }
            if returning { members["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD" }
        }
        return members
    }
}
