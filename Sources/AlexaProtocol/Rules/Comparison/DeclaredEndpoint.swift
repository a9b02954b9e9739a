/// An endpoint as a discovery answer declared it, for comparing its reports.
struct DeclaredEndpoint: Sendable {
    /// A property that is declared to be reported.
    struct Property: Sendable {
        let name: PropertyName
        let capability: Capability
        let isRetrievable: Bool
        let isReported: Bool
    }

    /// The endpoint, read leniently.
    let endpoint: Endpoint
    /// The item of `endpoints`, for comparing it with a later one.
    let json: JSONObject
    /// The properties that it declares to report. Properties that Alexa does not know are left out.
    let properties: [Property]

    /// Reads an item of `endpoints`; `nil` if it has no endpointId.
    init?(_ json: JSONValue) {
        guard let endpoint = Endpoint(json) else { return nil }
        self.endpoint = endpoint
        self.json = json.object ?? [:]
        properties = endpoint.capabilities.flatMap { capability -> [Property] in
            guard let properties = capability.properties else { return [] }
            let interface = InterfaceCatalog.interface(capability.interface)
            return properties.supported.compactMap { name in
                if let interface, interface.property(name)?.exists(in: capability.version) != true { return nil }
                return Property(
                    name: PropertyName(capability.interface, name, instance: capability.instance),
                    capability: capability, isRetrievable: properties.retrievable,
                    isReported: properties.proactivelyReported)
            }
        }
    }

    /// The declaration of a property; `nil` if it is not declared.
    func property(_ name: PropertyName) -> Property? {
        properties.first { $0.name == name }
    }

    /// Whether the customer can see that the endpoint is offline.
    var reportsConnectivity: Bool {
        properties.contains {
            $0.name.namespace == EndpointHealth.namespace && $0.name.name == "connectivity" && $0.isRetrievable
        }
    }
}
