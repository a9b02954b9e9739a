import AlexaProtocol

/// How an endpoint of a home file behaves: its member `simulation`, which Alexa does not get.
package struct Simulation: Sendable {
    /// The state at the start; the behaviours fill in what is missing.
    let state: [PropertyState]
    /// The delay of every answer of the device.
    let latency: Duration
    /// Whether the device cannot be reached.
    let isOffline: Bool
    /// The simulated errors.
    let faults: [Fault]
    /// Everything else, for the behaviours: a panel's `pin`, an oven's `doorOpen`, and so on. See ``Trait``.
    let traits: JSONObject

    /// An error that is answered to a directive.
    struct Fault: Sendable {
        /// The directive's namespace; `nil` for any.
        let namespace: String?
        /// The directive's name; `nil` for any.
        let name: String?
        /// The error's `type`.
        let type: String
        /// The error's namespace, for a type that two namespaces have; `nil` to prefer the directive's.
        let errorNamespace: String?
        /// The error's message; `nil` for a message that names the fault.
        let message: String?
        /// The error's further payload fields.
        let fields: JSONObject
        /// How often it happens; `nil` for always.
        var times: Int?
    }

    /// A simulation with these values.
    init(
        state: [PropertyState] = [], latency: Duration = .zero, isOffline: Bool = false, faults: [Fault] = [],
        traits: JSONObject = [:]
    ) {
        self.state = state
        self.latency = latency
        self.isOffline = isOffline
        self.faults = faults
        self.traits = traits
    }
}

extension Simulation.Fault {
    /// Whether the fault concerns this directive and has occurrences left.
    func concerns(_ namespace: String, _ name: String) -> Bool {
        (self.namespace ?? namespace) == namespace && (self.name ?? name) == name && times != 0
    }

    /// The error in answer to a directive of `namespace`.
    func error(for namespace: String) -> AlexaError? {
        ErrorCatalog.kind(ofType: type, preferring: errorNamespace ?? namespace)?.error(fields: fields).map {
            AlexaError($0, message ?? "simulated fault \(type)")
        }
    }
}
