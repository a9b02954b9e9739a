import AlexaProtocol
package import Logging
package import Timing

/// Access tokens of the stored grants, renewed before they expire, with one renewal for all callers.
///
/// Failures are not cached. A renewal continues when the task that started it is cancelled.
package actor GrantTokens: CredentialSource {
    /// A token is renewed this long before it expires (Amazon's own asynchronous sample), or in the last quarter of its lifetime
    /// if that is shorter: otherwise a token that is valid for less than five minutes would be renewed at each use.
    private static let renewsBefore = Duration.seconds(300)
    /// Time to live of a cached grant: other processes change the store too.
    private static let timeToLive = Duration.seconds(5)
    /// Timeout of a renewal at Login with Amazon, with retries.
    static let loginTimeout = Duration.seconds(10)
    /// Timeout of one call of the store.
    static let storeTimeout = Duration.seconds(5)
    /// How long this process waits for another one's renewal. It is longer than a renewal takes, and limits the delay if the
    /// other process dies during the renewal.
    static let claimTimeout = loginTimeout + .seconds(2)
    /// The interval at which the store is read to see whether another process has finished its renewal.
    static let pollInterval = Duration.milliseconds(100)
    /// Entries in the cache.
    private static let capacity = 10_000

    /// The longest time that a renewal can take: waiting for another process, the renewal itself, and storing the tokens.
    static let longestRenewal = claimTimeout + loginTimeout + storeTimeout * 3
    /// The longest time that ``credential(of:)`` can take.
    static let longestLookUp = storeTimeout + longestRenewal

    let store: any GrantStore
    let login: LoginWithAmazon?
    let environment: SkillEnvironment
    let logger: Logger
    private var cache: [CustomerID: (grant: Grant, asOf: Duration)] = [:]
    private var renewals: [CustomerID: Task<Result<Grant, CredentialFailure>, Never>] = [:]

    /// Tokens of the grants in `store`. Without `login` they cannot be renewed and are used until they expire.
    package init(store: any GrantStore, login: LoginWithAmazon?, environment: SkillEnvironment, logger: Logger) {
        self.store = store
        self.login = login
        self.environment = environment
        self.logger = logger
    }

    package func credential(of customer: CustomerID) async throws(CredentialFailure) -> Credential {
        let grant = try await grant(of: customer)
        let now = environment.now()
        guard grant.isDueForRenewal(at: now, before: Self.renewsBefore) else { return Credential(grant) }
        do throws(CredentialFailure) {
            return Credential(try await renew(grant))
        } catch {
            // A token that is still valid is used, unless the grant is gone.
            switch error {
            case .noGrant, .revoked: throw error
            case .misconfigured, .unavailable, .store:
                guard grant.expiresAt > environment.now() else { throw error }
                return Credential(grant)
            }
        }
    }

    package func renewed(
        _ refused: Credential, of customer: CustomerID
    ) async throws(CredentialFailure) -> Credential {
        // Another task or process may have renewed it already.
        if let cached = cache[customer], cached.grant.accessToken != refused.token { return Credential(cached.grant) }
        if let renewal = renewals[customer] { return Credential(try await renewal.value.get()) }
        guard let grant = try await stored(customer) else {
            cache[customer] = nil
            throw .noGrant
        }
        let newest = remember(grant)
        guard newest.accessToken == refused.token else { return Credential(newest) }
        return Credential(try await renew(newest))
    }

    package func moved(_ credential: Credential, to region: Region) async throws(CredentialFailure) -> Credential {
        guard var grant = credential.grant else { return Credential(token: credential.token, region: region) }
        grant.region = region
        let changed = grant
        let kept = try await kept(of: grant.customer) { () async throws(StoreFailure) in
            try await store.update(changed, before: storeDeadline)
        }
        logger.notice("customer_moved", metadata: ["region": "\(region.rawValue)"])
        return Credential(kept)
    }

    package func forget(_ credential: Credential) async throws(CredentialFailure) {
        guard let grant = credential.grant else { return }
        try await forget(grant)
    }

    /// The grant from the cache or the store. If the store fails, the cached grant is used.
    private func grant(of customer: CustomerID) async throws(CredentialFailure) -> Grant {
        let now = environment.uptime()
        let cached = cache[customer]
        if let cached, now - cached.asOf < Self.timeToLive { return cached.grant }
        do throws(CredentialFailure) {
            guard let stored = try await stored(customer) else {
                cache[customer] = nil
                throw .noGrant
            }
            return remember(stored)
        } catch {
            guard case .store = error, let cached else { throw error }
            return cached.grant
        }
    }

    /// Caches a grant, unless another task has cached a newer one. Returns the newer of both.
    func remember(_ grant: Grant) -> Grant {
        if let old = cache[grant.customer]?.grant,
            (old.acceptedAt.milliseconds, old.revision) > (grant.acceptedAt.milliseconds, grant.revision)
        {
            return old
        }
        if cache.count >= Self.capacity { cache.removeAll() }
        cache[grant.customer] = (grant, environment.uptime())
        return grant
    }

    /// Renews a grant's tokens; concurrent callers wait for the same renewal.
    private func renew(_ grant: Grant) async throws(CredentialFailure) -> Grant {
        let customer = grant.customer
        if let cached = cache[customer], cached.grant.accessToken != grant.accessToken { return cached.grant }
        if let renewal = renewals[customer] { return try await renewal.value.get() }
        let renewal = Task { () async -> Result<Grant, CredentialFailure> in
            do throws(CredentialFailure) {
                return .success(try await exchanged(grant))
            } catch {
                return .failure(error)
            }
        }
        renewals[customer] = renewal
        let result = await renewal.value
        renewals[customer] = nil
        return try result.get()
    }

    func stored(_ customer: CustomerID) async throws(CredentialFailure) -> Grant? {
        try await reading { () async throws(StoreFailure) in
            try await store.grant(of: customer, before: storeDeadline)
        }
    }

    func forget(_ grant: Grant) async throws(CredentialFailure) {
        cache[grant.customer] = nil
        let dropped = try await reading { () async throws(StoreFailure) in
            try await store.revoke(grant, before: storeDeadline)
        }
        // `nil` if the customer had no grant any more, or has a newer one.
        guard let dropped else { return }
        logger.notice("grant_revoked", metadata: ["dropped": .stringConvertible(dropped)])
    }

    /// Caches the grant that the store has after a change.
    func kept(
        of customer: CustomerID, _ change: () async throws(StoreFailure) -> Grant?
    ) async throws(CredentialFailure) -> Grant {
        guard let grant = try await reading(change) else {
            cache[customer] = nil
            throw .noGrant
        }
        return remember(grant)
    }

    var storeDeadline: Deadline { Deadline(in: Self.storeTimeout, environment) }

    func reading<Value>(
        _ body: () async throws(StoreFailure) -> Value
    ) async throws(CredentialFailure) -> Value {
        do throws(StoreFailure) {
            return try await body()
        } catch {
            throw .store(error)
        }
    }
}

extension Grant {
    /// Whether the access token has expired or expires soon: within `limit`, or in the last quarter of its lifetime.
    fileprivate func isDueForRenewal(at now: Timestamp, before limit: Duration) -> Bool {
        let lifetime = Duration.milliseconds(max(0, expiresAt.milliseconds - obtainedAt.milliseconds))
        return expiresAt <= now.advanced(by: min(limit, lifetime / 4))
    }
}
