import AlexaProtocol

/// Turns what an adapter knows into the context of an event: only what the endpoint declares, only values that Alexa
/// accepts, and `connectivity` where it is declared.
///
/// Made once per endpoint: looking each property up in the capabilities again was a fifth of the work on a directive.
struct StateContext {
    private struct Declared {
        let state: (namespace: String, instance: String?, name: String)
        let shape: ValueShape
        let isRetrievable: Bool
    }

    private let declared: [Declared]
    private let reportsConnectivity: Bool

    /// What `endpoint` declares to report.
    init(_ endpoint: Endpoint) {
        declared = endpoint.capabilities.flatMap { capability -> [Declared] in
            guard let interface = InterfaceCatalog.interface(capability.interface),
                let properties = capability.properties
            else { return [] }
            return properties.supported.compactMap { name in
                interface.property(name).map {
                    Declared(
                        state: (interface.namespace, capability.instance, name), shape: $0.shape,
                        isRetrievable: properties.retrievable)
                }
            }
        }
        reportsConnectivity = declared.contains(where: Self.isConnectivity)
    }

    /// The properties of a Response: all that are declared.
    func response(_ properties: [Property], at time: Timestamp) -> [Property] {
        context(properties, onlyRetrievable: false, isUnreachable: false, at: time)
    }

    /// The properties of a StateReport: all that are declared retrievable.
    ///
    /// - Throws: the reason why the endpoint cannot be reached, if it does not declare that it can report this itself.
    func stateReport(_ state: DeviceState, at time: Timestamp) throws(AlexaError) -> [Property] {
        guard let unreachable = state.unreachable else {
            return context(state.properties, onlyRetrievable: true, isUnreachable: false, at: time)
        }
        guard reportsConnectivity, !state.properties.isEmpty else { throw unreachable }
        return context(state.properties, onlyRetrievable: true, isUnreachable: true, at: time)
    }

    private func context(
        _ properties: [Property], onlyRetrievable: Bool, isUnreachable: Bool, at time: Timestamp
    ) -> [Property] {
        let connectivity = EndpointHealth.connectivity(isUnreachable ? .unreachable : .ok)
        var context: [Property] = []
        context.reserveCapacity(properties.count + 1)
        var hasConnectivity = false
        for property in properties {
            guard let index = index(of: property.state), declared[index].isRetrievable || !onlyRetrievable,
                let value = declared[index].shape.normalised(property.state.value)
            else { continue }
            if Self.isConnectivity(declared[index]) {
                // What was known before the endpoint fell silent is no longer so.
                if isUnreachable, value.object?["value"] != connectivity.value.object?["value"] { continue }
                hasConnectivity = true
            }
            context.append(property.with(value))
        }
        if reportsConnectivity, !hasConnectivity { context.append(connectivity.sampled(at: time)) }
        return context
    }

    private func index(of state: PropertyState) -> Int? {
        declared.indices.first {
            declared[$0].state.name == state.name && declared[$0].state.namespace == state.namespace
                && declared[$0].state.instance == state.instance
        }
    }

    private static func isConnectivity(_ declared: Declared) -> Bool {
        declared.state.name == "connectivity" && declared.state.namespace == EndpointHealth.namespace
    }
}
