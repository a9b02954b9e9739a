import AlexaProtocol
import EventGateway
import Synchronization
import Telemetry

/// The endpoints of one customer, by cloud.
final class CustomerHome: Sendable {
    struct State: Sendable {
        /// One part for each adapter, in their order.
        var parts: [CloudPart]
        /// Whether the stored endpoints were read.
        var isLoaded = false
        /// The read of the stored endpoints in flight.
        var loading: SharedValue<Void>?
        /// After a failed read: the uptime before which it is not retried.
        var loadNotBefore: Duration?
        /// The uptime of the last use.
        var lastUse: Duration
    }

    let customer: CustomerID
    /// The customer's hash, for log lines.
    let hash: String
    private let state: Mutex<State>

    init(_ customer: CustomerID, clouds: Int, at now: Duration) {
        self.customer = customer
        hash = LogHash.of(customer.rawValue)
        state = Mutex(State(parts: Array(repeating: CloudPart(), count: clouds), lastUse: now))
    }

    func withState<Value>(_ body: (inout sending State) -> sending Value) -> sending Value {
        state.withLock { body(&$0) }
    }

    /// The known endpoint of that id, the index of its cloud, and when the cloud last described it.
    func entry(_ id: String, usedAt now: Duration) -> (index: Int, entry: CloudPart.Entry)? {
        state.withLock { state in
            state.lastUse = now
            for index in state.parts.indices {
                if let entry = state.parts[index].entries[id] { return (index, entry) }
            }
            return nil
        }
    }

    /// The last use and the number of known endpoints.
    var usage: (lastUse: Duration, endpoints: Int) {
        state.withLock { state in (state.lastUse, state.parts.reduce(0) { $0 + $1.entries.count }) }
    }
}
