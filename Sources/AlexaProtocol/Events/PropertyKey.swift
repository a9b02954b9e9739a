/// The identity of a property. A class, because states are copied far more often than created.
package final class PropertyKey: Sendable {
    /// The interface that defines the property.
    package let namespace: String
    /// The instance, on interfaces that have them.
    package let instance: String?
    /// The property's name.
    package let name: String
    /// Its encoded form in a report, if it is reported often.
    private let members: JSONMembers?

    /// A property of an interface.
    ///
    /// - Parameter isReportedOften: whether to keep the encoded form of the key.
    package init(_ namespace: String, _ name: String, instance: String? = nil, isReportedOften: Bool = false) {
        self.namespace = namespace
        self.instance = instance
        self.name = name
        members = isReportedOften ? JSONMembers(Self.object(namespace, instance, name)) : nil
    }

    /// Whether this is the property of that interface, instance and name.
    package func `is`(_ namespace: String, _ instance: String?, _ name: String) -> Bool {
        // By length first, which mostly differs.
        self.name.utf8.count == name.utf8.count && self.name == name && self.namespace == namespace
            && self.instance == instance
    }

    private static func object(_ namespace: String, _ instance: String?, _ name: String) -> JSONObject {
        var object: JSONObject = ["namespace": .string(namespace)]
        if let instance { object["instance"] = .string(instance) }
        object["name"] = .string(name)
        return object
    }

    func write(to json: inout JSONWriter) {
        if let members { return json.write(members) }
        json.member("namespace", namespace)
        if let instance { json.member("instance", instance) }
        json.member("name", name)
    }
}

extension PropertyKey: Hashable {
    /// Whether both mean the same property.
    package static func == (left: PropertyKey, right: PropertyKey) -> Bool {
        left === right || left.is(right.namespace, right.instance, right.name)
    }

    /// Hashes what `==` compares.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(namespace)
        hasher.combine(instance)
        hasher.combine(name)
    }
}
