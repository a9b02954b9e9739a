package import AlexaProtocol

/// The credentials that requests to AWS are signed with.
package struct AWSCredentials: Hashable, Sendable {
    /// The id of the access key; not a secret.
    package let accessKeyId: String
    /// The secret of the access key.
    package let secretAccessKey: Secret
    /// The session token of temporary credentials; `nil` for those of an IAM user.
    package let sessionToken: Secret?
    /// When they expire; `nil` if they do not, or if they are in Lambda's environment, which is new with each process.
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
