import Glibc
package import HTTPTypes

/// Everything that speaks HTTP, over libcurl: one multi handle on one thread, calls from anywhere.
///
/// Connections are kept and reused; HTTP/2 is used over TLS where the server has it, with many calls on a connection, else
/// HTTP/1.1. What is fixed:
/// - `https` with TLS 1.2 or newer and a certificate to be trusted; `http` to this machine only.
/// - No redirect is followed, no cookie kept, no credentials looked up, no proxy used: those of the environment are for
///   interactive programs, and one that a Lambda or a service finds there by accident would see every token's host.
/// - A request that may have been sent is not sent again, but for GET, HEAD and OPTIONS, which change nothing. So a call
///   can fail with ``HTTPTransportError/Kind/connectionLost`` because a connection that was kept open had just died.
package final class HTTPTransport: Sendable {
    /// What holds for every call.
    package struct Configuration: Sendable {
        /// How long a connection may take to be made, name look-up and TLS included.
        package var connectTimeout: Duration = .seconds(3)
        /// A file of certificates (PEM) to trust instead of the system's; for tests and private clouds.
        package var certificateAuthorities: String?
        /// The most connections to one host and port. An HTTP/2 connection takes as many calls as the server allows, 128 at
        /// most; HTTP/1.1 takes one at a time, and further calls wait.
        package var connectionsPerHost = 8

        /// The usual.
        package init() {}
    }

    private let loop: TransferLoop

    /// A transport with connections of its own. They are closed when nobody has the transport any more.
    ///
    /// - Throws: ``HTTPTransportError/Kind/libraryFailure`` if libcurl is too old or lacks something;
    ///   ``HTTPTransportError/Kind/tls`` if the file of certificates cannot be read.
    package init(_ configuration: Configuration = Configuration()) throws(HTTPTransportError) {
        if let problem = CurlLibrary.problem { throw problem }
        if let file = configuration.certificateAuthorities, unsafe access(file, R_OK) != 0 {
            throw HTTPTransportError(
                .tls, mayHaveBeenSent: false,
                "The file of certificates to trust, \(file), cannot be read: name a PEM file, or leave the setting out")
        }
        loop = try TransferLoop(configuration)
    }

    deinit { loop.stop() }

    /// Sends a request and gives the whole answer, whatever its status; redirects are not followed.
    ///
    /// Cancelling the task ends the transfer at once. A task that is already cancelled, or a `timeout` that is not
    /// positive, begins none.
    ///
    /// - Parameters:
    ///   - timeout: for the whole call, from now to the last byte of the answer.
    ///   - responseLimit: the most bytes that a body may have, decompressed.
    package func send(
        _ request: HTTPRequest, body: [UInt8] = [], within timeout: Duration, responseLimit: Int = 1 << 20
    ) async throws(HTTPTransportError) -> HTTPAnswer {
        // Longer than a month is for ever, and cannot overflow.
        let deadline = ContinuousClock.now + min(timeout, .seconds(30 * 86_400))
        let transfer = Transfer(
            try OutgoingRequest(request, body: body), deadline: deadline, responseLimit: max(0, responseLimit))
        guard !Task.isCancelled else { throw transfer.error(.cancelled) }
        guard timeout > .zero else { throw transfer.error(.timedOutConnecting, "no time was left for it") }

        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { loop.submit(transfer, for: $0) }
        } onCancel: {
            loop.cancel(transfer)
        }
        guard let answer = try outcome.get().answer() else {
            throw transfer.error(.connectionLost, "no status")
        }
        return answer
    }
}
