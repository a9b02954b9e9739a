import AlexaProtocol

/// Turns what an adapter knows into the context of an event: only what the endpoint declares, only values that Alexa
/// accepts, and `connectivity` where it is declared.
struct StateContext {
    let endpoint: Endpoint

    /// The properties of a Response: all that are declared.
    func response(_ properties: [Property], at time: Timestamp) -> [Property] {
        context(properties, onlyRetrievable: false, EndpointHealth.connectivity(.ok), at: time)
    }

    /// The properties of a StateReport: all that are declared retrievable.
    ///
    /// - Throws: the reason why the endpoint cannot be reached, if it does not declare that it can report this itself.
    func stateReport(_ state: DeviceState, at time: Timestamp) throws(AlexaError) -> [Property] {
        if let unreachable = state.unreachable {
            guard endpoint.reports(EndpointHealth.connectivity(.unreachable)) != nil, !state.properties.isEmpty else {
                throw unreachable
            }
            return context(
                state.properties, onlyRetrievable: true, EndpointHealth.connectivity(.unreachable), at: time)
        }
        return context(state.properties, onlyRetrievable: true, EndpointHealth.connectivity(.ok), at: time)
    }

    private func context(
        _ properties: [Property], onlyRetrievable: Bool, _ connectivity: PropertyState, at time: Timestamp
    ) -> [Property] {
        var context: [Property] = []
        context.reserveCapacity(properties.count + 1)
        var hasConnectivity = false
        for property in properties {
            let state = property.state
            guard let reporting = endpoint.reports(state), reporting == .retrievable || !onlyRetrievable,
                let kind = InterfaceCatalog.interface(state.namespace)?.property(state.name),
                let value = kind.shape.normalised(state.value)
            else { continue }
            if state.namespace == EndpointHealth.namespace, state.name == "connectivity" { hasConnectivity = true }
            var strict = state
            strict.value = value
            context.append(
                strict.sampled(at: property.timeOfSample, uncertainty: property.uncertaintyInMilliseconds))
        }
        if !hasConnectivity, endpoint.reports(connectivity) != nil {
            context.append(connectivity.sampled(at: time))
        }
        return context
    }
}
