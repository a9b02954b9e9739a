import CCurl

/// libcurl as it is on this machine.
enum CurlLibrary {
    /// Why it cannot be used, or `nil` once it is ready. Initialised at the first look, in whatever thread, and never
    /// cleaned up: other threads may be using it until the process ends.
    static let problem: HTTPTransportError? = {
        guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK else {
            return .libcurl("it does not initialise; is the TLS library beside it complete?")
        }
        guard let version = unsafe curl_version_info_now()?.pointee else {
            return .libcurl("it does not tell its version")
        }
        let name = unsafe version.version.map { unsafe String(cString: $0) } ?? "?"
        // CURLOPT_QUICK_EXIT came with 7.87, the newest of what we need.
        guard unsafe version.version_num >= 0x075700 else {
            return .libcurl("it is version \(name), and 7.87 or newer is needed")
        }
        let features: [(Int32, String)] = [
            (CURL_VERSION_SSL, "TLS"), (CURL_VERSION_HTTP2, "HTTP/2"),
            (CURL_VERSION_ASYNCHDNS, "name look-up in the background"),
        ]
        let missing = features.filter { unsafe version.features & $0.0 == 0 }.map(\.1)
        guard missing.isEmpty else {
            return .libcurl("version \(name) was built without \(missing.joined(separator: ", "))")
        }
        return nil
    }()
}

extension HTTPTransportError {
    /// libcurl itself is of no use, and why.
    static func libcurl(_ reason: String, mayHaveBeenSent: Bool = false) -> Self {
        Self(
            .libraryFailure, mayHaveBeenSent: mayHaveBeenSent,
            "libcurl cannot be used: \(reason) (Debian's package is libcurl4)")
    }
}
