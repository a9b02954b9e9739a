import AlexaProtocol
package import EventGateway
package import Skill
import Synchronization
package import Timing

/// A cache of the last known states of endpoints: for ReportState while their cloud fails, and so that the Alexa app, which asks
/// every few seconds while it is open, does not cause a request each time.
///
/// The properties keep the times at which they were sampled. The cache is in memory only, and bounded.
package final class LastKnownStates: Sendable {
    /// The greatest age of a state that replaces one that the cloud could not return (error translation review, section 2).
    static let longestAge = Duration.seconds(900)

    private struct Key: Hashable {
        let customer: CustomerID
        let endpointId: String
    }

    private struct Entry {
        let state: DeviceState
        let asOf: Duration
    }

    private let environment: SkillEnvironment
    private let capacity: Int
    private let entries = Mutex<[Key: Entry]>([:])

    /// An empty cache.
    ///
    /// - Parameter capacity: the most endpoints, at least 2; if there are more, the older half is removed.
    package init(_ environment: SkillEnvironment, capacity: Int = 20_000) {
        self.environment = environment
        self.capacity = max(2, capacity)
    }

    /// Stores a state that the cloud has just returned.
    package func keep(_ state: DeviceState, of endpointId: String, _ customer: CustomerID) {
        let entry = Entry(state: state, asOf: environment.uptime())
        entries.withLock { entries in
            let key = Key(customer: customer, endpointId: endpointId)
            if entries[key] == nil, entries.count >= capacity {
                for (old, _) in entries.sorted(by: { $0.value.asOf < $1.value.asOf }).prefix(capacity / 2) {
                    entries[old] = nil
                }
            }
            entries[key] = entry
        }
    }

    /// Removes a state that may not be true any more, such as after a command whose effect is unknown.
    package func forget(_ endpointId: String, of customer: CustomerID) {
        entries.withLock { $0[Key(customer: customer, endpointId: endpointId)] = nil }
    }

    /// The state, if it was stored within `age`.
    package func state(of endpointId: String, _ customer: CustomerID, within age: Duration) -> DeviceState? {
        let entry = entries.withLock { $0[Key(customer: customer, endpointId: endpointId)] }
        guard let entry, environment.uptime() - entry.asOf <= age else { return nil }
        return entry.state
    }

    /// The answer to ReportState after the cloud failed, by the failure's row.
    ///
    /// - Throws: an error that ReportState permits.
    package func report(
        _ endpointId: String, of customer: CustomerID, after failure: CloudFailure
    ) throws(AdapterFailure) -> DeviceState {
        let known = entries.withLock { $0[Key(customer: customer, endpointId: endpointId)] }
        let recent = known.flatMap { environment.uptime() - $0.asOf <= Self.longestAge ? $0.state : nil }
        let message = failure.failure.error.message
        let isBridge = failure.failure.error.type == CloudErrorType.bridgeUnreachable.type
        let unreachable = AlexaError(
            isBridge ? CloudErrorType.bridgeUnreachable.type : CloudErrorType.endpointUnreachable.type, message)
        switch failure.row.stateReport {
        case .off:
            guard var state = known?.state else { throw failure.failure.replacing(unreachable) }
            state.unreachable = state.unreachable ?? unreachable
            return state
        case .gone:
            if failure.isConfirmedGone {
                throw failure.failure.replacing(AlexaError(.generic(.noSuchEndpoint), message))
            }
            guard let recent else { throw failure.failure.replacing(unreachable) }
            return recent
        case .odd:
            guard let recent else { throw failure.failure.replacing(.internalError(message)) }
            return recent
        case .cache, .part, .never:
            guard let recent else { throw failure.failure.inStateReport }
            return recent
        }
    }
}

extension AdapterFailure {
    /// The failure with another error.
    func replacing(_ error: AlexaError) -> AdapterFailure {
        AdapterFailure(error, rule: rule, facts: facts)
    }

    /// The failure with an error that ReportState permits; INTERNAL_ERROR instead of any other (error translation review, section
    /// 4, rule 7).
    package var inStateReport: AdapterFailure {
        let known: Set<AlexaErrorType> = [
            .generic(.endpointUnreachable), .generic(.bridgeUnreachable), .generic(.noSuchEndpoint),
            .generic(.insufficientPermissions), .generic(.rateLimitExceeded), .generic(.endpointBusy),
            .generic(.internalError),
        ]
        return known.contains(error.type) ? self : replacing(.internalError(error.message))
    }
}
