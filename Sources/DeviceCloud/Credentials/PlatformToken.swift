package import AlexaProtocol

/// An access token of ours at a device cloud.
package struct PlatformToken: Hashable, Sendable {
    /// The token itself.
    package let secret: Secret
    /// From when on it is renewed while it is still used, after it was fetched.
    package let renewAfter: Duration
    /// How long it is valid after it was fetched.
    package let lifetime: Duration

    /// A token that is valid for `lifetime`.
    ///
    /// - Parameter renewAfter: when the vendor says so itself; else it is renewed a minute before its end, or at three quarters
    ///   of a life shorter than four minutes.
    package init(_ secret: Secret, lifetime: Duration, renewAfter: Duration? = nil) {
        self.secret = secret
        self.lifetime = lifetime
        self.renewAfter = min(lifetime, renewAfter ?? max(lifetime - .seconds(60), lifetime * 0.75))
    }
}
