import Synchronization

/// The makers of end users' devices, and the sign-ins that they refuse. Shared by all accounts: each account has one end user, so
/// that a single account cannot distinguish a fault of one user from one of all users.
///
/// An account without `user_id` counts as one end user. In memory only, and bounded.
final class MakerSignIns: Sendable {
    private static let capacity = 1000

    /// By maker and end user: whether the last sign-in was refused.
    private let isRefused = Mutex<[String: [String: Bool]]>([:])

    /// Without end users.
    init() {}

    /// Records that an end user has a device of a maker.
    func noteDevice(of user: String, at maker: String) {
        isRefused.withLock { makers in
            guard makers[maker] != nil || makers.count < Self.capacity, makers[maker, default: [:]][user] == nil,
                makers[maker, default: [:]].count < Self.capacity
            else { return }
            makers[maker, default: [:]][user] = false
        }
    }

    /// Records that the maker accepted an end user's sign-in.
    func succeeded(_ user: String, at maker: String) {
        isRefused.withLock { makers in
            if makers[maker]?[user] == true { makers[maker]?[user] = false }
        }
    }

    /// Records that the maker refused an end user's sign-in.
    ///
    /// - Returns: whether it now refuses all its end users, two at least.
    func refused(_ user: String, at maker: String) -> Bool {
        noteDevice(of: user, at: maker)
        return isRefused.withLock { makers in
            if makers[maker]?[user] != nil { makers[maker]?[user] = true }
            guard let users = makers[maker] else { return false }
            return users.count > 1 && users.values.allSatisfy(\.self)
        }
    }
}
