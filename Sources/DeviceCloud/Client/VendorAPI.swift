package import HTTPTypes

/// How one vendor's API is spoken: all that ``CloudClient`` does not know by itself.
package protocol VendorAPI: Sendable {
    /// The vendor's codes. Its `cloud` names the cloud in logs and rules.
    var errors: ErrorTable { get }

    /// Whether requests need a platform token, which ``platformToken(_:)`` fetches.
    var usesPlatformToken: Bool { get }

    /// The header fields that authenticate a request, such as a signature or an API key.
    ///
    /// Called anew for each attempt, so that time and nonce are fresh.
    ///
    /// - Parameter token: the platform token; `nil` while one is fetched, and where none is used.
    func authentication(of request: SignableRequest, with token: PlatformToken?) async -> HTTPFields

    /// Reads the vendor's envelope. A place to note the cloud's clock, too.
    func reading(of reply: CloudReply, to request: CloudRequest) -> Reading

    /// Fetches a new platform token.
    ///
    /// - Throws: what `login` throws, or ``CloudLogin/unreadable(_:)`` for an answer without a token.
    func platformToken(_ login: CloudLogin) async throws(CloudFailure) -> PlatformToken

    /// Whether a condition that only the adapter can judge holds. Asked once for each failure whose row has the condition: a
    /// place to note that `request` has failed so.
    func holds(_ condition: ErrorCondition.When, for request: CloudRequest) -> Bool
}

extension VendorAPI {
    /// None holds.
    package func holds(_ condition: ErrorCondition.When, for request: CloudRequest) -> Bool { false }
}
