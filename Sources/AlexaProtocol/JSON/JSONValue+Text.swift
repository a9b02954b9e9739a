extension JSONValue {
    /// The value as compact JSON, for messages.
    package var text: String {
        String(decoding: encoded(), as: UTF8.self)
    }
}

extension JSONValue {
    /// The value without members that are null, at any depth; nulls in lists are removed, too.
    package var withoutNulls: JSONValue {
        // Most have none, and a copy of a home costs more than reading it.
        guard containsNull else { return self }
        return switch self {
        case .null, .bool, .number, .string: self
        case .array(let elements): .array(elements.filter { !$0.isNull }.map(\.withoutNulls))
        case .object(let object):
            .object(
                JSONObject(
                    members: object.members.filter { !$0.value.isNull }.map {
                        JSONObject.Member(key: $0.key, value: $0.value.withoutNulls)
                    }))
        }
    }
}

extension JSONObject {
    /// An object of these members, in this order.
    package init(members: [Member]) {
        self.init()
        self.members = members
    }
}
