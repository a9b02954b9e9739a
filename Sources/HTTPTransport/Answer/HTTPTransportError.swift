package import HTTPTypes

/// Why a call has no answer.
package struct HTTPTransportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The cause, by what a caller may do about it.
    package enum Kind: String, CaseIterable, Sendable {
        /// A rule of this transport forbids the request: its URL, `http` to another machine, a header field.
        case refusedByUs
        /// DNS has no address for the host.
        case couldNotResolve
        /// No TCP connection to the host's address.
        case couldNotConnect
        /// The server's certificate is not trusted, expired, or for another host.
        case certificateRefused
        /// No TLS connection of version 1.2 or newer, or the file of certificates cannot be used.
        case tls
        /// The connect timeout or the call's timeout ended before the request was sent.
        case timedOutConnecting
        /// The call's timeout ended after the request was sent.
        case timedOutWaiting
        /// The connection ended before the answer was complete, or the answer was not HTTP.
        case connectionLost
        /// The answer's body is larger than the call's limit, or its head larger than 64 KiB.
        case tooLarge
        /// The calling task was cancelled.
        case cancelled
        /// libcurl failed, or the process has no memory or no file descriptor left.
        case libraryFailure
    }

    /// The cause.
    package let kind: Kind
    /// Whether any of the request may have left this machine. If false, it can be sent again without being sent twice.
    package let mayHaveBeenSent: Bool
    /// Status and fields, if the head had arrived when the call failed; nil otherwise.
    package let head: HTTPResponse?
    /// What happened, why, and what to do. It has no query, no header field and no part of a body.
    package let description: String

    /// `description` must not contain a query, a header field or a part of a body.
    package init(_ kind: Kind, mayHaveBeenSent: Bool, head: HTTPResponse? = nil, _ description: String) {
        self.kind = kind
        self.mayHaveBeenSent = mayHaveBeenSent
        self.head = head
        self.description = description
    }
}
