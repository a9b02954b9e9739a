import HTTPTypes

/// A request that was found fit to be sent, in the terms of libcurl.
struct OutgoingRequest: Sendable {
    /// The whole URL.
    let url: String
    /// `https://host:port`: what it may share connections with.
    let origin: String
    /// Whether the connection must be to this machine itself, since nothing protects it.
    let isPlain: Bool
    /// The method's name.
    let method: String
    /// `name: value`, each ending in a zero byte.
    let lines: [[UInt8]]
    /// The body.
    let body: [UInt8]

    /// Whether sending it again can do no harm, whatever became of it (RFC 9110, section 9.2.1).
    var isSafe: Bool { ["GET", "HEAD", "OPTIONS"].contains(method) }

    /// Checks a request.
    ///
    /// - Throws: ``HTTPTransportError/Kind/refusedByUs``.
    init(_ request: HTTPRequest, body: [UInt8]) throws(HTTPTransportError) {
        guard let scheme = request.scheme, scheme == "https" || scheme == "http" else {
            throw .refused("its scheme is neither https nor http")
        }
        guard let written = request.authority, let authority = Authority(written) else {
            throw .refused("its authority is not a host, with a port if need be")
        }
        try authority.check(over: scheme)
        guard let path = request.path, Self.isPath(path) else {
            throw .refused("its path does not begin with / or has a character that has to be percent-encoded")
        }
        method = request.method.rawValue
        guard method != "CONNECT", method != "HEAD" || body.isEmpty else {
            throw Self.unfit("\(method) is not for requests of this kind")
        }
        origin = "\(scheme)://\(authority.host):\(authority.port ?? Authority.usualPort(of: scheme))"
        url = origin + path
        isPlain = scheme == "http"
        self.body = body
        lines = try Self.lines(request.headerFields)
    }

    /// Whether this can be the path of a request, with or without a query.
    static func isPath(_ path: String) -> Bool {
        path.utf8.first == UInt8(ascii: "/")
            && path.utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "#") }
    }

    /// What the transport itself says about the connection and the body.
    private static let ours: Set<String> = [
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade",
    ]

    private static func lines(_ fields: HTTPFields) throws(HTTPTransportError) -> [[UInt8]] {
        // libcurl's way to leave a field out that it would add: a name without value. It would wait for "100 Continue",
        // and call whatever has no type a form.
        var lines: [[UInt8]] = [line("Expect:")]
        if fields[.contentType] == nil { lines.append(line("Content-Type:")) }
        for field in fields {
            guard !ours.contains(field.name.canonicalName) else {
                throw unfit("the transport itself writes \(field.name.canonicalName)")
            }
            let value = unsafe field.withUnsafeBytesOfValue { unsafe Array($0) }
            guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == UInt8(ascii: "\t") }) else {
                throw unfit("the value of \(field.name.canonicalName) has a control character")
            }
            // A semicolon is libcurl's way to send an empty value.
            lines.append(line(field.name.rawName, value.isEmpty ? ";" : ": ", value))
        }
        return lines
    }

    private static func line(_ name: String, _ separator: String = "", _ value: [UInt8] = []) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(name.utf8.count + separator.utf8.count + value.count + 1)
        line += name.utf8
        line += separator.utf8
        line += value
        line.append(0)
        return line
    }

    private static func unfit(_ reason: String) -> HTTPTransportError {
        HTTPTransportError(.refusedByUs, mayHaveBeenSent: false, "This request cannot be sent: \(reason)")
    }
}
