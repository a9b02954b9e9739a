/// The transfer loop that a transport's calls go to.
///
/// With a limit for idle time, the first call starts the loop, and a call after a longer pause replaces it, its connections
/// included. A machine that was frozen meanwhile has not noticed that servers closed connections, and a POST on such a
/// connection would fail, since it may not be sent twice.
final class LoopInUse: Sendable {
    private struct State {
        var loop: TransferLoop?
        /// The number of calls in flight.
        var calls = 0
        /// When the last call began or ended.
        var lastUse: ClockReading
        /// The callers of ``waitUntilIdle()``.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: LockedValue<State>
    private let configuration: HTTPTransport.Configuration
    private let clock: @Sendable () -> ClockReading

    /// Starts the loop, unless the configuration limits idle time.
    ///
    /// - Throws: ``HTTPTransportError/Kind/libraryFailure``.
    init(
        _ configuration: HTTPTransport.Configuration, clock: @escaping @Sendable () -> ClockReading
    ) throws(HTTPTransportError) {
        self.configuration = configuration
        self.clock = clock
        let loop = configuration.greatestIdle == nil ? try TransferLoop(configuration) : nil
        state = LockedValue(State(loop: loop, lastUse: clock()))
    }

    deinit { state.withLock { $0.loop?.stop() } }

    /// The loop for a call. The caller has to call ``leave()`` when the call has ended.
    ///
    /// - Throws: ``HTTPTransportError/Kind/libraryFailure``.
    func enter() throws(HTTPTransportError) -> TransferLoop {
        var failure: HTTPTransportError?
        let loop: TransferLoop? = state.withLock { state in
            if let greatestIdle = configuration.greatestIdle {
                let now = clock()
                if state.calls == 0, Duration.seconds(now.seconds(since: state.lastUse)) > greatestIdle {
                    state.loop?.stop()
                    state.loop = nil
                }
                state.lastUse = now
            }
            do throws(HTTPTransportError) {
                let loop = if let known = state.loop { known } else { try TransferLoop(configuration) }
                state.loop = loop
                state.calls += 1
                return loop
            } catch {
                failure = error
                return nil
            }
        }
        if let failure { throw failure }
        guard let loop else { throw .libcurl("there is no loop") }
        return loop
    }

    /// Notes the end of a call.
    func leave() {
        let waiting = state.withLock { state in
            state.calls -= 1
            if configuration.greatestIdle != nil { state.lastUse = clock() }
            guard state.calls == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits until no call is in flight.
    func waitUntilIdle() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.calls > 0 { state.waiting.append(continuation) }
                return state.calls == 0
            }
            if isIdle { continuation.resume() }
        }
    }
}
