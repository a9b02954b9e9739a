/// Members of an object that are written often, encoded once.
package struct JSONMembers: Sendable {
    /// The members, for pretty documents.
    let object: JSONObject
    /// The members as they stand in a compact document, commas between them.
    let compact: [UInt8]

    /// Members in this order.
    package init(_ object: JSONObject) {
        self.object = object
        compact = Array(JSONValue.object(object).encoded().dropFirst().dropLast())
    }
}

extension JSONWriter {
    /// Writes members of an object.
    package mutating func write(_ members: JSONMembers) {
        guard isCompact else {
            for member in members.object.members { self.member(named: member.key, member.value) }
            return
        }
        if !members.compact.isEmpty { write(compact: members.compact) }
    }
}
