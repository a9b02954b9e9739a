import Synchronization

/// A stored account of a customer, and the object that its cloud's adapter has made for it, the unit.
///
/// While the stored account does not change, the unit is kept, with its tokens and known devices. A changed account starts
/// without a unit.
package final class LinkedAccount: Sendable {
    /// The account.
    package let account: StoredAccount
    private let unit = Mutex<(any AnyObject & Sendable)?>(nil)

    init(_ account: StoredAccount) {
        self.account = account
    }

    /// The adapter's unit; `nil` before ``keep(_:)``.
    package func unit<Unit: AnyObject & Sendable>(_: Unit.Type) -> Unit? { unit.withLock(\.self) as? Unit }

    /// Keeps the adapter's unit.
    ///
    /// - Returns: the kept unit: `new`, or that of an earlier or concurrent call.
    package func keep<Unit: AnyObject & Sendable>(_ new: Unit) -> Unit {
        unit.withLock { unit in
            if let made = unit as? Unit { return made }
            unit = new
            return new
        }
    }
}
