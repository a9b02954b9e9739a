package import AlexaProtocol
package import Timing

/// Stores grants. Several processes may use one store at the same time.
///
/// Every call returns by its deadline. One that throws ``StoreFailure/Kind/timedOut`` may still take effect afterwards;
/// all other failures mean that nothing was changed.
package protocol GrantStore: Sendable {
    /// The customer's grant; `nil` if there is none.
    func grant(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> Grant?

    /// Stores a new grant in place of an older one. Ends any claim on the renewal of the older one.
    ///
    /// - Returns: `false` if the store has a grant that was accepted later. That one stays.
    func accept(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Bool

    /// Stores a changed grant (another region, for example) as the next revision, if the store still has exactly the revision
    /// that it was made from. A claim on its renewal stays.
    ///
    /// - Returns: the grant in the store afterwards, ours or another process's; `nil` if the customer has no grant.
    func update(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant?

    /// Claims the right to renew a grant's tokens, for one process at a time: a second renewal could invalidate the refresh token
    /// of the first. The claim ends with ``renew(_:before:)`` or ``releaseRenewal(of:claimedUntil:before:)``, at the latest at
    /// `until`.
    ///
    /// - Returns: `false` if another process holds a claim, or the store has another revision.
    func claimRenewal(
        of grant: Grant, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool

    /// Stores the tokens of a renewal and ends the claim; otherwise like ``update(_:before:)``.
    func renew(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant?

    /// Ends the claim that was made until `claimedUntil`, without new tokens. No effect if that claim has already ended.
    func releaseRenewal(
        of grant: Grant, claimedUntil: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure)

    /// Deletes a grant that the customer has revoked, and every event that waits for the customer. Does nothing if the store has
    /// a grant that was accepted later.
    ///
    /// - Returns: the number of dropped events; `nil` if there was no such grant.
    func revoke(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Int?
}
