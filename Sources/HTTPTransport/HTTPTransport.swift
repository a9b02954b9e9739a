package import HTTPTypes

/// Everything that speaks HTTP, over libcurl: one multi handle on one thread, calls from anywhere.
package final class HTTPTransport: Sendable {
    /// What holds for every call.
    package struct Configuration: Sendable {
        /// How long a connection may take to be made, name look-up and TLS included.
        package var connectTimeout: Duration = .seconds(3)
        /// A file of certificates (PEM) to trust instead of the system's; for tests and private clouds.
        package var certificateAuthorities: String?

        /// The usual.
        package init() {}
    }

    /// A transport with connections of its own.
    package init(_ configuration: Configuration = Configuration()) throws(HTTPTransportError) {
    }

    /// Sends a request and gives the whole answer, whatever its status; redirects are not followed.
    ///
    /// Cancelling the task ends the transfer at once.
    ///
    /// - Parameters:
    ///   - timeout: for the whole call, from now to the last byte of the answer.
    ///   - responseLimit: the most bytes that a body may have.
    package func send(
        _ request: HTTPRequest, body: [UInt8] = [], within timeout: Duration, responseLimit: Int = 1 << 20
    ) async throws(HTTPTransportError) -> HTTPAnswer {
        fatalError("not built yet")
    }
}
