/// The members of a JSON object, in the order of the document.
///
/// Looking a key up walks the members: Alexa's objects have a handful, and a dictionary would cost more to build.
package struct JSONObject: Sendable {
    /// One name and its value.
    package struct Member: Hashable, Sendable {
        /// The name.
        package var key: String
        /// The value.
        package var value: JSONValue

        /// Pairs a name with its value.
        package init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// Every member, including those with a name that occurs again later.
    package var members: [Member] = []

    /// An object without members.
    package init() {}

    /// An object with the given members, in this order.
    package init(_ members: some Sequence<(String, JSONValue)>) {
        self.members = members.map { Member(key: $0, value: $1) }
    }

    /// Whether there is no member at all.
    package var isEmpty: Bool { members.isEmpty }

    /// The value of the last member called `key`, as most readers of duplicate names have it.
    ///
    /// Setting replaces that value in its place or appends a member; setting `nil` removes every member called `key`.
    package subscript(key: String) -> JSONValue? {
        get {
            // By index: iterating would copy each member to look at its key. By length first, which differs mostly.
            let length = key.utf8.count
            let index = members.indices.last { members[$0].key.utf8.count == length && members[$0].key == key }
            return index.map { members[$0].value }
        }
        set {
            guard let newValue else { return members.removeAll { $0.key == key } }
            if let index = members.lastIndex(where: { $0.key == key }) {
                members[index].value = newValue
            } else {
                members.append(Member(key: key, value: newValue))
            }
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// The members in the order in which they are written.
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}

extension JSONObject: Hashable {
    /// The members as look-ups see them: the last value of each name, in no order.
    private var meaning: [String: JSONValue] {
        Dictionary(members.lazy.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    }

    /// Whether every key has the same value in both.
    ///
    /// Order does not count: RFC 8259 calls an object an unordered collection, and two documents that differ only in the order
    /// of their members have the same meaning.
    package static func == (left: Self, right: Self) -> Bool {
        // Most have the same names in the same order; a dictionary would cost more than all the rest.
        guard left.members.count == right.members.count,
            left.members.indices.allSatisfy({ left.members[$0].key == right.members[$0].key })
        else { return left.meaning == right.meaning }
        return left.members.indices.allSatisfy {
            left.members[$0].value == right.members[$0].value || left.isRepeated(after: $0)
        }
    }

    /// Whether a later member has the name of the one at `index`, whose value is then ignored.
    private func isRepeated(after index: Int) -> Bool {
        members[(index + 1)...].contains { $0.key == members[index].key }
    }

    /// Hashes what `==` compares, hence without order.
    package func hash(into hasher: inout Hasher) { hasher.combine(meaning) }
}
