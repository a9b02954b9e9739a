/// Origins that were parsed before, by what stands in the request. A transport talks to few hosts with many requests.
final class OriginCache: Sendable {
    /// By scheme and authority. Keys of a type of their own cost 0.3 million instructions at start.
    private let origins = LockedValue<[String: Origin]>([:])
    /// Far more than the hosts of all clouds. The cache is emptied when it has as many.
    private static let capacity = 256
    private let trusted: String?

    /// An empty cache.
    ///
    /// - Parameter trusted: the host and port that `http` is allowed to, wherever it is.
    init(trusting trusted: String?) { self.trusted = trusted?.lowercased() }

    /// The origin of a request.
    ///
    /// - Throws: ``HTTPTransportError/Kind/refusedByUs``, which is not cached.
    func origin(scheme: String?, authority: String?) throws(HTTPTransportError) -> Origin {
        guard let scheme, let authority else {
            return try Origin(scheme: scheme, authority: authority, trusting: trusted)
        }
        let key = "\(scheme)://\(authority)"
        if let known = origins.withLock({ $0[key] }) { return known }
        let origin = try Origin(scheme: scheme, authority: authority, trusting: trusted)
        origins.withLock { origins in
            if origins.count >= Self.capacity { origins.removeAll() }
            origins[key] = origin
        }
        return origin
    }
}
