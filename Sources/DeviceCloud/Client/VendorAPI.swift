package import HTTPTypes

/// One vendor's API: the parts that differ between vendors, for ``CloudClient``.
package protocol VendorAPI: Sendable {
    /// The vendor's codes. Its `cloud` names the cloud in logs and rules.
    var errors: ErrorTable { get }

    /// Whether requests need a platform token, which ``platformToken(_:)`` fetches.
    var usesPlatformToken: Bool { get }

    /// The header fields that authenticate a request, such as a signature or an API key.
    ///
    /// Called for each attempt, so that time and nonce are fresh.
    ///
    /// - Parameter token: the platform token; `nil` while one is fetched, and where none is used.
    func authentication(of request: SignableRequest, with token: PlatformToken?) async -> HTTPFields

    /// Interprets the vendor's envelope. The implementation may also note the cloud's clock.
    func reading(of reply: CloudReply, to request: CloudRequest) -> Reading

    /// Fetches a new platform token.
    ///
    /// - Throws: what `login` throws, or ``CloudLogin/unreadable(_:)`` for an answer without a token.
    func platformToken(_ login: CloudLogin) async throws(CloudFailure) -> PlatformToken

    /// Whether a condition that only the adapter can judge holds. Called once for each failure whose row has the condition, so
    /// the implementation may also note the failure of `request`.
    func holds(_ condition: ErrorCondition.When, for request: CloudRequest) -> Bool
}

extension VendorAPI {
    /// No condition holds.
    package func holds(_ condition: ErrorCondition.When, for request: CloudRequest) -> Bool { false }
}
