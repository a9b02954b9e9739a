import Synchronization

/// Work that runs in its own task, so that a caller can stop waiting for it at a deadline.
///
/// The work starts at once on the caller's thread. Work that never suspends starts no timer and changes no thread.
package struct DeadlineTask<Value: Sendable>: Sendable {
    private let task: Task<Value, Never>
    private let completion: Completion

    /// Starts `work` at once.
    package init(_ environment: borrowing SkillEnvironment, _ work: @escaping @Sendable () async -> Value) {
        let completion = Completion(environment)
        self.completion = completion
        task = Task.immediate {
            let value = await work()
            completion.markDone()
            return value
        }
    }

    /// Waits for the value until `deadline`. Then the task is cancelled, and `late` is returned without waiting for its end.
    ///
    /// At most one caller at a time. A value that is ready after the deadline is dropped.
    package func value(before deadline: Deadline, late: @autoclosure () -> Value) async -> Value {
        guard await completion.wait(until: deadline) == .inTime else {
            task.cancel()
            return late()
        }
        return await task.value
    }

    /// Waits for the value until `deadline`; `nil` if it was not there in time. The work goes on.
    ///
    /// At most one caller at a time. A value that is ready after the deadline is dropped.
    package func value(before deadline: Deadline) async -> Value? {
        await completion.wait(until: deadline) == .inTime ? await task.value : nil
    }

    /// As ``value(before:)``, but a value that is ready when the wait ends is returned even if the deadline had passed before.
    ///
    /// For work whose effect remains, such as a write to a store: its result must not be lost.
    package func value(waitingUntil deadline: Deadline) async -> Value? {
        switch await completion.wait(until: deadline) {
        case .inTime, .late: await task.value
        case .running: nil
        }
    }

    /// Waits for the value without a deadline.
    package var value: Value {
        get async { await task.value }
    }

    /// Asks the work to stop.
    package func cancel() {
        task.cancel()
    }
}

/// Whether and when a task has ended. Shared by the task and its waiter; not generic, because looking up the metadata of a
/// generic type costs more than all the rest here.
private final class Completion: Sendable {
    private enum State {
        case running
        case awaited(FirstValue<Bool>)
        /// The environment's uptime when the work ended.
        case done(at: Duration)
    }

    /// The state of the work when it has ended or its deadline has passed.
    enum Status {
        case running
        case inTime
        case late
    }

    private let state = Mutex(State.running)
    private let uptime: @Sendable () -> Duration
    private let sleep: @Sendable (Duration) async -> Void

    init(_ environment: borrowing SkillEnvironment) {
        uptime = environment.uptime
        sleep = environment.sleep
    }

    func markDone() {
        let now = uptime()
        let waiter: FirstValue<Bool>? = state.withLock { state in
            defer { state = .done(at: now) }
            guard case .awaited(let waiter) = state else { return nil }
            return waiter
        }
        waiter?.set(true)
    }

    /// Waits until the work has ended or `deadline` has passed.
    func wait(until deadline: Deadline) async -> Status {
        if let end { return deadline.includes(end) ? .inTime : .late }
        let isDone = FirstValue<Bool>()
        whenDone(set: isDone)
        let timer = Task { [sleep] in
            await sleep(deadline.timeLeft)
            isDone.set(false)
        }
        defer { timer.cancel() }
        guard await isDone.get(), let end else { return .running }
        return deadline.includes(end) ? .inTime : .late
    }

    private var end: Duration? {
        state.withLock { state in
            if case .done(let end) = state { end } else { nil }
        }
    }

    /// Sets `waiter` to `true` when the task has ended. Replaces an earlier waiter.
    private func whenDone(set waiter: FirstValue<Bool>) {
        let isDone = state.withLock { state in
            if case .done = state { return true }
            state = .awaited(waiter)
            return false
        }
        if isDone { waiter.set(true) }
    }
}

/// The value of `work`, or `late` when the deadline passes first.
///
/// When the deadline has passed already, `work` is not started.
package func withDeadline<Value: Sendable>(
    _ deadline: Deadline, _ environment: borrowing SkillEnvironment, late: @autoclosure () -> Value,
    work: @escaping @Sendable () async -> Value
) async -> Value {
    guard !deadline.hasPassed else { return late() }
    return await DeadlineTask(environment, work).value(before: deadline, late: late())
}

/// The value of `work`, or its error; throws `late` when the deadline passes first.
///
/// When the deadline has passed already, `work` is not started.
package func withDeadline<Value: Sendable, Failure: Error>(
    _ deadline: Deadline, _ environment: borrowing SkillEnvironment, late: @autoclosure () -> Failure,
    throwing work: @escaping @Sendable () async throws(Failure) -> Value
) async throws(Failure) -> Value {
    let end: Settled<Value, Failure> = await withDeadline(deadline, environment, late: .failure(late())) {
        do throws(Failure) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }
    switch end {
    case .success(let value): return value
    case .failure(let failure): throw failure
    }
}
