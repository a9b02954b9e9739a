import AlexaProtocol

/// An endpoint and the cloud that it lives in, with all that can be said of it once and for all.
///
/// Said only when it is asked for: the first directive of a new process concerns one endpoint of hundreds.
final class Resident: Sendable {
    let endpoint: Endpoint
    let adapter: any DeviceAdapter
    private let lazyFinding = Once<DiscoveryRules.Finding>()
    private let lazyContext = Once<StateContext>()
    private let lazyTargets = Once<[Command.Target]>()

    init(_ endpoint: Endpoint, _ adapter: any DeviceAdapter) {
        self.endpoint = endpoint
        self.adapter = adapter
    }

    /// Whether this is that endpoint of that cloud, with nothing changed about it.
    func `is`(_ endpoint: Endpoint, in adapter: any DeviceAdapter) -> Bool {
        self.adapter.cloud == adapter.cloud && self.endpoint == endpoint
    }

    /// What Alexa's rules say of it.
    var finding: DiscoveryRules.Finding {
        lazyFinding.value { DiscoveryRules.examine(endpoint) }
    }

    /// What it declares to report.
    var context: StateContext {
        lazyContext.value { StateContext(endpoint) }
    }

    /// The capability of that interface and, where the interface has instances, that instance.
    func target(_ interface: String, instance: String?) -> Command.Target? {
        let targets = lazyTargets.value { endpoint.capabilities.map { Command.Target(endpoint, $0) } }
        return targets.first {
            $0.capability.interface == interface && (instance == nil || $0.capability.instance == instance)
        }
    }
}
