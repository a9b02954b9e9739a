package import AlexaProtocol

/// A customer's permission to send events to Alexa in their name: the tokens that Login with Amazon returned for AcceptGrant's
/// code.
package struct Grant: Hashable, Sendable {
    /// The customer who gave the permission.
    package let customer: CustomerID
    /// When the AcceptGrant arrived. Of two grants the one that arrived later is valid, whichever was exchanged first.
    package let acceptedAt: Timestamp
    /// The number of changes since: 0 for a new grant. `acceptedAt` and `revision` identify a state of the grant.
    package var revision: Int
    /// The region whose event gateway accepts the events.
    package var region: Region
    /// The token that events are sent with.
    package var accessToken: Secret
    /// The token that the next access token is requested with.
    package var refreshToken: Secret
    /// When the access token was obtained.
    package var obtainedAt: Timestamp
    /// When the access token expires.
    package var expiresAt: Timestamp

    /// A grant of these parts.
    package init(
        customer: CustomerID, acceptedAt: Timestamp, revision: Int = 0, region: Region, accessToken: Secret,
        refreshToken: Secret, obtainedAt: Timestamp, expiresAt: Timestamp
    ) {
        self.customer = customer
        self.acceptedAt = acceptedAt
        self.revision = revision
        self.region = region
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.obtainedAt = obtainedAt
        self.expiresAt = expiresAt
    }
}
