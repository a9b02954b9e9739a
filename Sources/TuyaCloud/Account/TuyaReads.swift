import DeviceCloud
import Skill
import Synchronization
import Timing

/// The reads of states that are under way: whoever asks for the same meanwhile waits for the same answer. The Alexa app asks for
/// all endpoints of a device at once, and several apps may be open.
final class TuyaReads: Sendable {
    /// What is read.
    struct Key: Hashable {
        let id: String
        /// A read that began before a command is not shared by those who ask after it.
        let version: TuyaStates.Version
        let purpose: CloudRequest.Purpose
    }

    typealias Snapshot = Result<TuyaStates.Snapshot, CloudFailure>

    private let reads = Mutex<[Key: Task<Snapshot, Never>]>([:])

    /// The result of the read under way, or of a new one. A read goes on when whoever began it has stopped waiting.
    ///
    /// - Parameter late: what whoever waits is told when the deadline passes first.
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
