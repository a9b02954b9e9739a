import Skill
import Synchronization
import Telemetry

/// The limits on the requests of one account of ours: its rate limit, pauses that the cloud demanded, and faults that only the
/// operator can fix.
///
/// A lock, not an actor: its work takes microseconds.
final class RequestLimits: Sendable {
    /// The part of the cloud that a limit applies to.
    enum Key: Hashable {
        case project
        case account(String)
        case api(String)
        case device(String)
    }

    /// A request that may be sent; the limits record its outcome with it.
    struct Pass {
        fileprivate let keys: [Key]
        /// The breakers for which it is the probe.
        fileprivate var probes: [Key] = []

        /// A request about `keys` that is not a probe.
        init(keys: [Key]) { self.keys = keys }

        /// The key of a scope for this request. At a login the account is our own.
        fileprivate func key(_ scope: Recovery.Scope) -> Key? {
            keys.first { $0.scope == scope } ?? (scope == .account ? .project : nil)
        }
    }

    /// Whether a request may be sent.
    enum Admission {
        case granted(Pass)
        /// It would fail in the same way.
        case refused(CloudFailure)
    }

    /// The outcome of a failed request.
    struct Ending {
        let failure: CloudFailure
        let rule: String
        /// Whether the operator has to act.
        let raisesAlarm: Bool
    }

    private struct State {
        var bucket: TokenBucket?
        var breakers: [Key: (breaker: CircuitBreaker, failure: CloudFailure)] = [:]
        var throttles: [Key: (throttle: Throttle, failure: CloudFailure)] = [:]
        var alarms = AlarmLedger()
    }

    /// The most limits of each kind. A further one is not stored, so that the cloud is asked.
    static let capacity = 10_000

    private let policy: CloudPolicy
    private let state: Mutex<State>

    init(_ policy: CloudPolicy) {
        self.policy = policy
        state = Mutex(
            State(bucket: policy.requestsPerSecond.map { TokenBucket(rate: $0, burst: policy.burst) }))
    }

    /// Whether a request about `keys` may be sent, considering faults only.
    func admit(_ keys: [Key], at now: Duration) -> Admission {
        state.withLock { state in
            var pass = Pass(keys: keys)
            guard !state.breakers.isEmpty else { return .granted(pass) }
            for key in keys {
                if let (breaker, failure) = state.breakers[key], case .refused = breaker.admission(at: now) {
                    return .refused(failure)
                }
            }
            for key in keys where state.breakers[key]?.breaker.admit(at: now) == .probe {
                pass.probes.append(key)
            }
            return .granted(pass)
        }
    }

    /// Reserves a slot in the rate limit, and returns how long a request about `keys` has to wait for it.
    ///
    /// - Throws: the failure because of which requests pause; `late` if our own rate limit makes the wait longer than `longest`.
    func reserveSlot(
        _ keys: [Key], at now: Duration, waitingUpTo longest: Duration, late: @autoclosure () -> CloudFailure
    ) throws(CloudFailure) -> Duration {
        let slot: Result<Duration?, CloudFailure> = state.withLock { state in
            var wait = Duration.zero
            if !state.throttles.isEmpty {
                for key in keys {
                    guard let (throttle, failure) = state.throttles[key], throttle.until > now else { continue }
                    let pause = throttle.until - now
                    // The failure of an offline device is returned at once; a rate limit is waited for.
                    guard failure.row.recovery.step == .retryWhenTold, pause <= longest else {
                        return .failure(failure.withoutAsking)
                    }
                    wait = max(wait, pause)
                }
            }
            guard state.bucket != nil else { return .success(wait) }
            return .success(state.bucket?.take(at: now, waitingUpTo: longest).map { max(wait, $0) })
        }
        guard let wait = try slot.get() else { throw late() }
        return wait
    }

    /// Records that a request succeeded.
    func succeeded(_ pass: Pass, at now: Duration) {
        state.withLock { state in
            for key in pass.probes { state.breakers[key] = nil }
            guard !state.throttles.isEmpty else { return }
            for key in pass.keys {
                if let (throttle, _) = state.throttles[key], throttle.until <= now { state.throttles[key] = nil }
            }
        }
    }

    /// Records that a request was not sent after all.
    func abandoned(_ pass: Pass, at now: Duration) {
        guard !pass.probes.isEmpty else { return }
        state.withLock { state in
            for key in pass.probes { state.breakers[key]?.breaker.probeEndedOpen(at: now) }
        }
    }

    /// Records that a request finally failed. Returns whether to raise an alarm: the same one at most once an hour.
    func failed(_ pass: Pass, _ ending: Ending, at now: Duration, chance: Double) -> Bool {
        let facts = ending.failure.failure.facts
        let recovery = ending.failure.row.recovery
        return state.withLock { state in
            let faulty = Self.faulty(pass, ending.failure)
            for key in pass.probes where key != faulty {
                // Any other answer of the cloud shows that the fault is over.
                if facts.httpStatus != nil {
                    state.breakers[key] = nil
                } else {
                    state.breakers[key]?.breaker.probeEndedOpen(at: now)
                }
            }
            if let faulty {
                state.breakers.keep(faulty, upTo: Self.capacity, unless: { $0.breaker.isClosed }) { old in
                    var breaker = old?.breaker ?? CircuitBreaker(policy.breaker)
                    breaker.failed(
                        at: now, isProbe: pass.probes.contains(faulty), atLeast: facts.retryNotBefore, chance: chance)
                    return (breaker, ending.failure)
                }
            }
            if let held = recovery.backOff.flatMap(pass.key) {
                let pause = held.scope == .device ? policy.deviceThrottle : policy.throttle
                state.throttles.keep(held, upTo: Self.capacity, unless: { $0.throttle.until <= now }) { old in
                    var throttle = old?.throttle ?? Throttle(pause)
                    throttle.slowDown(at: now, atLeast: facts.retryNotBefore, chance: chance)
                    return (throttle, ending.failure)
                }
            }
            guard ending.raisesAlarm else { return false }
            return state.alarms.raises(Self.fault(ending.rule, faulty), at: now)
        }
    }

    /// Whether to raise an alarm about a failure: the same one at most once an hour.
    func raisesAlarm(_ pass: Pass, _ failure: CloudFailure, rule: String, at now: Duration) -> Bool {
        let fault = Self.fault(rule, Self.faulty(pass, failure))
        return state.withLock { $0.alarms.raises(fault, at: now) }
    }

    /// The part of the cloud whose breaker the failure opens; `nil` if it opens none.
    private static func faulty(_ pass: Pass, _ failure: CloudFailure) -> Key? {
        // At a login the account is our own; this includes the requests that wait for the login.
        let isLogin = failure.row.call == .login
        return failure.row.recovery.breaker.flatMap { pass.key(isLogin && $0 == .account ? .project : $0) }
    }

    /// The identity of an alarm: equal ones are limited to one an hour.
    private static func fault(_ rule: String, _ faulty: Key?) -> String {
        "\(rule) \(faulty.map { "\($0)" } ?? "")"
    }
}

extension RequestLimits.Key {
    var scope: Recovery.Scope {
        switch self {
        case .project: .project
        case .account: .account
        case .api: .api
        case .device: .device
        }
    }
}

extension Dictionary where Key == RequestLimits.Key {
    /// Changes an entry. A new one replaces those that have `ended` if there are `capacity` entries; if none has, it is not
    /// added.
    fileprivate mutating func keep(
        _ key: Key, upTo capacity: Int, unless ended: (Value) -> Bool, _ change: (Value?) -> Value
    ) {
        if self[key] == nil, count >= capacity {
            self = filter { !ended($0.value) }
            guard count < capacity else { return }
        }
        self[key] = change(self[key])
    }
}
