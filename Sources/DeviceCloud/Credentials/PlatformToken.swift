package import AlexaProtocol

/// An access token of ours at a device cloud.
package struct PlatformToken: Hashable, Sendable {
    /// The token itself.
    package let secret: Secret
    /// The age from which it is renewed in the background.
    package let renewAfter: Duration
    /// How long it is valid after it was fetched.
    package let lifetime: Duration

    /// A token that is valid for `lifetime`.
    ///
    /// - Parameter renewAfter: the vendor's own time, if it states one; otherwise the token is renewed a minute before its end,
    ///   or after three quarters of a lifetime shorter than four minutes.
    package init(_ secret: Secret, lifetime: Duration, renewAfter: Duration? = nil) {
        self.secret = secret
        self.lifetime = lifetime
        self.renewAfter = min(lifetime, renewAfter ?? max(lifetime - .seconds(60), lifetime * 0.75))
    }
}
