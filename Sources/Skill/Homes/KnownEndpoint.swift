import AlexaProtocol

/// An endpoint, its cloud's adapter, and the values that are computed from the endpoint once.
///
/// Computed at first use: the first directive of a new process is for one endpoint of hundreds.
final class KnownEndpoint: Sendable {
    let endpoint: Endpoint
    let adapter: any DeviceAdapter
    private let lazyExamined = Lazily<DiscoveryRules.ExaminedEndpoint>()
    private let lazyContext = Lazily<StateContext>()
    private let lazyTargets = Lazily<[Command.Target]>()

    init(_ endpoint: Endpoint, _ adapter: any DeviceAdapter) {
        self.endpoint = endpoint
        self.adapter = adapter
    }

    /// The result of Alexa's discovery rules for the endpoint.
    var examined: DiscoveryRules.ExaminedEndpoint {
        lazyExamined.value { DiscoveryRules.examine(endpoint) }
    }

    /// The endpoint as discovery sends it; directives and reports are checked against it. An endpoint that discovery leaves out
    /// is used unchanged, because Alexa may know it from an earlier answer.
    private var declared: Endpoint {
        examined.declared ?? endpoint
    }

    /// Selects the properties that the endpoint declares.
    var context: StateContext {
        lazyContext.value { StateContext(declared) }
    }

    /// The capability of that interface; on interfaces with instances, the one of that instance.
    func target(_ interface: String, instance: String?) -> Command.Target? {
        let targets = lazyTargets.value { declared.capabilities.map { Command.Target(endpoint, $0) } }
        return targets.first {
            $0.capability.interface == interface && (instance == nil || $0.capability.instance == instance)
        }
    }
}
