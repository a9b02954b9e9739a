import Synchronization

/// The results of all clouds in the search for one endpoint.
final class Search: Sendable {
    private let results: Mutex<[CloudPart.Lookup?]>

    init(clouds: Int) {
        results = Mutex(Array(repeating: nil, count: clouds))
    }

    /// Whether every cloud has answered.
    var isComplete: Bool {
        results.withLock { $0.allSatisfy { $0 != nil } }
    }

    /// Notes a cloud's result. Returns the endpoint if the cloud has it.
    func note(_ result: CloudPart.Lookup, of index: Int) -> KnownEndpoint? {
        results.withLock { $0[index] = result }
        return if case .found(let known) = result { known } else { nil }
    }

    /// Why the endpoint may exist although no cloud has confirmed it: the failure of the first cloud that failed or, by
    /// `tooSlow`, did not answer; `nil` if all clouds deny it.
    func failure(tooSlow: (Int) -> AdapterFailure) -> AdapterFailure? {
        for (index, result) in results.withLock(\.self).enumerated() {
            switch result {
            case .failed(let failure): return failure
            case nil: return tooSlow(index)
            case .absent, .found: continue
            }
        }
        return nil
    }
}
