package import HTTPTypes

/// Why there is no answer.
package struct HTTPTransportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    package enum Kind: String, CaseIterable, Sendable {
        /// The request cannot be sent as it is: no host, plain HTTP to somewhere else than this machine.
        case refusedByUs
        /// The host's name has no address.
        case couldNotResolve
        /// Nobody answers at the address.
        case couldNotConnect
        /// The server's certificate is not one to trust.
        case certificateRefused
        /// TLS could not be agreed on.
        case tls
        /// The connection was not made in time.
        case timedOutConnecting
        /// The connection was made, the answer did not come in time.
        case timedOutWaiting
        /// The connection ended before the answer did, or what came was not HTTP.
        case connectionLost
        /// The answer's body is larger than the caller takes.
        case tooLarge
        /// The caller no longer wants the answer.
        case cancelled
        /// libcurl itself failed.
        case libraryFailure
    }

    /// What went wrong.
    package let kind: Kind
    /// Whether any of the request may have left this machine: if not, sending it again repeats nothing.
    package let mayHaveBeenSent: Bool
    /// What had come of the answer's head when the rest failed to come, its status at least; `nil` if nothing had.
    package let head: HTTPResponse?
    /// What happened, why, and what to do; without query, header or body.
    package let description: String

    /// An error of these parts.
    package init(_ kind: Kind, mayHaveBeenSent: Bool, head: HTTPResponse? = nil, _ description: String) {
        self.kind = kind
        self.mayHaveBeenSent = mayHaveBeenSent
        self.head = head
        self.description = description
    }
}
