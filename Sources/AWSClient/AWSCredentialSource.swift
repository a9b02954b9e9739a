package import AlexaProtocol
package import HTTPTransport

/// The source of AWS credentials.
package enum AWSCredentialSource: Hashable, Sendable {
    /// Credentials from the environment: Lambda's, or those of an IAM user.
    case fixed(AWSCredentials)
    /// The endpoint of a container's runtime (ECS, EKS), with the `Authorization` field that it requires.
    case container(ServiceURL, authorization: Authorization?)
    /// The metadata service of an EC2 instance, version 2.
    case instance(ServiceURL)

    /// The `Authorization` field that a container's endpoint requires.
    package enum Authorization: Hashable, Sendable {
        /// The value of `AWS_CONTAINER_AUTHORIZATION_TOKEN`.
        case token(Secret)
        /// The file that `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` names. It is read each time, since its content changes.
        case file(String)
    }

    /// The metadata service of EC2.
    package static let instanceMetadata = "http://169.254.169.254"
    /// The host of relative URIs for containers.
    private static let containerHost = "http://169.254.170.2"

    /// The source that the environment names, in the order of AWS's own SDKs; if it names none, the metadata service of the
    /// instance.
    ///
    /// Source: AWS SDKs and Tools Reference Guide, "Standardized credential providers".
    ///
    /// - Throws: a problem with a variable; the sentence begins with the variable's name.
    package init(environment: [String: String]) throws(AWSSettingProblem) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        func url(_ text: String, _ name: String) throws(AWSSettingProblem) -> ServiceURL {
            do throws(HTTPTransportError) {
                return try ServiceURL(text)
            } catch {
                throw AWSSettingProblem(description: "\(name) cannot be used. \(error)")
            }
        }
        switch (value("AWS_ACCESS_KEY_ID"), value("AWS_SECRET_ACCESS_KEY")) {
        case (let id?, let secret?):
            self = .fixed(
                AWSCredentials(
                    accessKeyId: id, secretAccessKey: Secret(secret),
                    sessionToken: value("AWS_SESSION_TOKEN").map { Secret($0) }))
            return
        case (_?, nil):
            throw AWSSettingProblem(
                description: "AWS_SECRET_ACCESS_KEY is missing; AWS_ACCESS_KEY_ID alone does not sign")
        case (nil, _?):
            throw AWSSettingProblem(
                description: "AWS_ACCESS_KEY_ID is missing; AWS_SECRET_ACCESS_KEY alone does not sign")
        case (nil, nil):
            break
        }
        let authorization: Authorization? =
            if let file = value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
                .file(file)
            } else {
                value("AWS_CONTAINER_AUTHORIZATION_TOKEN").map { .token(Secret($0)) }
            }
        if let path = value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
            self = .container(
                try url(Self.containerHost + path, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"),
                authorization: authorization)
        } else if let full = value("AWS_CONTAINER_CREDENTIALS_FULL_URI") {
            self = .container(try url(full, "AWS_CONTAINER_CREDENTIALS_FULL_URI"), authorization: authorization)
        } else {
            let endpoint = value("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? Self.instanceMetadata
            self = .instance(try url(endpoint, "AWS_EC2_METADATA_SERVICE_ENDPOINT"))
        }
    }
}

/// A problem with an environment variable: a sentence that begins with the variable's name.
package struct AWSSettingProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
}
