package import Timing

/// The platform token of one account of ours, with one renewal for all callers.
///
/// Failures are not cached: the next caller after a failed renewal starts another one. A renewal continues when the caller that
/// started it stops waiting.
package actor PlatformTokens {
    /// The minimum interval of renewals in the background.
    static let pauseBetweenEarlyRenewals = Duration.seconds(10)

    private typealias Renewal = Task<Result<PlatformToken, CloudFailure>, Never>

    private let environment: SkillEnvironment
    private let fetch: @Sendable () async throws(CloudFailure) -> PlatformToken
    private var current: (token: PlatformToken, fetchedAt: Duration)?
    private var renewal: Renewal?
    private var renewedEarlyAt: Duration?

    /// Tokens from `fetch`, which must have its own timeout.
    package init(
        _ environment: SkillEnvironment, fetch: @escaping @Sendable () async throws(CloudFailure) -> PlatformToken
    ) {
        self.environment = environment
        self.fetch = fetch
    }

    /// The current token, unless its lifetime is over. If it ends soon, a renewal is started in the background.
    ///
    /// - Throws: the failure of the renewal; `late` if it did not end before the deadline.
    package func token(
        before deadline: Deadline, late: CloudFailure
    ) async throws(CloudFailure) -> PlatformToken {
        if let current {
            let age = environment.uptime() - current.fetchedAt
            if age < current.token.lifetime {
                if age >= current.token.renewAfter { renewEarly() }
                return current.token
            }
        }
        return try await wait(for: renewing(), before: deadline, late: late)
    }

    /// A token that replaces one that the cloud refused. Another caller may have renewed it already.
    ///
    /// - Throws: as ``token(before:late:)``.
    package func token(
        insteadOf refused: PlatformToken, before deadline: Deadline, late: CloudFailure
    ) async throws(CloudFailure) -> PlatformToken {
        // The refused token stays until the new one is there, so that other requests have a token.
        if let current, current.token.secret == refused.secret {
            return try await wait(for: renewing(), before: deadline, late: late)
        }
        return try await token(before: deadline, late: late)
    }

    private func renewEarly() {
        let now = environment.uptime()
        if let renewedEarlyAt, now - renewedEarlyAt < Self.pauseBetweenEarlyRenewals { return }
        renewedEarlyAt = now
        _ = renewing()
    }

    /// The renewal in flight, or a new one.
    private func renewing() -> Renewal {
        if let renewal { return renewal }
        let new = Renewal { [fetch] in
            do throws(CloudFailure) {
                let token = try await fetch()
                self.finish(token)
                return .success(token)
            } catch {
                self.finish(nil)
                return .failure(error)
            }
        }
        renewal = new
        return new
    }

    private func finish(_ token: PlatformToken?) {
        renewal = nil
        if let token { current = (token, environment.uptime()) }
    }

    private nonisolated func wait(
        for renewal: Renewal, before deadline: Deadline, late: CloudFailure
    ) async throws(CloudFailure) -> PlatformToken {
        let result = await withDeadline(deadline, environment, late: .failure(late)) { await renewal.value }
        return try result.get()
    }
}
