package import AlexaProtocol

/// One token from the command line, for every customer. It cannot be renewed.
package struct FixedToken: CredentialSource {
    private let credential: Credential

    /// A token for the gateway of `region`.
    package init(_ token: Secret, region: Region) {
        credential = Credential(token: token, region: region)
    }

    package func credential(of customer: CustomerID) -> Credential { credential }

    package func renewed(_ refused: Credential, of customer: CustomerID) throws(CredentialFailure) -> Credential {
        throw .misconfigured("the event gateway refuses the token that was given; take a fresh one of this customer")
    }

    package func moved(_ credential: Credential, to region: Region) -> Credential {
        Credential(token: credential.token, region: region)
    }

    package func forget(_ credential: Credential) {}
}
