extension Endpoint {
    private static let limitsKey = "porchlightLimits"
    private static let slowKey = "porchlightSlow"

    /// Encodes endpoints for a store: a JSON array as in Discover.Response, whose items also carry what discovery has no
    /// field for, namely the limits of their capabilities and which of them are slow.
    package static func stored(_ endpoints: [Endpoint]) -> [UInt8] {
        var json = JSONWriter()
        json.array { json in
            for endpoint in endpoints { endpoint.write(to: &json, with: endpoint.storedMembers) }
        }
        return json.bytes
    }

    /// Decodes what ``stored(_:)`` wrote; `nil` if it is not a JSON array of endpoints.
    package static func readStored(_ bytes: [UInt8]) -> [Endpoint]? {
        let document = JSONDocument(parsing: bytes)
        guard document.problem == nil, let items = document.value?.array else { return nil }
        var endpoints: [Endpoint] = []
        endpoints.reserveCapacity(items.count)
        for item in items {
            guard var endpoint = Endpoint(item) else { return nil }
            let limits = item.object?[limitsKey]?.array ?? []
            for index in endpoint.capabilities.indices where limits.indices.contains(index) {
                if let json = limits[index].object { endpoint.capabilities[index].readLimits(json) }
            }
            for index in item.object?[slowKey]?.array?.compactMap(\.integer) ?? []
            where endpoint.capabilities.indices.contains(index) {
                endpoint.capabilities[index].isSlow = true
            }
            endpoints.append(endpoint)
        }
        return endpoints
    }

    private var storedMembers: JSONObject {
        var members: JSONObject = [:]
        if capabilities.contains(where: { $0.limits != nil }) {
            members[Self.limitsKey] = .array(capabilities.map { $0.limits.map { .object($0.json) } ?? .null })
        }
        let slow = capabilities.indices.filter { capabilities[$0].isSlow }
        if !slow.isEmpty { members[Self.slowKey] = .array(slow.map { .number(Double($0)) }) }
        return members
    }
}
