package import HTTPTypes

/// An HTTP client over libcurl: one multi handle on a thread of its own, calls from any task.
///
/// Connections are reused. Over TLS, HTTP/2 is used where the server offers it, with many calls on a connection; otherwise
/// HTTP/1.1. What cannot be changed:
/// - `https` with TLS 1.2 or newer and a trusted certificate; `http` to loopback addresses only, and to
///   ``Configuration/trustedPlainHost``.
/// - No redirect is followed, no cookie is kept, no `.netrc` is read, and no proxy is used. The proxy variables of an
///   environment are meant for interactive programs; a proxy would see which hosts the tokens go to. `SSLKEYLOGFILE` is
///   removed from the environment.
/// - A request that may have been sent is not sent again, except for GET, HEAD and OPTIONS. So a call can fail with
///   ``HTTPTransportError/Kind/connectionLost`` because the server had just closed a connection that was kept open.
package final class HTTPTransport: Sendable {
    /// The settings of all calls.
    package struct Configuration: Sendable {
        /// The time limit for name look-up, TCP and TLS together. At least 1 ms.
        package var connectTimeout: Duration = .seconds(3)
        /// A file of certificates (PEM) to trust instead of the system's; for tests and private clouds.
        package var certificateAuthorities: String?
        /// The most connections to one host and port, at least 1. An HTTP/2 connection takes as many calls as the server
        /// allows, 128 at most; an HTTP/1.1 connection takes one at a time, and further calls wait.
        package var connectionsPerHost = 8
        /// After a longer pause between calls no old connection is used again; whole seconds. Nil where the process always runs:
        /// then libcurl notices that a server has closed a connection.
        ///
        /// For AWS Lambda, which freezes a process between invocations. The pause is measured by the time of day and by the
        /// time since boot, since either may have stood still. With it the first call starts the thread, not the initialiser.
        package var greatestIdle: Duration?
        /// `host:port` that `http` is allowed to, although it may be another machine: AWS Lambda's Runtime API. Nil for none.
        package var trustedPlainHost: String?

        /// 3 s to connect, the certificates of the system, 8 connections to a host.
        package init() {}
    }

    private let loop: LoopInUse
    private let origins: OriginCache

    /// A transport with connections of its own. They are closed when the transport is released.
    ///
    /// - Parameter clock: measures ``Configuration/greatestIdle``; for tests.
    /// - Throws: ``HTTPTransportError/Kind/libraryFailure`` if libcurl is too old or lacks a feature, or if the process has no
    ///   file descriptor or thread left; ``HTTPTransportError/Kind/tls`` if the file of certificates has none.
    package init(
        _ configuration: Configuration = Configuration(),
        clock: @escaping @Sendable () -> ClockReading = { ClockReading.now() }
    ) throws(HTTPTransportError) {
        if let problem = CurlLibrary.problem { throw problem }
        if let file = configuration.certificateAuthorities { try CertificateFile.check(file) }
        origins = OriginCache(trusting: configuration.trustedPlainHost)
        loop = try LoopInUse(configuration, clock: clock)
    }

    /// Waits until no call of any task is in flight: before a process is frozen. Cancelling the task has no effect.
    package func waitUntilIdle() async { await loop.waitUntilIdle() }

    /// Sends a request and returns the complete answer, whatever its status. Redirects are not followed.
    ///
    /// Cancelling the task ends the transfer at once. A task that is already cancelled starts no transfer, nor does a
    /// `timeout` of zero or less.
    ///
    /// - Parameters:
    ///   - timeout: for the whole call, from now to the last byte of the answer. More than 30 days count as 30 days.
    ///   - signature: the AWS credentials that the request is signed with; `nil` to send it as it is.
    ///   - responseLimit: the most bytes that the body may have, decompressed.
    /// - Throws: an error of any kind; ``HTTPTransportError/mayHaveBeenSent`` reports whether the request may have been sent.
    package func send(
        _ request: HTTPRequest, body: [UInt8] = [], signature: RequestSignature? = nil, within timeout: Duration,
        responseLimit: Int = 1 << 20
    ) async throws(HTTPTransportError) -> HTTPAnswer {
        // The limit of 30 days keeps the sum from overflowing.
        let deadline = ContinuousClock.now + min(timeout, .seconds(30 * 86_400))
        let transfer = Transfer(
            try OutgoingRequest(request, body: body, signature: signature, origins), deadline: deadline,
            responseLimit: max(0, responseLimit))
        guard !Task.isCancelled else { throw transfer.error(.cancelled) }
        guard timeout > .zero else { throw transfer.error(.timedOutConnecting, "the timeout is not positive") }

        let loop = try loop.enter()
        defer { self.loop.leave() }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { loop.submit(transfer, $0) }
        } onCancel: {
            loop.cancel(transfer)
        }
        switch outcome {
        case .success(let received):
            guard let answer = received.answer() else { throw transfer.error(.connectionLost, "no status") }
            return answer
        case .failure(let error): throw error
        }
    }
}
