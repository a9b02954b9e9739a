import AlexaProtocol
package import Logging
package import Timing

/// Access tokens out of the stored grants, renewed in time, once for all who ask.
///
/// Keeps no failures, and a renewal goes on when whoever asked for it is cancelled.
package actor GrantTokens: CredentialSource {
    /// A token is renewed this long before it ends (Amazon's own asynchronous sample).
    private static let early = Duration.seconds(300)
    /// How long a grant is believed without looking at the store, which other processes change too.
    private static let lifetime = Duration.seconds(5)
    /// How long a renewal may take, its retries included.
    private static let patience = Duration.seconds(10)
    /// How often it is looked whether another process has finished its renewal.
    private static let pollPause = Duration.milliseconds(100)
    /// How long one call of the store may take.
    private static let storeTimeout = Duration.seconds(5)
    /// How many grants are remembered at most.
    private static let capacity = 10_000

    private let store: any GrantStore
    private let login: LoginWithAmazon?
    private let environment: SkillEnvironment
    private let logger: Logger
    private var known: [CustomerID: (grant: Grant, asOf: Duration)] = [:]
    private var renewals: [CustomerID: Task<Result<Grant, CredentialFailure>, Never>] = [:]

    /// Tokens of the grants in `store`; without `login` they are used until they end.
    package init(store: any GrantStore, login: LoginWithAmazon?, environment: SkillEnvironment, logger: Logger) {
        self.store = store
        self.login = login
        self.environment = environment
        self.logger = logger
    }

    package func credential(of customer: CustomerID) async throws(CredentialFailure) -> Credential {
        let grant = try await grant(of: customer)
        let now = environment.now()
        guard grant.expiresAt <= now.advanced(by: Self.early) else { return Credential(grant) }
        do throws(CredentialFailure) {
            return Credential(try await renew(grant))
        } catch {
            // A token that still lives is better than none, unless it was taken back.
            guard case .unavailable = error, grant.expiresAt > now else { throw error }
            return Credential(grant)
        }
    }

    package func renewed(
        _ refused: Credential, of customer: CustomerID
    ) async throws(CredentialFailure) -> Credential {
        // Somebody else, here or in another process, may have renewed it already.
        if let known = known[customer], known.grant.accessToken != refused.token { return Credential(known.grant) }
        if let renewal = renewals[customer] { return Credential(try await renewal.value.get()) }
        known[customer] = nil
        let grant = try await grant(of: customer)
        guard grant.accessToken == refused.token else { return Credential(grant) }
        return Credential(try await renew(grant))
    }

    package func moved(_ credential: Credential, to region: Region) async throws(CredentialFailure) -> Credential {
        guard var grant = credential.grant else { return Credential(token: credential.token, region: region) }
        grant.region = region
        let changed = grant
        let kept = try await updated(
            { () async throws(StoreFailure) in try await store.update(changed, before: storeDeadline) },
            of: grant.customer)
        logger.notice("customer_moved", metadata: ["region": "\(region.rawValue)"])
        return Credential(kept)
    }

    package func forget(_ credential: Credential) async throws(CredentialFailure) {
        guard let grant = credential.grant else { return }
        try await forget(grant)
    }

    private func grant(of customer: CustomerID) async throws(CredentialFailure) -> Grant {
        let now = environment.uptime()
        if let known = known[customer], now - known.asOf < Self.lifetime { return known.grant }
        guard let stored = try await stored(customer) else {
            known[customer] = nil
            throw .noGrant
        }
        return remember(stored)
    }

    /// Remembers a grant, unless what is remembered is newer: somebody else may have been faster. The newest of both.
    private func remember(_ grant: Grant) -> Grant {
        if let old = known[grant.customer]?.grant,
            (old.acceptedAt.milliseconds, old.revision) > (grant.acceptedAt.milliseconds, grant.revision)
        {
            return old
        }
        if known.count >= Self.capacity { known.removeAll() }
        known[grant.customer] = (grant, environment.uptime())
        return grant
    }

    /// Renews a grant's tokens; who comes while that goes on waits for the same renewal.
    private func renew(_ grant: Grant) async throws(CredentialFailure) -> Grant {
        let customer = grant.customer
        if let known = known[customer], known.grant.accessToken != grant.accessToken { return known.grant }
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

    private func exchanged(_ grant: Grant) async throws(CredentialFailure) -> Grant {
        guard let login else {
            throw .misconfigured(
                "the token has ended, and without lwa.client_id and lwa.client_secret it cannot be renewed")
        }
        // Longer than anybody's renewal takes: whoever dies in the middle of one holds up the others no longer than that.
        let claim = Self.patience + .seconds(2)
        let end = Deadline(in: claim + .seconds(2), environment)
        var until = Timestamp(milliseconds: 0)
        while try await !claimed(grant, for: claim, &until) {
            let stored = try await stored(grant.customer)
            guard let stored else { throw .noGrant }
            if stored.accessToken != grant.accessToken || stored.acceptedAt != grant.acceptedAt {
                return remember(stored)
            }
            // Changed in another way, such as its region.
            if stored.revision != grant.revision { return try await exchanged(stored) }
            guard end.timeLeft > .zero else { throw .unavailable("another process is renewing the token") }
            await environment.sleep(Self.pollPause)
        }
        let tokens: LoginWithAmazon.Tokens
        do throws(LoginFailure) {
            tokens = try await login.refresh(grant.refreshToken, deadline: Deadline(in: Self.patience, environment))
        } catch {
            if case .refused = error { return try await refused(grant) }
            try await reading { () async throws(StoreFailure) in
                try await store.releaseRenewal(of: grant, claimedUntil: until, before: storeDeadline)
            }
            switch error {
            case .misconfigured(let reason): throw .misconfigured(reason)
            case .refused(let reason), .unavailable(let reason), .unexpected(let reason): throw .unavailable(reason)
            }
        }
        return try await kept(tokens, of: grant, until: end)
    }

    /// Keeps new tokens. They must not be lost: the old refresh token may be good for nothing any more.
    private func kept(
        _ tokens: LoginWithAmazon.Tokens, of grant: Grant, until end: Deadline
    ) async throws(CredentialFailure) -> Grant {
        let expiresAt = environment.now().advanced(by: tokens.lifetime)
        var base = grant
        while true {
            var changed = base
            changed.accessToken = tokens.access
            changed.refreshToken = tokens.refresh ?? grant.refreshToken
            changed.expiresAt = expiresAt
            let renewed = changed
            do throws(CredentialFailure) {
                let kept = try await updated(
                    { () async throws(StoreFailure) in try await store.renew(renewed, before: storeDeadline) },
                    of: grant.customer)
                let isOther = kept.accessToken != tokens.access && kept.acceptedAt == grant.acceptedAt
                guard isOther, kept.refreshToken == grant.refreshToken else { return kept }
                // Somebody has changed something else meanwhile, such as the region.
                base = kept
            } catch {
                guard case .store(let failure) = error, failure.mayPass, end.timeLeft > .zero else { throw error }
                await environment.sleep(.seconds(1))
            }
        }
    }

    private func claimed(
        _ grant: Grant, for time: Duration, _ until: inout Timestamp
    ) async throws(CredentialFailure) -> Bool {
        let now = environment.now()
        until = now.advanced(by: time)
        let end = until
        return try await reading { () async throws(StoreFailure) in
            try await store.claimRenewal(of: grant, at: now, until: end, before: storeDeadline)
        }
    }

    private func stored(_ customer: CustomerID) async throws(CredentialFailure) -> Grant? {
        try await reading { () async throws(StoreFailure) in try await store.grant(of: customer, before: storeDeadline)
        }
    }

    /// The refresh token is no good: the customer has revoked it, unless there is a newer one by now.
    private func refused(_ grant: Grant) async throws(CredentialFailure) -> Grant {
        if let stored = try await stored(grant.customer), stored.refreshToken != grant.refreshToken {
            return remember(stored)
        }
        try await forget(grant)
        throw .revoked
    }

    private func forget(_ grant: Grant) async throws(CredentialFailure) {
        known[grant.customer] = nil
        let dropped = try await reading { () async throws(StoreFailure) in
            try await store.revoke(grant, before: storeDeadline)
        }
        guard let dropped else { return }
        logger.notice("grant_revoked", metadata: ["dropped": .stringConvertible(dropped)])
    }

    private func updated(
        _ body: () async throws(StoreFailure) -> Grant?, of customer: CustomerID
    ) async throws(CredentialFailure) -> Grant {
        guard let kept = try await reading(body) else {
            known[customer] = nil
            throw .noGrant
        }
        return remember(kept)
    }

    private var storeDeadline: Deadline { Deadline(in: Self.storeTimeout, environment) }

    private func reading<Value>(
        _ body: () async throws(StoreFailure) -> Value
    ) async throws(CredentialFailure) -> Value {
        do throws(StoreFailure) {
            return try await body()
        } catch {
            throw .store(error)
        }
    }
}
