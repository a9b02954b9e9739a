package import HTTPTypes

/// The URL of a service: `https`, or `http` to a loopback address.
package struct ServiceURL: Hashable, Sendable, CustomStringConvertible {
    /// `host`, or `host:port` if it is not the scheme's own port. In lower case.
    package let authority: String
    /// `https` or `http`.
    package let scheme: String
    /// Begins with `/`; has no query.
    package let path: String

    package var description: String { "\(scheme)://\(authority)\(path)" }

    /// Reads an absolute URL; without a path it is `/`. libcurl parses it.
    ///
    /// - Parameter trusted: the transport's ``HTTPTransport/Configuration/trustedPlainHost``, where it has one.
    /// - Throws: ``HTTPTransportError/Kind/refusedByUs``, with what is wrong: another scheme, `http` to another machine, user
    ///   information, a query, a fragment, a character that has to be encoded, a spelling that libcurl would change.
    package init(_ text: String, trusting trusted: String? = nil) throws(HTTPTransportError) {
        let (origin, path) = try Origin.read(text, trusting: trusted)
        (scheme, authority, self.path) = (origin.scheme, origin.authority, path)
    }

    /// An `https` URL written in the source. It is not checked here; a wrong one is refused when a request is sent.
    package init(https host: StaticString, path: StaticString = "/") {
        scheme = "https"
        authority = host.description
        self.path = path.description
    }

    /// The address of an AWS service in a region. It is not checked here; a wrong one is refused when a request is sent.
    ///
    /// Source: AWS General Reference, "Service endpoints and quotas".
    package init(https service: String, region: String, domain: String) {
        scheme = "https"
        authority = "\(service).\(region).\(domain)"
        path = "/"
    }

    /// This URL with `path` appended, with exactly one `/` between both.
    package func appending(_ path: String) -> ServiceURL {
        let base = self.path.utf8.last == UInt8(ascii: "/") ? String(self.path.dropLast()) : self.path
        return ServiceURL(self, path: path.utf8.first == UInt8(ascii: "/") ? base + path : base + "/" + path)
    }

    /// A request to this URL.
    package func request(_ method: HTTPRequest.Method, _ fields: HTTPFields = [:]) -> HTTPRequest {
        HTTPRequest(method: method, scheme: scheme, authority: authority, path: path, headerFields: fields)
    }

    private init(_ base: ServiceURL, path: String) {
        scheme = base.scheme
        authority = base.authority
        self.path = path
    }
}
