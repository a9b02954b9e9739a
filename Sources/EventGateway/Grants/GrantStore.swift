package import AlexaProtocol
package import Timing

/// Where grants are kept. Several processes may use one store at the same time.
///
/// Every call returns by its deadline. One that throws ``StoreFailure/Kind/timedOut`` may still take effect afterwards;
/// all other failures mean that nothing was changed.
package protocol GrantStore: Sendable {
    /// The customer's grant; `nil` if there is none.
    func grant(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> Grant?

    /// Keeps a fresh grant in the place of an older one. Ends any claim on the older one's renewal.
    ///
    /// - Returns: `false` if the store has one that was accepted later, which then stays.
    func accept(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Bool

    /// Keeps a changed grant (another region, for example), one revision further, if the store still has exactly the
    /// revision that it was made from. A claim on its renewal stays.
    ///
    /// - Returns: what the store has afterwards, ours or another process's; `nil` if the customer has no grant.
    func update(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant?

    /// Lets one process at a time renew a grant's tokens: a second renewal could use up the refresh token that the first
    /// one got. The claim ends with ``renew(_:before:)`` or ``releaseRenewal(of:claimedUntil:before:)``, at the latest at
    /// `until`.
    ///
    /// - Returns: `false` if another process holds a claim, or the store has another revision.
    func claimRenewal(
        of grant: Grant, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool

    /// Keeps the tokens of a renewal and ends the claim: like ``update(_:before:)`` otherwise.
    func renew(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant?

    /// Ends the claim that was made until this time, without new tokens. Without effect if it has ended.
    func releaseRenewal(
        of grant: Grant, claimedUntil: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure)

    /// Forgets a grant that the customer has revoked, and every event that waits for them. Does nothing if the store has a
    /// grant that was accepted later.
    ///
    /// - Returns: how many events were dropped; `nil` if there was no such grant.
    func revoke(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Int?
}
