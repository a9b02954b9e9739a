/// The AWS credentials with which libcurl signs a request: Signature Version 4 (CURLOPT_AWS_SIGV4(3)).
///
/// The body and the fields of the request are signed. A session token of temporary credentials is no part of it: the caller
/// adds it as the field `x-amz-security-token`. The signature has the time of this machine's clock; AWS refuses one that is
/// 5 minutes or more away from its own.
package struct RequestSignature: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The id of the access key.
    package let accessKeyId: String
    /// The secret of the access key. Descriptions leave it out.
    let secretAccessKey: String
    /// The AWS region, such as `eu-west-1`.
    package let region: String
    /// The service as AWS signs it, such as `dynamodb`.
    package let service: String

    /// A signature with these credentials.
    package init(accessKeyId: String, secretAccessKey: String, region: String, service: String) {
        self.accessKeyId = accessKeyId
        self.secretAccessKey = secretAccessKey
        self.region = region
        self.service = service
    }

    /// The value of CURLOPT_AWS_SIGV4.
    var scope: String { "aws:amz:\(region):\(service)" }

    package var description: String { "a signature for \(service) in \(region)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
