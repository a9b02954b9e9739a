import AlexaProtocol
import Logging
import Telemetry
import Timing

extension GrantTokens {
    /// Renews the tokens at Login with Amazon, in one process at a time, and stores them.
    func exchanged(_ grant: Grant) async throws(CredentialFailure) -> Grant {
        guard let login else {
            // Only this customer's events wait: other customers may have a token that is still valid.
            throw .unavailable(
                "the token has ended or is refused, and without lwa.client_id and lwa.client_secret it cannot be renewed"
            )
        }
        var grant = grant
        var claimedUntil: Timestamp
        let end = Deadline(in: Self.claimTimeout, environment)
        while true {
            let now = environment.now()
            // The claim ends when the tokens are stored, at the latest at this time.
            claimedUntil = now.advanced(by: Self.claimTimeout)
            let (claimed, until) = (grant, claimedUntil)
            let isClaimed = try await reading { () async throws(StoreFailure) in
                try await store.claimRenewal(of: claimed, at: now, until: until, before: storeDeadline)
            }
            if isClaimed { break }
            guard let stored = try await stored(grant.customer) else { throw .noGrant }
            if stored.accessToken != grant.accessToken || stored.acceptedAt != grant.acceptedAt {
                return remember(stored)
            }
            // Another process has changed something else, such as the region.
            let isChanged = stored.revision != grant.revision
            grant = stored
            guard !end.hasPassed else { throw .unavailable("another process is renewing the token") }
            if !isChanged { await environment.sleep(Self.pollInterval) }
        }
        let tokens: LoginWithAmazon.Tokens
        do throws(LoginFailure) {
            tokens = try await login.refresh(
                grant.refreshToken, deadline: Deadline(in: Self.loginTimeout, environment))
            Metric.tokenRenewals.count("amazon", "ok")
        } catch {
            Metric.tokenRenewals.count("amazon", "failed")
            if case .refused = error { return try await refused(grant) }
            await release(grant, claimedUntil)
            switch error {
            case .misconfigured(let reason): throw .misconfigured(reason)
            case .refused(let reason), .unavailable(let reason), .unexpected(let reason): throw .unavailable(reason)
            }
        }
        return try await keep(tokens, of: grant)
    }

    /// Releases the claim, so that other processes can renew the token. If that fails, the claim expires.
    private func release(_ grant: Grant, _ claimedUntil: Timestamp) async {
        do throws(StoreFailure) {
            try await store.releaseRenewal(of: grant, claimedUntil: claimedUntil, before: storeDeadline)
        } catch {
            logger.warning("renewal_not_released", metadata: ["reason": "\(error)"])
        }
    }

    /// Stores new tokens. They must not be lost: the old refresh token may be invalid now.
    private func keep(_ tokens: LoginWithAmazon.Tokens, of grant: Grant) async throws(CredentialFailure) -> Grant {
        let obtainedAt = environment.now()
        let end = Deadline(in: Self.storeTimeout * 2, environment)
        var base = grant
        while true {
            var changed = base
            changed.accessToken = tokens.access
            changed.refreshToken = tokens.refresh ?? grant.refreshToken
            changed.obtainedAt = obtainedAt
            changed.expiresAt = obtainedAt.advanced(by: tokens.lifetime)
            let renewed = changed
            let stored: Grant
            do throws(CredentialFailure) {
                stored = try await kept(of: grant.customer) { () async throws(StoreFailure) in
                    try await retryEachSecond(environment, while: { !end.hasPassed }) {
                        () async throws(StoreFailure) in try await store.renew(renewed, before: storeDeadline)
                    }
                }
            } catch {
                // This process uses the tokens until another process renews the grant with those in the store.
                if case .store(let failure) = error {
                    logger.error("tokens_not_stored", metadata: ["reason": "\(failure)"])
                    return remember(renewed)
                }
                throw error
            }
            let isOther = stored.accessToken != tokens.access && stored.acceptedAt == grant.acceptedAt
            guard isOther, stored.refreshToken == grant.refreshToken else { return stored }
            // Another process has changed something else meanwhile, such as the region.
            base = stored
        }
    }

    /// Handles a refused refresh token: the customer has revoked the grant, unless the store has a newer refresh token.
    private func refused(_ grant: Grant) async throws(CredentialFailure) -> Grant {
        if let stored = try await stored(grant.customer), stored.refreshToken != grant.refreshToken {
            return remember(stored)
        }
        try await forget(grant)
        throw .revoked
    }
}
