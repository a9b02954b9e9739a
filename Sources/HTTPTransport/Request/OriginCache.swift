/// A cache of parsed origins. A transport sends many requests to few hosts.
final class OriginCache: Sendable {
    /// By scheme and authority, as text: a key type of its own costs 0.3 million instructions at start.
    private let origins = LockedValue<[String: Origin]>([:])
    /// The most entries, far more than all clouds have hosts. A full cache is emptied.
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
