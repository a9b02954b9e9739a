package import AlexaProtocol

/// A customer's permission to send events to Alexa in their name: what Login with Amazon gave for AcceptGrant's code.
package struct Grant: Hashable, Sendable {
    /// Who gave it.
    package let customer: CustomerID
    /// When the AcceptGrant arrived that it comes from. Of two grants the later one counts, whichever was exchanged first.
    package let acceptedAt: Timestamp
    /// How often it was changed since: 0 for a fresh one. With `acceptedAt` it tells two states of a grant apart.
    package var revision: Int
    /// Whose event gateway takes the events.
    package var region: Region
    /// What events carry.
    package var accessToken: Secret
    /// What the next access token is asked with.
    package var refreshToken: Secret
    /// When the access token was obtained.
    package var obtainedAt: Timestamp
    /// When the access token ends.
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
