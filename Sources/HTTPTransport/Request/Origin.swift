import Glibc

/// The scheme, host and port of a URL that may be used.
///
/// libcurl parses the URL, so that libcurl and this check always see the same host. This type adds the policy: `https`, or
/// `http` to a loopback address; printable ASCII; and the text must equal libcurl's normal form, except for upper case and the
/// scheme's own port. So a percent-encoded host, `127.1` or `https:/host` is refused.
struct Origin: Hashable, Sendable {
    /// `https` or `http`.
    let scheme: String
    /// In lower case; an IPv6 address in brackets.
    let host: String
    /// 1 to 65535; the scheme's own port if none is written.
    let port: UInt16

    /// `host`, or `host:port` if it is not the scheme's own port.
    var authority: String { port == Self.port(of: scheme) ? host : "\(host):\(port)" }

    /// `https://host:port`, always with the port.
    var url: String { "\(scheme)://\(host):\(port)" }

    /// Whether the connection is not encrypted.
    var isPlain: Bool { scheme == "http" }

    /// Whether the connection must be to a loopback address: it is not encrypted, and the host is not trusted by name.
    let mustBeLocal: Bool

    /// Reads an absolute URL without query and fragment; also returns its path, which is `/` if none is written.
    ///
    /// - Parameter trusted: the host and port that `http` is allowed to, wherever it is.
    /// - Throws: ``HTTPTransportError/Kind/refusedByUs``, with the reason.
    static func read(_ text: String, trusting trusted: String? = nil) throws(HTTPTransportError) -> (
        Origin, path: String
    ) {
        guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw .refused(
                "it has a space, a control character or one outside ASCII: percent-encode it in the path, write it as "
                    + "xn--… in the host")
        }
        let url = try CurlURL(text)
        let origin = try Origin(url, trusting: trusted)
        let written = "\(url.scheme)://\(url.host)" + (url.port.map { ":\($0)" } ?? "")
        let text = text.lowercased()
        guard text == (written + url.path).lowercased() || text == written.lowercased() else {
            throw .refused(
                "it has a query, a fragment or an unusual spelling; without them it is \(written)\(url.path)")
        }
        return (origin, url.path)
    }

    /// Reads the parts of an HTTP request.
    ///
    /// - Throws: ``HTTPTransportError/Kind/refusedByUs``, with the reason.
    init(scheme: String?, authority: String?, trusting trusted: String? = nil) throws(HTTPTransportError) {
        guard let scheme, let authority, !authority.isEmpty else { throw .refused("it has no scheme or no host") }
        let (origin, path) = try Self.read("\(scheme)://\(authority)/", trusting: trusted)
        // Otherwise the authority contains a path.
        guard path == "/", origin.scheme == scheme else { throw .refused("its authority is not host or host:port") }
        self = origin
    }

    private init(_ url: CurlURL, trusting trusted: String?) throws(HTTPTransportError) {
        guard url.scheme == "https" || url.scheme == "http" else {
            throw .refused("it begins with neither https:// nor http://")
        }
        scheme = url.scheme
        host = url.host.lowercased()
        port = url.port.map { UInt16($0) ?? 0 } ?? Self.port(of: scheme)
        guard port > 0 else { throw .refused("its port is not a number from 1 to 65535") }
        let isTrusted = trusted == "\(host):\(port)" || Self.credentialHosts.contains(host)
        mustBeLocal = scheme == "http" && !isTrusted
        guard !mustBeLocal || Self.isLoopback(host) else {
            throw .refused("\(host) is not this machine, and http is allowed to this machine only: use https")
        }
    }

    /// The hosts from which an AWS task, pod or instance gets its credentials, over http only: link-local addresses, which no
    /// router forwards. Sources: Amazon ECS, Task IAM role; Amazon EKS, Pod Identity; Amazon EC2, Instance metadata.
    static let credentialHosts: Set<String> = ["169.254.170.2", "169.254.170.23", "169.254.169.254"]

    /// Whether a host can only be this machine: `localhost`, an IPv4 address of 127.0.0.0/8, or `[::1]`.
    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        var address = in_addr()
        return unsafe inet_pton(AF_INET, host, &address) == 1 && UInt32(bigEndian: address.s_addr) >> 24 == 127
    }

    private static func port(of scheme: String) -> UInt16 { scheme == "https" ? 443 : 80 }
}

extension HTTPTransportError {
    /// The error for a URL that may not be used.
    static func refused(_ reason: String) -> Self {
        Self(.refusedByUs, mayHaveBeenSent: false, "This URL cannot be used: \(reason)")
    }
}
