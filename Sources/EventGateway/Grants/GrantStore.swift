package import AlexaProtocol

/// Where grants are kept. Several processes may use one store at the same time.
package protocol GrantStore: Sendable {
    /// The customer's grant; `nil` if there is none.
    func grant(of customer: CustomerID) async throws(StoreFailure) -> Grant?

    /// Keeps a fresh grant in the place of an older one.
    ///
    /// - Returns: `false` if the store has one that was accepted later, which then stays.
    func accept(_ grant: Grant) async throws(StoreFailure) -> Bool

    /// Keeps a changed grant (new tokens, another region), one revision further, if the store still has exactly the
    /// revision that it was made from.
    ///
    /// - Returns: what the store has afterwards, ours or somebody else's; `nil` if the customer has no grant any more.
    func update(_ grant: Grant) async throws(StoreFailure) -> Grant?

    /// Lets one process at a time renew a grant's tokens: others would use up the refresh token behind its back. What the
    /// store then keeps by ``update(_:)``, or ``releaseRenewal(of:)``, ends the claim, at the latest `until`.
    ///
    /// - Returns: `false` if somebody else renews it, or the store has another revision.
    func claimRenewal(of grant: Grant, at now: Timestamp, until: Timestamp) async throws(StoreFailure) -> Bool

    /// Ends a claim without new tokens.
    func releaseRenewal(of grant: Grant) async throws(StoreFailure)

    /// Forgets a grant that the customer has revoked, and every event that waits for them, in one step. Does nothing if
    /// the store has one that was accepted later.
    ///
    /// - Returns: how many events were dropped.
    func revoke(_ grant: Grant) async throws(StoreFailure) -> Int
}
