package import Timing

/// The platform token of one account of ours, renewed once for all who wait.
///
/// It keeps no failures: whoever asks after a failed renewal starts the next. A renewal goes on when whoever asked for it has
/// stopped waiting.
package actor PlatformTokens {
    /// The least time between two renewals ahead of a token's end, which nobody waits for.
    static let pauseBetweenEarlyRenewals = Duration.seconds(10)

    private typealias Renewal = Task<Result<PlatformToken, CloudFailure>, Never>

    private let environment: SkillEnvironment
    private let fetch: @Sendable () async throws(CloudFailure) -> PlatformToken
    private var current: (token: PlatformToken, fetchedAt: Duration)?
    private var renewal: Renewal?
    private var renewedEarlyAt: Duration?

    /// Tokens that `fetch` gives, which has to end by itself.
    package init(
        _ environment: SkillEnvironment, fetch: @escaping @Sendable () async throws(CloudFailure) -> PlatformToken
    ) {
        self.environment = environment
        self.fetch = fetch
    }

    /// A token that is valid as far as is known. If it ends soon, a renewal is started, but not waited for.
    ///
    /// - Throws: why there is none; `late` if it did not come before the deadline.
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

    /// A token in place of one that the cloud refused. Somebody else may have renewed it already.
    ///
    /// - Throws: as ``token(before:late:)``.
    package func token(
        insteadOf refused: PlatformToken, before deadline: Deadline, late: CloudFailure
    ) async throws(CloudFailure) -> PlatformToken {
        // Until the new one is there the old one stays: others would sign with nothing.
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

    /// The renewal under way, or a new one.
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
