import AlexaProtocol
package import EventGateway
package import Skill
import Synchronization
package import Timing

/// The last known states of endpoints, for when their cloud cannot tell, and so that the Alexa app, which asks every few
/// seconds while it is open, costs no request each time.
///
/// The properties keep the times at which they were sampled. In memory only, and bounded.
package final class LastKnownStates: Sendable {
    /// How old a state may be that stands in for one that the cloud could not give (error translation review, section 2).
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

    /// No state so far.
    ///
    /// - Parameter capacity: how many endpoints' states are kept, at least 2; beyond that the older half is forgotten.
    package init(_ environment: SkillEnvironment, capacity: Int = 20_000) {
        self.environment = environment
        self.capacity = max(2, capacity)
    }

    /// Keeps a state that the cloud has just told.
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

    /// Forgets a state that is no longer true, such as after a command whose effect is unknown.
    package func forget(_ endpointId: String, of customer: CustomerID) {
        entries.withLock { $0[Key(customer: customer, endpointId: endpointId)] = nil }
    }

    /// The state, if it was told within `age`.
    package func state(of endpointId: String, _ customer: CustomerID, within age: Duration) -> DeviceState? {
        let entry = entries.withLock { $0[Key(customer: customer, endpointId: endpointId)] }
        guard let entry, environment.uptime() - entry.asOf <= age else { return nil }
        return entry.state
    }

    /// What ReportState answers when the cloud failed, by the failure's row.
    ///
    /// - Throws: an error that ReportState knows.
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
    /// The same with another error.
    func replacing(_ error: AlexaError) -> AdapterFailure {
        AdapterFailure(error, rule: rule, facts: facts)
    }

    /// The same with an error that ReportState knows; INTERNAL_ERROR if it does not know this one (error translation review,
    /// section 4, rule 7).
    package var inStateReport: AdapterFailure {
        let known: Set<AlexaErrorType> = [
            .generic(.endpointUnreachable), .generic(.bridgeUnreachable), .generic(.noSuchEndpoint),
            .generic(.insufficientPermissions), .generic(.rateLimitExceeded), .generic(.endpointBusy),
            .generic(.internalError),
        ]
        return known.contains(error.type) ? self : replacing(.internalError(error.message))
    }
}
