import Synchronization

/// An account of a customer that is in use: the stored account, and what its cloud's adapter has made of it.
///
/// As long as the stored account does not change, the same object is used, with the tokens and devices that the adapter knows.
/// A changed or removed account gets none of them.
package final class LinkedAccount: Sendable {
    /// The account.
    package let account: StoredAccount
    private let unit = Mutex<(any AnyObject & Sendable)?>(nil)

    init(_ account: StoredAccount) {
        self.account = account
    }

    /// What the adapter has made of the account; `nil` before ``keep(_:)``.
    package func unit<Unit: AnyObject & Sendable>(_: Unit.Type) -> Unit? { unit.withLock(\.self) as? Unit }

    /// Keeps what the adapter has made of the account.
    ///
    /// - Returns: of two callers at once, both get what the first one has made.
    package func keep<Unit: AnyObject & Sendable>(_ new: Unit) -> Unit {
        unit.withLock { unit in
            if let made = unit as? Unit { return made }
            unit = new
            return new
        }
    }
}
