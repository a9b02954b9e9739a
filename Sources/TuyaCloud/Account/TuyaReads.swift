import DeviceCloud
import Skill
import Synchronization
import Timing

/// The state reads in flight: concurrent callers for the same key share one request. The Alexa app asks for all endpoints of a
/// device at once, and several apps may be open.
final class TuyaReads: Sendable {
    /// The key of a read.
    struct Key: Hashable {
        let id: String
        /// Callers after a command do not share a read that began before it.
        let version: TuyaStates.Version
        let purpose: CloudRequest.Purpose
    }

    typealias Snapshot = Result<TuyaStates.Snapshot, CloudFailure>

    private let reads = Mutex<[Key: Task<Snapshot, Never>]>([:])

    /// The result of the read in flight, or of a new one. A read continues when the caller that started it stops waiting.
    ///
    /// - Parameter late: the failure of a caller whose deadline passes first.
    func result(
        of key: Key, before deadline: Deadline, _ environment: SkillEnvironment, late: CloudFailure,
        _ read: @escaping @Sendable () async -> Snapshot
    ) async -> (result: Snapshot, isShared: Bool) {
        let (task, isShared) = reads.withLock { reads in
            if let task = reads[key] { return (task, true) }
            let task = Task { [self] in
                let result = await read()
                self.reads.withLock { $0[key] = nil }
                return result
            }
            reads[key] = task
            return (task, false)
        }
        return (await withDeadline(deadline, environment, late: .failure(late)) { await task.value }, isShared)
    }
}
