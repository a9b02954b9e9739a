import HTTPTypes

/// A request that has passed all checks, in the form that libcurl needs.
struct OutgoingRequest: Sendable {
    /// The whole URL.
    let url: String
    /// `https://host:port`. Requests of one origin share connections.
    let origin: String
    /// Whether the scheme is http.
    let isPlain: Bool
    /// Whether the connection must be to a loopback address.
    let mustBeLocal: Bool
    /// The method's name.
    let method: String
    /// `name: value`, each ending in a zero byte.
    let lines: [[UInt8]]
    /// The body.
    let body: [UInt8]
    /// The credentials with which libcurl signs it; nil for an unsigned request.
    let signature: RequestSignature?

    /// Whether the method is safe, so that the request may be sent twice (RFC 9110, section 9.2.1).
    var isSafe: Bool { ["GET", "HEAD", "OPTIONS"].contains(method) }

    /// Checks a request.
    ///
    /// - Throws: ``HTTPTransportError/Kind/refusedByUs``.
    init(
        _ request: HTTPRequest, body: [UInt8], signature: RequestSignature? = nil, _ origins: OriginCache
    ) throws(HTTPTransportError) {
        let origin = try origins.origin(scheme: request.scheme, authority: request.authority)
        guard let path = request.path, Self.isPath(path) else {
            throw .refused("its path does not begin with /, or has a character that has to be percent-encoded")
        }
        method = request.method.rawValue
        guard method != "CONNECT", method != "HEAD" || body.isEmpty else {
            throw Self.unfit(method == "HEAD" ? "HEAD has no body" : "CONNECT is for proxies")
        }
        self.origin = origin.url
        url = self.origin + path
        isPlain = origin.isPlain
        mustBeLocal = origin.mustBeLocal
        self.body = body
        self.signature = signature
        lines = try Self.lines(request.headerFields, isSigned: signature != nil)
    }

    /// Whether a text can be the path of a request, with or without a query. Appended to ``Origin/url`` it cannot change how
    /// libcurl reads the host, since it begins with `/`.
    private static func isPath(_ path: String) -> Bool {
        path.utf8.first == UInt8(ascii: "/")
            && path.utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "#") }
    }

    /// The fields that libcurl writes: about the connection, and about the body's length.
    private static let reserved: Set<String> = [
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade",
    ]

    private static func lines(_ fields: HTTPFields, isSigned: Bool) throws(HTTPTransportError) -> [[UInt8]] {
        // A name without value tells libcurl to leave out a field that it would add: "Expect: 100-continue" with large bodies,
        // and the content type of a form. libcurl 7.88 signs such a field as if it were sent, so a signed request has none.
        var lines: [[UInt8]] = isSigned ? [] : [line("Expect:")]
        if !isSigned, fields.value(of: .contentType) == nil { lines.append(line("Content-Type:")) }
        for field in fields {
            guard !reserved.contains(field.name.canonicalName) else {
                throw unfit("\(field.name.canonicalName) is written by the transport: leave it out")
            }
            let value = unsafe field.withUnsafeBytesOfValue { unsafe Array($0) }
            guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == UInt8(ascii: "\t") }) else {
                throw unfit("the value of \(field.name.canonicalName) has a control character")
            }
            // "name;" tells libcurl to send the field with an empty value.
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
