package import HTTPTypes

/// The address of a service: `https`, or `http` on this machine only.
package struct ServiceURL: Hashable, Sendable, CustomStringConvertible {
    /// Host and, if it is not the usual one, port.
    package let authority: String
    /// `https` or `http`.
    package let scheme: String
    /// Begins with `/`.
    package let path: String

    package var description: String { "\(scheme)://\(authority)\(path)" }

    /// Reads an absolute URL; without a path it is `/`.
    ///
    /// - Throws: ``HTTPTransportError/Kind/refusedByUs``, with what is wrong: another scheme, plain `http` to somewhere
    ///   else than this machine, user information, a query, a fragment, a character that has no place there.
    package init(_ text: String) throws(HTTPTransportError) {
        guard let (scheme, rest) = Self.scheme(of: text) else {
            throw .refused("it begins with neither https:// nor http://")
        }
        let pathStart = rest.firstIndex { "/?#\\".contains($0) } ?? rest.endIndex
        guard let authority = Authority(rest[..<pathStart]) else {
            throw .refused(
                "what stands between // and the path is not a host, with a port if need be; "
                    + "user information is not allowed, names outside ASCII are written as xn--…")
        }
        try authority.check(over: scheme)
        self.scheme = scheme
        let usualPort = Authority.usualPort(of: scheme)
        self.authority = authority.host + (authority.port.flatMap { $0 == usualPort ? nil : ":\($0)" } ?? "")
        path = pathStart == rest.endIndex ? "/" : String(rest[pathStart...])
        guard OutgoingRequest.isPath(path), !path.utf8.contains(UInt8(ascii: "?")) else {
            throw .refused("its path has a query, a fragment, or a character that has to be percent-encoded")
        }
    }

    /// An `https` address that is written in the source, and taken at its word.
    package init(https host: StaticString, path: StaticString = "/") {
        scheme = "https"
        authority = host.description
        self.path = path.description
    }

    /// The address of something below this one: exactly one `/` stands between both paths.
    package func appending(_ path: String) -> ServiceURL {
        let base = self.path.utf8.last == UInt8(ascii: "/") ? String(self.path.dropLast()) : self.path
        return ServiceURL(self, path: path.utf8.first == UInt8(ascii: "/") ? base + path : base + "/" + path)
    }

    /// A request to this service.
    package func request(_ method: HTTPRequest.Method, _ fields: HTTPFields = [:]) -> HTTPRequest {
        HTTPRequest(method: method, scheme: scheme, authority: authority, path: path, headerFields: fields)
    }

    private init(_ base: ServiceURL, path: String) {
        scheme = base.scheme
        authority = base.authority
        self.path = path
    }

    private static func scheme(of text: String) -> (String, Substring)? {
        for scheme in ["https", "http"] {
            let prefix = text.prefix(scheme.count + 3)
            if prefix.lowercased() == scheme + "://" { return (scheme, text[prefix.endIndex...]) }
        }
        return nil
    }
}

extension HTTPTransportError {
    /// An address that we do not use, and why.
    static func refused(_ reason: String) -> Self {
        Self(.refusedByUs, mayHaveBeenSent: false, "This is not an address to send anything to: \(reason)")
    }
}
