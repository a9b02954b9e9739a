extension JSONValue {
    /// The value as compact JSON, for messages.
    package var text: String {
        String(decoding: encoded(), as: UTF8.self)
    }
}

extension JSONObject {
    /// An object of these members, in this order.
    package init(members: [Member]) {
        self.init()
        self.members = members
    }
}
