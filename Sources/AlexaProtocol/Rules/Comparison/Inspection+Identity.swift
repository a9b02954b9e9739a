extension Inspection {
    /// Compares the ids of a home with those of the discovery answer before it.
    mutating func stable(_ endpoints: [JSONValue]) {
        guard let earlier = comparison?.earlier else { return }
        let current = endpoints.map { $0.object ?? [:] }
        let ids = Set(current.compactMap { $0["endpointId"]?.string })
        let before = Set(earlier.compactMap { $0["endpointId"]?.string })
        let gone = earlier.filter { !ids.contains($0["endpointId"]?.string ?? "") }
        guard !gone.isEmpty else { return }
        defer { endpointId = nil }
        for (index, endpoint) in current.enumerated() {
            guard let id = endpoint["endpointId"]?.string, !before.contains(id) else { continue }
            let traits = Self.traits(endpoint)
            let twins = gone.filter { !Self.traits($0).isDisjoint(with: traits) }
            guard twins.count == 1, let old = twins[0]["endpointId"]?.string else { continue }
            endpointId = id
            note(
                .idStable, "The device was called \(Text.quoted(old)) before", at: "endpoints", .index(index),
                "endpointId")
        }
    }

    /// The values by which a device is recognised under another id: its serial number, its addresses, or else all that
    /// describes it.
    private static func traits(_ endpoint: JSONObject) -> Set<String> {
        func text(_ object: JSONObject?, _ keys: String...) -> String {
            keys.map { object?[$0]?.string ?? "" }.joined(separator: "\u{1F}")
        }
        let attributes = endpoint["additionalAttributes"]?.object
        var traits: Set<String> = []
        if attributes?["serialNumber"]?.string != nil {
            traits.insert("serial " + text(attributes, "manufacturer", "model", "serialNumber"))
        }
        for connection in (endpoint["connections"]?.array ?? []).compactMap(\.object)
        where connection["macAddress"]?.string != nil {
            traits.insert("address " + text(connection, "macAddress").lowercased())
        }
        guard traits.isEmpty else { return traits }
        let interfaces = (endpoint["capabilities"]?.array ?? []).compactMap { $0.object?["interface"]?.string }
        return [
            text(endpoint, "friendlyName", "manufacturerName", "description") + interfaces.sorted().joined()
        ]
    }
}

extension Rule {
    static let idStable = Rule(
        "id-stable", costs: .nothing, .objects,
        "A device has the same endpointId in every discovery answer; otherwise customers lose its groups and routines and see it twice.",
        "Make the id of what never changes, such as the serial number.")
}
