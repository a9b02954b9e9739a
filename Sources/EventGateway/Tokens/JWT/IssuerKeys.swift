import HTTPTransport
import Logging
import Synchronization
import Timing

/// The public keys of one authorization server: read when a token needs them, cached, and refreshed before they are stale.
///
/// Concurrent callers share one request, which continues when the directive that caused it is given up. While the server cannot
/// be reached, the cached keys are used for up to ``greatestAge``.
final class IssuerKeys: Sendable {
    /// Keys older than this are not used any more, even if the server cannot be reached.
    static let greatestAge = Duration.seconds(24 * 3600)
    /// The cache lifetime of keys if the server states none, and the bounds of the lifetime that it may state.
    private static let usualFreshness = Duration.seconds(3600)
    private static let shortestFreshness = Duration.seconds(300)
    private static let longestFreshness = Duration.seconds(12 * 3600)
    /// The pauses after failed requests.
    private static let pause = Pause(first: .seconds(1), longest: .seconds(10))
    /// Limit on refreshes caused by tokens with unknown keys, so that forged tokens cause no more: `extraBurst` in a row, then
    /// one in this interval.
    private static let extraInterval = Duration.seconds(10)
    private static let extraBurst = 5

    private typealias Reading = Task<Result<SigningKeySet, CustomerFailure>, Never>

    private struct State {
        var set: SigningKeySet?
        var reading: Reading?
        /// The number of successful refreshes.
        var count = 0
        /// Why the last refresh failed; `nil` after a success.
        var failure: CustomerFailure?
        var failures = 0
        var failedAt = Duration.zero
        /// When the whole burst is available again.
        var extraFullAt = Duration.zero
        /// The address of the keys from the server's discovery document.
        var address: ServiceURL?
    }

    private enum Step {
        case use(SigningKeySet)
        case wait(Reading)
        case fail(CustomerFailure)
        case refuse
    }

    private let state = Mutex(State())
    private let source: KeySource
    private let issuer: String
    private let client: KeySourceClient
    private let environment: SkillEnvironment
    private let logger: Logger

    /// The keys of `issuer`. Sends no request yet.
    init(
        _ source: KeySource, issuer: String, _ client: KeySourceClient, environment: SkillEnvironment, logger: Logger
    ) {
        self.source = source
        self.issuer = issuer
        self.client = client
        self.environment = environment
        self.logger = logger
    }

    /// The keys, and whether they were requested while the caller waited.
    func current(before deadline: Deadline) async throws(CustomerFailure) -> (SigningKeySet, isNew: Bool) {
        let now = environment.uptime()
        let step = state.withLock { state -> Step in
            if let set = state.set, now - set.uptime < Self.greatestAge {
                // In the background: this token is checked with the cached keys.
                if now - set.uptime >= set.freshness, state.reading == nil, Self.mayRead(state, now) { begin(&state) }
                return .use(set)
            }
            if let reading = state.reading { return .wait(reading) }
            if let failure = state.failure, !Self.mayRead(state, now) { return .fail(failure) }
            return .wait(begin(&state))
        }
        guard let set = try await finish(step, before: deadline) else {
            // Not reached: only `newer(than:before:)` returns nil.
            throw .lookupFailed("the authorization server's keys are not known")
        }
        if case .use = step { return (set, false) }
        return (set, true)
    }

    /// Keys that are newer than `old`, for a token whose key is not in `old`; `nil` if the limit on such refreshes is reached.
    func newer(than old: SigningKeySet, before deadline: Deadline) async throws(CustomerFailure) -> SigningKeySet? {
        let now = environment.uptime()
        let step = state.withLock { state -> Step in
            if let set = state.set, set.number > old.number { return .use(set) }
            if let reading = state.reading { return .wait(reading) }
            if let failure = state.failure, !Self.mayRead(state, now) { return .fail(failure) }
            let full = max(state.extraFullAt, now)
            guard full - now <= Self.extraInterval * (Self.extraBurst - 1) else { return .refuse }
            state.extraFullAt = full + Self.extraInterval
            return .wait(begin(&state))
        }
        return try await finish(step, before: deadline)
    }

    private func finish(_ step: Step, before deadline: Deadline) async throws(CustomerFailure) -> SigningKeySet? {
        switch step {
        case .use(let set): return set
        case .fail(let failure): throw failure
        case .refuse: return nil
        case .wait(let reading):
            let waiter = DeadlineTask(environment) { await reading.value }
            guard let result = await waiter.value(before: deadline) else {
                throw .lookupFailed("the authorization server's keys were not read in time")
            }
            return try result.get()
        }
    }

    private static func mayRead(_ state: borrowing State, _ now: Duration) -> Bool {
        state.failures == 0 || now - state.failedAt >= pause.length(after: state.failures - 1)
    }

    @discardableResult
    private func begin(_ state: inout State) -> Reading {
        let reading = Reading { await self.read() }
        state.reading = reading
        return reading
    }

    private func read() async -> Result<SigningKeySet, CustomerFailure> {
        do throws(CustomerFailure) {
            let (keys, maxAge) = try await client.keys(at: try await address())
            let now = (environment.now(), environment.uptime())
            let freshness = min(max(maxAge ?? Self.usualFreshness, Self.shortestFreshness), Self.longestFreshness)
            let set = state.withLock { state in
                state.count += 1
                let set = SigningKeySet(
                    keys: keys, readAt: now.0, uptime: now.1, freshness: freshness, number: state.count)
                state.set = set
                state.reading = nil
                state.failure = nil
                state.failures = 0
                return set
            }
            return .success(set)
        } catch {
            let now = environment.uptime()
            state.withLock { state in
                state.reading = nil
                state.failure = error
                state.failures += 1
                state.failedAt = now
                // The server may publish its keys at another address now.
                state.address = nil
            }
            logger.warning("keys_not_read", metadata: ["reason": "\(error.message)"])
            return .failure(error)
        }
    }

    private func address() async throws(CustomerFailure) -> ServiceURL {
        let base: ServiceURL
        switch source {
        case .jwks(let url): return url
        case .discovery(let url): base = url
        }
        if let known = state.withLock({ $0.address }) { return known }
        let address = try await client.keyAddress(of: base, issuer: issuer)
        state.withLock { $0.address = address }
        return address
    }
}
