package import AlexaProtocol

/// What an event is sent with.
package struct Credential: Sendable {
    /// The access token.
    package let token: Secret
    /// Whose gateway takes it.
    package let region: Region
    /// The grant it comes from; `nil` for a token that was given by hand.
    package let grant: Grant?

    /// A credential of these parts.
    package init(token: Secret, region: Region, grant: Grant? = nil) {
        self.token = token
        self.region = region
        self.grant = grant
    }

    /// What a grant permits.
    package init(_ grant: Grant) {
        self.init(token: grant.accessToken, region: grant.region, grant: grant)
    }
}

/// Why there is no credential for a customer.
package enum CredentialFailure: Error, Sendable {
    /// The customer has given no grant.
    case noGrant
    /// The customer has revoked their grant; it is forgotten, and so are their events.
    case revoked
    /// Our own setting is wrong; the text says which.
    case misconfigured(String)
    /// No token just now; the grant is kept. The text says why.
    case unavailable(String)
    /// The grants cannot be read or written.
    case store(StoreFailure)
}

/// Where credentials come from.
package protocol CredentialSource: Sendable {
    /// A credential that is good for some time yet.
    func credential(of customer: CustomerID) async throws(CredentialFailure) -> Credential

    /// Another credential in the place of one that the gateway refused.
    func renewed(_ refused: Credential, of customer: CustomerID) async throws(CredentialFailure) -> Credential

    /// The same credential in another region, where the customer turned out to be.
    func moved(_ credential: Credential, to region: Region) async throws(CredentialFailure) -> Credential

    /// Forgets a grant that was taken back, with all events that wait for the customer, unless there is a newer one.
    func forget(_ credential: Credential) async throws(CredentialFailure)
}
