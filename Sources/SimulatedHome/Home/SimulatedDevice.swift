import AlexaProtocol

/// A device while it is being simulated: what it is and its present state.
///
/// Behaviours read and write its properties by interface and name, and read its traits from the home file.
struct SimulatedDevice: Sendable {
    /// The endpoint as Alexa knows it.
    let endpoint: Endpoint
    /// The home file's data for the behaviours.
    let traits: JSONObject
    /// Why it cannot be reached; `nil` if it can.
    let unreachable: AlexaError?
    /// Its present state; behaviours use the functions below.
    var condition = Condition()
    /// Its capabilities as a thermostat, computed once; `nil` if it is not one.
    var thermostat: ThermostatModel?
    /// Whether the home file describes a device at work, though it may name no `powerState`.
    private(set) var startsOn = false
    private var faults: [Simulation.Fault]

    /// The time at which the present directive is carried out: what it changes is stamped with it.
    var now: Timestamp

    /// The mutable state of a device.
    struct Condition: Sendable {
        /// The properties that it reports.
        fileprivate(set) var properties: [Known] = []
        /// Further state of the behaviours.
        fileprivate var memory: [String: JSONValue] = [:]
    }

    /// A property and when it took its value.
    struct Known: Sendable {
        fileprivate(set) var state: PropertyState
        fileprivate(set) var since: Timestamp
    }

    /// The properties that the device reports. Amazon wants each property to have the time at which it changed, not the time of
    /// the report. Source: State Reporting, best practices.
    ///
    /// - Parameter age: the time since the device was last heard from, in milliseconds.
    func properties(age: Int = 0) -> [Property] {
        condition.properties.map { $0.state.sampled(at: $0.since, uncertainty: age) }
    }

    /// State of the behaviours besides the properties, such as the setpoints of the other modes.
    var memory: [String: JSONValue] {
        get { condition.memory }
        // In place: a setter would copy the dictionary.
        _modify { yield &condition.memory }
    }

    /// The device in its initial state: the home file's state, and sensible values for all other declared properties.
    ///
    /// - Parameter start: the start of the home, which is the time of the initial state.
    init(_ device: HomeFile.Device, start: Timestamp) {
        endpoint = device.endpoint
        now = start
        traits = device.simulation.traits
        faults = device.simulation.faults
        let connectivity = device.simulation.state.first {
            $0.namespace == EndpointHealth.namespace && $0.name == "connectivity"
        }
        let isOffline =
            device.simulation.isOffline || connectivity?.value.object?["value"]?.string == "UNREACHABLE"
        unreachable =
            traits["bridgeOffline"]?.bool == true
            ? AlexaError(.generic(.bridgeUnreachable), "the simulated hub is offline")
            : isOffline ? AlexaError(.generic(.endpointUnreachable), "the simulated device is offline") : nil
        for property in device.simulation.state { set(property) }
        startsOn = appearsRunning
        for capability in endpoint.capabilities {
            Behaviours.of(capability.interface)?.prepare(&self, capability)
            fillIn(capability)
        }
        if unreachable != nil, connectivity?.value.object?["value"]?.string != "UNREACHABLE" {
            // The cloud reports this, not the device itself.
            forget(EndpointHealth.self, "connectivity")
            if has(EndpointHealth.self) { set(EndpointHealth.connectivity(.unreachable)) }
        }
        makeConsistent()
    }

    /// Corrects inconsistent states: a device that is off and runs, one that is on at 0 percent, one that heats and cools.
    private mutating func makeConsistent() {
        if isOff {
            enterThermostatModeOff()
            stopActivities()
        } else if has(PowerController.self) {
            restoreLevels()
        }
        if thermostatMode == .off || heatsAndCools { updateComponents() }
    }

    /// The value of a property; `nil` if it is not known.
    func value(_ interface: any AlexaInterface.Type, _ name: String, instance: String? = nil) -> JSONValue? {
        index(interface.namespace, name, instance).map { condition.properties[$0].state.value }
    }

    /// Whether the endpoint declares the interface.
    func has(_ interface: any AlexaInterface.Type) -> Bool {
        endpoint.declares(interface.namespace)
    }

    /// A value in percent moved by `delta`, ending at 0 and 100; unknown counts as 0.
    ///
    /// - Parameter start: the value to start from, instead of the present one.
    func percentage(
        _ interface: any AlexaInterface.Type, _ name: String, adjustedBy delta: Int, from start: Double? = nil
    ) -> Int {
        let current = min(max(0, start ?? value(interface, name)?.number ?? 0), 100)
        return min(max(0, Int(current.rounded()) + delta), 100)
    }

    /// Sets a property. If its value is the same, its time is kept.
    mutating func set(_ property: PropertyState) {
        guard let index = index(property.namespace, property.name, property.instance) else {
            return condition.properties.append(Known(state: property, since: now))
        }
        guard condition.properties[index].state.value != property.value else { return }
        condition.properties[index].state.value = property.value
        condition.properties[index].since = now
    }

    /// Restores the time of properties that have the same value as before: a behaviour may have set them twice, such as to OFF
    /// and back.
    mutating func keepTimes(of before: Condition) {
        for index in condition.properties.indices where condition.properties[index].since == now {
            let state = condition.properties[index].state
            if let known = before.properties.first(where: { $0.state == state }) {
                condition.properties[index].since = known.since
            }
        }
    }

    /// Sets a property, unless its value is known already.
    mutating func setIfUnknown(_ property: PropertyState) {
        guard index(property.namespace, property.name, property.instance) == nil else { return }
        condition.properties.append(Known(state: property, since: now))
    }

    /// Forgets a property: it is not reported until it is set again.
    mutating func forget(_ interface: any AlexaInterface.Type, _ name: String, instance: String? = nil) {
        if let index = index(interface.namespace, name, instance) { condition.properties.remove(at: index) }
    }

    /// Forgets properties.
    mutating func forget(_ keys: [PropertyKey]) {
        condition.properties.removeAll { keys.contains($0.state.key) }
    }

    /// The error that the home file has for this directive, if any. Each call uses one occurrence of the error.
    mutating func fault(for namespace: String, _ name: String) -> AlexaError? {
        guard let index = faults.firstIndex(where: { $0.concerns(namespace, name) }) else { return nil }
        if let times = faults[index].times { faults[index].times = times - 1 }
        return faults[index].error(for: namespace)
    }

    private func index(_ namespace: String, _ name: String, _ instance: String?) -> Int? {
        // By index, because iterating would copy each property to look at it.
        condition.properties.indices.first { condition.properties[$0].state.key.is(namespace, instance, name) }
    }

    /// Sets every declared property that is still unknown to the first value of its kind.
    private mutating func fillIn(_ capability: Capability) {
        guard let interface = InterfaceCatalog.interface(capability.interface),
            Behaviours.of(capability.interface)?.leavesUnknown != true
        else { return }
        for kind in interface.properties where capability.supports(kind.name) {
            guard let value = kind.shape.example else { continue }
            setIfUnknown(PropertyState(interface.namespace, kind.name, instance: capability.instance, value))
        }
    }
}
