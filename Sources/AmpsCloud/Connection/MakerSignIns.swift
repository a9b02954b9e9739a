import Synchronization

/// Which end users have devices of which maker, and whose sign-in that maker does not allow. Shared by all accounts: each has
/// one end user, so that no account alone can tell a fault of one user from one of all.
///
/// An account without `user_id` counts as one end user. In memory only, and bounded.
final class MakerSignIns: Sendable {
    private static let capacity = 1000

    /// By maker and end user: whether the last word about the sign-in was a refusal.
    private let isRefused = Mutex<[String: [String: Bool]]>([:])

    /// No end user so far.
    init() {}

    /// An end user has a device of a maker.
    func noteDevice(of user: String, at maker: String) {
        isRefused.withLock { makers in
            guard makers[maker] != nil || makers.count < Self.capacity, makers[maker, default: [:]][user] == nil,
                makers[maker, default: [:]].count < Self.capacity
            else { return }
            makers[maker, default: [:]][user] = false
        }
    }

    /// The maker let an end user in.
    func succeeded(_ user: String, at maker: String) {
        isRefused.withLock { makers in
            if makers[maker]?[user] == true { makers[maker]?[user] = false }
        }
    }

    /// The maker does not allow an end user's sign-in.
    ///
    /// - Returns: whether that holds for all its end users now, two at least.
    func refused(_ user: String, at maker: String) -> Bool {
        noteDevice(of: user, at: maker)
        return isRefused.withLock { makers in
            if makers[maker]?[user] != nil { makers[maker]?[user] = true }
            guard let users = makers[maker] else { return false }
            return users.count > 1 && users.values.allSatisfy(\.self)
        }
    }
}
