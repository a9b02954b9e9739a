import Timing

/// Work that has been started, and whose result is wanted only before a deadline.
///
/// Work that finishes without waiting for anything, such as a simulated device, starts no timer and changes no thread.
struct Attempt<Value: Sendable>: Sendable {
    private struct Finish: Sendable {
        let value: Value
        /// The environment's uptime.
        let time: Duration
    }

    private let race = Race<Finish?>()
    private let task: Task<Void, Never>
    private let environment: SkillEnvironment

    /// Starts `work` at once.
    init(_ environment: SkillEnvironment, _ work: @escaping @Sendable () async -> Value) {
        self.environment = environment
        task = Task.immediate { [race] in
            let value = await work()
            race.finish(Finish(value: value, time: environment.uptime()))
        }
    }

    /// The result, or `late` if the deadline passed first; the work is then told to stop, but not waited for. One
    /// caller only.
    func result(before deadline: Deadline, late: @autoclosure () -> Value) async -> Value {
        if let finish = await finish(before: deadline), deadline.includes(finish.time) { return finish.value }
        task.cancel()
        return late()
    }

    private func finish(before deadline: Deadline) async -> Finish? {
        if let decided = race.decided { return decided }
        let timer = Task {
            await environment.sleep(deadline.timeLeft)
            race.finish(nil)
        }
        defer { timer.cancel() }
        return await race.result()
    }
}

/// The result of `work`, or `late` if the deadline passes first.
///
/// After the deadline nothing is begun: whoever asked would be told that it was not done.
func beforeDeadline<Value: Sendable>(
    _ deadline: Deadline, _ environment: SkillEnvironment, late: @autoclosure () -> Value,
    work: @escaping @Sendable () async -> Value
) async -> Value {
    guard deadline.timeLeft > .zero else { return late() }
    return await Attempt(environment, work).result(before: deadline, late: late())
}
