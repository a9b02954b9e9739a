package import AlexaProtocol

/// What requests to AWS are signed with.
package struct AWSCredentials: Hashable, Sendable {
    /// The id of the access key; not a secret.
    package let accessKeyId: String
    /// The secret of the access key.
    package let secretAccessKey: Secret
    /// What comes with temporary credentials; `nil` for those of an IAM user.
    package let sessionToken: Secret?
    /// When they end; `nil` if they do not, or if the environment has them, which Lambda replaces with the process.
    package let expiresAt: Timestamp?

    /// Credentials of these parts.
    package init(
        accessKeyId: String, secretAccessKey: Secret, sessionToken: Secret? = nil, expiresAt: Timestamp? = nil
    ) {
        self.accessKeyId = accessKeyId
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiresAt = expiresAt
    }
}
