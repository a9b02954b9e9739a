package import AlexaProtocol

/// The token and the region with which an event is sent.
package struct Credential: Sendable {
    /// The access token.
    package let token: Secret
    /// The region whose gateway accepts the token.
    package let region: Region
    /// The grant that the token belongs to; `nil` for a token from the command line.
    package let grant: Grant?

    /// A credential of these parts.
    package init(token: Secret, region: Region, grant: Grant? = nil) {
        self.token = token
        self.region = region
        self.grant = grant
    }

    /// The current token and region of `grant`.
    package init(_ grant: Grant) {
        self.init(token: grant.accessToken, region: grant.region, grant: grant)
    }
}

/// Why there is no credential for a customer.
package enum CredentialFailure: Error, Sendable {
    /// The customer has given no grant.
    case noGrant
    /// The customer has revoked the grant; the grant and the customer's events are deleted.
    case revoked
    /// Our own setting is wrong; the text says which.
    case misconfigured(String)
    /// No token is available now; the grant is kept. The text says why.
    case unavailable(String)
    /// The grants cannot be read or written.
    case store(StoreFailure)
}

/// Supplies the credentials with which events are sent.
package protocol CredentialSource: Sendable {
    /// A credential that does not expire within the next minutes, if one can be had.
    func credential(of customer: CustomerID) async throws(CredentialFailure) -> Credential

    /// A credential that replaces one that the gateway refused.
    func renewed(_ refused: Credential, of customer: CustomerID) async throws(CredentialFailure) -> Credential

    /// The same credential in another region, after the gateway returned that region.
    func moved(_ credential: Credential, to region: Region) async throws(CredentialFailure) -> Credential

    /// Deletes a revoked grant and all events that wait for the customer, unless the store has a newer grant.
    func forget(_ credential: Credential) async throws(CredentialFailure)
}
