import CCurl

/// A URL as libcurl parses it (curl_url_set(3)).
struct CurlURL {
    /// In lower case.
    let scheme: String
    /// As written, with percent-encoding undone and IP addresses in their usual form; an IPv6 address in brackets.
    let host: String
    /// Without leading zeros; nil if none is written.
    let port: String?
    /// Begins with `/`; `/` if none is written. Dot segments and percent-encoding are left alone.
    let path: String

    /// Parses an absolute URL.
    ///
    /// - Throws: ``HTTPTransportError/Kind/refusedByUs`` with libcurl's reason, among them user information.
    init(_ text: String) throws(HTTPTransportError) {
        guard let url = unsafe curl_url() else { throw .libcurl("there is no memory for a URL") }
        defer { unsafe curl_url_cleanup(url) }
        // libcurl would read the text up to the zero byte only.
        guard !text.utf8.contains(0) else { throw .refused("it has a zero byte") }
        let flags = UInt32(CURLU_DISALLOW_USER | CURLU_PATH_AS_IS)
        let code = unsafe curl_url_set(url, CURLUPART_URL, text, flags)
        guard code == CURLUE_OK else { throw .refused(Self.reason(code)) }

        func part(_ part: CURLUPart) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard unsafe curl_url_get(url, part, &value, 0) == CURLUE_OK, let value = unsafe value else { return nil }
            defer { unsafe curl_free(value) }
            return unsafe String(cString: value)
        }
        guard let scheme = part(CURLUPART_SCHEME), let host = part(CURLUPART_HOST), let path = part(CURLUPART_PATH)
        else { throw .refused("it has no host") }
        (self.scheme, self.host, self.path) = (scheme, host, path)
        port = part(CURLUPART_PORT)
    }

    private static func reason(_ code: CURLUcode) -> String {
        switch code {
        case CURLUE_USER_NOT_ALLOWED: "user information is not allowed"
        case CURLUE_BAD_SCHEME: "it begins with neither https:// nor http://"
        default: unsafe curl_url_strerror(code).map { unsafe String(cString: $0) } ?? "it is not a URL"
        }
    }
}
