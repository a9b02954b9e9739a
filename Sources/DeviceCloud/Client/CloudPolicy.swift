package import Timing

/// Limits, retries and timeouts of a ``CloudClient``. The operator may set some of them.
package struct CloudPolicy: Hashable, Sendable {
    /// Whether and when a request is sent again.
    package var resend = ResendPolicy()
    /// Requests a second that an account of ours may send, above 0; `nil` for no limit but the cloud's own.
    package var requestsPerSecond: Double?
    /// The most requests that may be sent at once after a pause, at least 1.
    package var burst = 10
    /// The most bytes of an answer's body, decompressed.
    package var responseLimit = 1 << 20
    /// How long a fault of a project, account or API is answered without a request to the cloud.
    package var breaker = Pause(first: .seconds(30), longest: .seconds(900))
    /// The pause after the cloud has reported too many requests without naming a time.
    package var throttle = Pause(first: .seconds(1), longest: .seconds(60))
    /// The same for a device that is offline or busy: short, because the customer may be fixing it.
    package var deviceThrottle = Pause(first: .milliseconds(500), longest: .seconds(5))
    /// Timeout for fetching a token, with its retries.
    package var renewalTimeout = Duration.seconds(10)
    /// The answer to a command when the end user's account at the cloud or at a maker is not valid any more. Other than
    /// PARTNER_APPLICATION_REDIRECTION only where customers have no app of the maker in which they could fix it.
    package var accountError = CloudErrorType.partnerApplicationRedirection
    /// A call ends this long before its deadline, so that the cloud's own failure is reported and not a timeout.
    package var margin = Duration.milliseconds(50)

    /// The default values of the properties.
    package init() {}
}
