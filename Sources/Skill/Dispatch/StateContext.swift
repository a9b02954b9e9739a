import AlexaProtocol

/// Turns the properties of an adapter into the context of an event: only what the endpoint declares, only values that Alexa
/// accepts, and `connectivity` where it is declared.
///
/// Made once per endpoint: looking each property up in the capabilities again was a fifth of the work on a directive.
struct StateContext {
    private struct Declared {
        let property: PropertyKey
        let shape: ValueShape
        let isRetrievable: Bool
        let isConnectivity: Bool
    }

    private static let reachable = EndpointHealth.connectivity(.ok)
    private static let unreachable = EndpointHealth.connectivity(.unreachable)

    private let declared: [Declared]
    private let reportsConnectivity: Bool

    /// The context of `endpoint`: the properties that it declares to report.
    init(_ endpoint: Endpoint) {
        declared = endpoint.capabilities.flatMap { capability -> [Declared] in
            guard let interface = InterfaceCatalog.interface(capability.interface),
                let properties = capability.properties
            else { return [] }
            return properties.supported.compactMap { name in
                // A property that the declared version lacks is neither declared nor reported.
                interface.property(name).flatMap { $0.exists(in: capability.version) ? $0 : nil }.map {
                    let property = PropertyKey(
                        interface.namespace, name, instance: capability.instance, isReportedOften: true)
                    return Declared(
                        property: property, shape: interface.shape(of: $0, in: capability),
                        isRetrievable: properties.retrievable,
                        isConnectivity: name == Self.reachable.name && interface.namespace == Self.reachable.namespace)
                }
            }
        }
        reportsConnectivity = declared.contains(where: \.isConnectivity)
    }

    /// The properties of a Response: all that are declared.
    func response(_ properties: [Property], at time: Timestamp) -> [Property] {
        context(properties, onlyRetrievable: false, isUnreachable: false, at: time)
    }

    /// The properties of a StateReport: all that are declared retrievable.
    ///
    /// - Throws: the reason why the endpoint cannot be reached, if it does not declare `connectivity` or none of its properties
    ///   is known.
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
        let connectivity = isUnreachable ? Self.unreachable : Self.reachable
        var context: [Property] = []
        context.reserveCapacity(properties.count + 1)
        var hasConnectivity = false
        var next = 0
        for property in properties {
            guard let index = index(of: property.state.key, from: next) else { continue }
            next = index + 1
            guard declared[index].isRetrievable || !onlyRetrievable,
                let value = declared[index].shape.normalised(property.state.value)
            else { continue }
            if declared[index].isConnectivity {
                // The last known value dates from when the endpoint could be reached.
                if isUnreachable, value.object?["value"] != connectivity.value.object?["value"] { continue }
                hasConnectivity = true
            }
            context.append(property.with(PropertyState(declared[index].property, value)))
        }
        if reportsConnectivity, !hasConnectivity { context.append(connectivity.sampled(at: time)) }
        return context
    }

    /// - Parameter start: where to look first: adapters mostly report in the order of the declarations.
    private func index(of property: PropertyKey, from start: Int) -> Int? {
        (start..<declared.count).first { declared[$0].property == property }
            ?? (0..<start).first { declared[$0].property == property }
    }
}
