import AlexaProtocol
import Timing

/// The known endpoints of one customer at one cloud, with their age, the cloud's last failure and its backoff.
struct CloudPart: Sendable {
    /// An endpoint and when the cloud last described it.
    struct Entry: Sendable {
        let known: KnownEndpoint
        /// The uptime; negative for one that was stored before this process started.
        var asOf: Duration
    }

    /// A look-up that several directives may wait for.
    enum Lookup: Sendable {
        case found(KnownEndpoint)
        case absent
        case failed(AdapterFailure)
    }

    /// The last failure of the cloud and when it may be asked again.
    private struct Failure {
        let failure: AdapterFailure
        let until: Duration
        let count: Int
    }

    /// What to do to find an endpoint that is not known.
    enum Step {
        /// The result is known without a request.
        case known(Lookup)
        /// The same look-up is in flight.
        case join(SharedValue<Lookup>)
        case joinListing(SharedValue<AdapterFailure?>)
        /// The caller has to send the request and set the value.
        case lookUp(SharedValue<Lookup>)
        case list(SharedValue<AdapterFailure?>)
    }

    /// Minimum interval between requests caused by unknown ids: a device may be new, but a wrong id must not cost requests.
    static let unknownInterval = Duration.seconds(30)
    /// Backoff after a cloud's first failure in a row; doubled with each further one.
    private static let backoff = Pause(first: .seconds(30), longest: .seconds(120))
    private static let mostAbsent = 100
    /// An empty list replaces one with endpoints only if another list, at least this much later, is empty too: clouds also
    /// return empty lists for the wrong data centre or during a fault, and Alexa would show the whole home as not responding.
    static let emptyListInterval = Duration.seconds(600)

    private(set) var entries: [String: Entry] = [:]
    /// The ids in the order of the cloud's list.
    private(set) var order: [String] = []
    /// The uptime of the last list; `nil` if there was none.
    private(set) var listedAt: Duration?
    /// The time of the list in the store; `nil` if none is stored.
    private(set) var storedAsOf: Timestamp?
    /// Ids that the cloud does not have, with the uptime of that answer.
    private var absent: [String: Duration] = [:]
    private var failure: Failure?
    /// When the cloud first returned an empty list in place of one with endpoints; `nil` after any other list.
    private var emptySince: Duration?
    /// When an unknown id last caused a request.
    private var lastUnknown: Duration?
    private var listing: SharedValue<AdapterFailure?>?
    private var lookup: (id: String, value: SharedValue<Lookup>)?

    /// The endpoints in the cloud's order, then those that were only looked up.
    var endpoints: [KnownEndpoint] {
        let listed = order.compactMap { entries[$0]?.known }
        guard entries.count > listed.count else { return listed }
        let ids = Set(order)
        return listed
            + entries.filter { !ids.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value.known)
    }

    /// Whether the cloud has failed and its backoff has not ended.
    func isInBackoff(at now: Duration) -> Bool {
        failure.map { now < $0.until } ?? false
    }

    /// Decides how `id`, which is not known to this process, is found.
    mutating func step(for id: String, at now: Duration) -> Step {
        if let entry = entries[id] { return .known(.found(entry.known)) }
        if let failure, now < failure.until { return .known(.failed(failure.failure)) }
        if let time = absent[id], now - time < Self.unknownInterval { return .known(.absent) }
        if let listing { return .joinListing(listing) }
        if let listedAt, now - listedAt < Self.unknownInterval { return .known(.absent) }
        if let lookup, lookup.id == id { return .join(lookup.value) }
        let askedLately = lastUnknown.map { now - $0 < Self.unknownInterval } ?? false
        if lookup != nil || askedLately {
            // Several unknown ids in a row: one list answers all of them. An id can only be denied after a list.
            guard lookup != nil || listedAt == nil else { return .known(.absent) }
            return .list(startListing(at: now))
        }
        lastUnknown = now
        return .lookUp(startLookup(id))
    }

    /// Decides how a stale endpoint is refreshed; `nil` if it cannot be refreshed now.
    mutating func refresh(_ id: String, at now: Duration) -> Step? {
        if let listing { return .joinListing(listing) }
        if let lookup { return lookup.id == id ? .join(lookup.value) : nil }
        return isInBackoff(at: now) ? nil : .lookUp(startLookup(id))
    }

    /// The list in flight, or a new one, which the caller has to request.
    mutating func list(at now: Duration) -> (listing: SharedValue<AdapterFailure?>, isNew: Bool) {
        if let listing { return (listing, false) }
        return (startListing(at: now), true)
    }

    /// A new list, which the caller has to request, if the last one is older than `age` or there is none.
    mutating func renew(_ age: Duration, at now: Duration) -> SharedValue<AdapterFailure?>? {
        guard listing == nil, !isInBackoff(at: now), listedAt.map({ now - $0 >= age }) ?? true else { return nil }
        return startListing(at: now)
    }

    private mutating func startListing(at now: Duration) -> SharedValue<AdapterFailure?> {
        lastUnknown = now
        let value = SharedValue<AdapterFailure?>()
        listing = value
        return value
    }

    private mutating func startLookup(_ id: String) -> SharedValue<Lookup> {
        let value = SharedValue<Lookup>()
        lookup = (id, value)
        return value
    }

    /// Replaces the endpoints by a list, the cloud's own or a stored one. Unchanged endpoints keep their computed values.
    mutating func replace(with endpoints: [Endpoint], _ adapter: any DeviceAdapter, asOf time: Duration) {
        var entries: [String: Entry] = [:]
        entries.reserveCapacity(endpoints.count)
        for endpoint in endpoints where entries[endpoint.endpointId] == nil {
            entries[endpoint.endpointId] = Entry(known: known(endpoint, adapter), asOf: time)
        }
        self.entries = entries
        order = endpoints.map(\.endpointId)
        listedAt = time
        absent = [:]
    }

    /// Notes the time of the list in the store.
    mutating func noteStored(asOf time: Timestamp) { storedAsOf = time }

    /// The endpoints to store after a look-up has changed them, dated 1 ms after the stored list, so that they do not overwrite
    /// a newer list of another process. `nil` without a stored list.
    mutating func nextStored() -> (endpoints: [Endpoint], asOf: Timestamp)? {
        guard let asOf = storedAsOf?.advanced(by: .milliseconds(1)) else { return nil }
        storedAsOf = asOf
        return (endpoints.map(\.endpoint), asOf)
    }

    /// Ends the list in flight: the customer has no account at the cloud.
    ///
    /// - Returns: whether endpoints were known that are now forgotten.
    mutating func finishWithoutAccount(_ adapter: any DeviceAdapter, at now: Duration) -> Bool {
        let wasEmpty = entries.isEmpty
        listing = nil
        failure = nil
        emptySince = nil
        replace(with: [], adapter, asOf: now)
        return !wasEmpty
    }

    /// The result of a list.
    enum ListResult: Sendable {
        case taken
        /// It was empty, and the endpoints of the last one are kept.
        case doubted
        case failed
    }

    /// Ends the list in flight.
    mutating func finishListing(
        _ result: Settled<[Endpoint], AdapterFailure>, _ adapter: any DeviceAdapter, at now: Duration
    ) -> ListResult {
        listing = nil
        switch result {
        case .success(let endpoints):
            failure = nil
            guard endpoints.isEmpty, !entries.isEmpty else {
                emptySince = nil
                replace(with: endpoints, adapter, asOf: now)
                return .taken
            }
            let since = emptySince ?? now
            guard now - since >= Self.emptyListInterval else {
                emptySince = since
                return .doubted
            }
            emptySince = nil
            replace(with: [], adapter, asOf: now)
            return .taken
        case .failure(let error):
            note(error, at: now)
            add(error.listed, adapter, asOf: now)
            return .failed
        }
    }

    /// Adds or updates endpoints.
    private mutating func add(_ endpoints: [Endpoint], _ adapter: any DeviceAdapter, asOf time: Duration) {
        let ids = Set(order)
        var added: Set<String> = []
        for endpoint in endpoints {
            let id = endpoint.endpointId
            entries[id] = Entry(known: known(endpoint, adapter), asOf: time)
            absent[id] = nil
            if !ids.contains(id), added.insert(id).inserted { order.append(id) }
        }
    }

    /// Ends the look-up in flight.
    mutating func finishLookup(
        _ id: String, _ result: Settled<Endpoint?, AdapterFailure>, _ adapter: any DeviceAdapter, at now: Duration
    ) -> Lookup {
        lookup = nil
        switch result {
        case .success(let endpoint?):
            failure = nil
            lastUnknown = nil
            let known = known(endpoint, adapter)
            entries[id] = Entry(known: known, asOf: now)
            return .found(known)
        case .success(nil):
            failure = nil
            deny(id, at: now)
            return .absent
        case .failure(let error) where error.error.type == .generic(.noSuchEndpoint):
            failure = nil
            deny(id, at: now)
            return .absent
        case .failure(let error):
            note(error, at: now)
            return .failed(error)
        }
    }

    /// Forgets an endpoint.
    private mutating func deny(_ id: String, at now: Duration) {
        entries[id] = nil
        if absent.count >= Self.mostAbsent { absent = [:] }
        absent[id] = now
    }

    private mutating func note(_ error: AdapterFailure, at now: Duration) {
        let count = (failure?.count ?? 0) + 1
        let backoff = Self.backoff.length(after: count - 1)
        failure = Failure(
            failure: error, until: now + max(backoff, error.facts.retryNotBefore ?? .zero), count: count)
    }

    private func known(_ endpoint: Endpoint, _ adapter: any DeviceAdapter) -> KnownEndpoint {
        if let entry = entries[endpoint.endpointId], entry.known.endpoint == endpoint { return entry.known }
        return KnownEndpoint(endpoint, adapter)
    }
}
