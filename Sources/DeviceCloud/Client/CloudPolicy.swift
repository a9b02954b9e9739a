package import Timing

/// How a ``CloudClient`` treats a cloud. The operator may set some of it.
package struct CloudPolicy: Hashable, Sendable {
    /// Whether and when a request is sent again.
    package var resend = ResendPolicy()
    /// Requests a second that an account of ours may send, above 0; `nil` for no limit but the cloud's own.
    package var requestsPerSecond: Double?
    /// How many requests may be sent at once after a rest, at least 1.
    package var burst = 10
    /// The most bytes of an answer's body, decompressed.
    package var responseLimit = 1 << 20
    /// How long a fault of a project, account or API is answered without asking.
    package var breaker = Pause(first: .seconds(30), longest: .seconds(900))
    /// How long requests are held back when the cloud says that there are too many, without saying for how long.
    package var throttle = Pause(first: .seconds(1), longest: .seconds(60))
    /// The same for a device that is offline or busy: short, because its owner may be at it.
    package var deviceThrottle = Pause(first: .milliseconds(500), longest: .seconds(5))
    /// How long fetching a token may take, its retries included.
    package var renewalTimeout = Duration.seconds(10)
    /// What a command is answered when the end user's account at the cloud or at a maker is dead. Other than
    /// PARTNER_APPLICATION_REDIRECTION only where customers have no app of the maker's in which they could mend it.
    package var accountError = CloudErrorType.partnerApplicationRedirection
    /// A call ends so long before its deadline, so that the cloud's own failure is told rather than that there was none.
    package var margin = Duration.milliseconds(50)

    /// The usual policy.
    package init() {}
}
