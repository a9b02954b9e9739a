import Synchronization

/// Work that runs in its own task, so that a caller can stop waiting for it at a deadline.
///
/// The work starts at once on the caller's thread. Work that never suspends starts no timer and changes no thread.
package struct DeadlineTask<Value: Sendable>: Sendable {
    private struct Result: Sendable {
        let value: Value
        /// The environment's uptime when the work ended.
        let endedAt: Duration
    }

    private let task: Task<Result, Never>
    private let completion = Completion()
    private let sleep: @Sendable (Duration) async -> Void

    /// Starts `work` at once.
    package init(_ environment: borrowing SkillEnvironment, _ work: @escaping @Sendable () async -> Value) {
        sleep = environment.sleep
        task = Task.immediate { [completion, uptime = environment.uptime] in
            let result = Result(value: await work(), endedAt: uptime())
            completion.markDone()
            return result
        }
    }

    /// Waits for the value until `deadline`. Then the task is cancelled, and `late` is returned without waiting for its end.
    ///
    /// At most one caller at a time. A value that came after the deadline is dropped.
    package func value(before deadline: Deadline, late: @autoclosure () -> Value) async -> Value {
        if let value = await value(before: deadline) { return value }
        task.cancel()
        return late()
    }

    /// Waits for the value until `deadline`; `nil` if it was not there in time. The work goes on.
    ///
    /// At most one caller at a time. A value that came after the deadline is dropped.
    package func value(before deadline: Deadline) async -> Value? {
        guard let result = await result(before: deadline), deadline.includes(result.endedAt) else { return nil }
        return result.value
    }

    /// As ``value(before:)``, but a value that came after the deadline and is there nevertheless is returned.
    ///
    /// For work whose effect remains, such as a write to a store: its result must not be lost.
    package func value(waitingUntil deadline: Deadline) async -> Value? {
        await result(before: deadline)?.value
    }

    /// Waits for the value without a deadline.
    package var value: Value {
        get async { await task.value.value }
    }

    /// Asks the work to stop.
    package func cancel() {
        task.cancel()
    }

    private func result(before deadline: Deadline) async -> Result? {
        if completion.isDone { return await task.value }
        let isDone = FirstValue<Bool>()
        completion.whenDone(set: isDone)
        let timer = Task { [sleep] in
            await sleep(deadline.timeLeft)
            isDone.set(false)
        }
        defer { timer.cancel() }
        return await isDone.get() ? await task.value : nil
    }
}

/// Whether a task has ended. Shared by the task and its waiter; not generic, so that it is one type for all values.
private final class Completion: Sendable {
    private enum State {
        case running
        case awaited(FirstValue<Bool>)
        case done
    }

    private let state = Mutex(State.running)

    var isDone: Bool {
        state.withLock { state in
            if case .done = state { true } else { false }
        }
    }

    func markDone() {
        let waiter: FirstValue<Bool>? = state.withLock { state in
            defer { state = .done }
            guard case .awaited(let waiter) = state else { return nil }
            return waiter
        }
        waiter?.set(true)
    }

    /// Sets `waiter` to `true` when the task has ended. Replaces the waiter before.
    func whenDone(set waiter: FirstValue<Bool>) {
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
    let result: Result<Value, Failure> = await withDeadline(deadline, environment, late: .failure(late())) {
        do throws(Failure) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}
