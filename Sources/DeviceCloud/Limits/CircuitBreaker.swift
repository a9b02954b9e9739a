package import Timing

/// Stops requests that cannot succeed, such as those of a project whose plan has expired.
///
/// It opens at the first fault. After a pause one request passes as a probe: if it meets the fault again, the next pause is
/// twice as long; if it gets any other answer, all requests pass again. A value type: the caller passes the time.
package struct CircuitBreaker: Hashable, Sendable {
    private enum State: Hashable {
        case closed
        case open(until: Duration)
        case probing(since: Duration)
    }

    /// Whether a request may be sent.
    package enum Admission: Hashable, Sendable {
        /// It may be sent.
        case pass
        /// It may be sent as the probe; its answer decides whether other requests pass.
        case probe
        /// It may not be sent before the given time.
        case refused(until: Duration)
    }

    /// A probe without a result for this long, such as one whose process was frozen, no longer prevents other probes.
    private static let probeTimeout = Duration.seconds(60)

    private let pause: Pause
    private var state = State.closed
    private var pauses = 0

    /// A closed breaker.
    package init(_ pause: Pause) {
        self.pause = pause
    }

    /// Whether requests pass.
    package var isClosed: Bool { state == .closed }

    /// The admission of a request now, without making it the probe.
    package func admission(at now: Duration) -> Admission {
        switch state {
        case .closed: .pass
        case .open(let end): now < end ? .refused(until: end) : .probe
        case .probing(let start):
            now < start + Self.probeTimeout ? .refused(until: start + Self.probeTimeout) : .probe
        }
    }

    /// Admits or refuses a request now.
    package mutating func admit(at now: Duration) -> Admission {
        let admission = admission(at: now)
        if admission == .probe { state = .probing(since: now) }
        return admission
    }

    /// Records that a request met the fault.
    ///
    /// - Parameters:
    ///   - isProbe: whether it was the probe; requests that were in flight when the breaker opened are ignored.
    ///   - atLeast: the pause that the cloud demanded.
    ///   - chance: 0 up to but not including 1; a quarter of the pause at most is added.
    package mutating func failed(at now: Duration, isProbe: Bool, atLeast: Duration?, chance: Double) {
        guard isProbe || state == .closed else { return }
        let length = max(pause.length(after: pauses) * (1 + 0.25 * chance), atLeast ?? .zero)
        pauses += 1
        state = .open(until: now + length)
    }

    /// Records that the probe got another answer than the fault. The breaker closes.
    package mutating func recovered() {
        self = CircuitBreaker(pause)
    }

    /// Records that the probe ended without an answer from the cloud. The next probe follows after a pause as long as the last.
    package mutating func probeEndedOpen(at now: Duration) {
        guard case .probing = state else { return }
        state = .open(until: now + pause.length(after: max(0, pauses - 1)))
    }
}
