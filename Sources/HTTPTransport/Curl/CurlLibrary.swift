import CCurl
import Glibc

/// The libcurl of this machine.
enum CurlLibrary {
    /// Why it cannot be used; nil if it is ready.
    ///
    /// Initialises libcurl at the first access, once, on any thread. It is never cleaned up, since other threads may use it
    /// until the process ends.
    static let problem: HTTPTransportError? = {
        // With this variable libcurl and some TLS libraries write the session keys of every connection to a file, from which
        // recorded traffic, tokens included, can be decrypted. There is no option against it; libcurl reads the variable in
        // curl_global_init.
        unsafe unsetenv("SSLKEYLOGFILE")
        guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK else {
            return .libcurl("it does not initialise; is the TLS library beside it complete?")
        }
        guard let version = unsafe curl_version_info_now()?.pointee else {
            return .libcurl("it does not tell its version")
        }
        let name = unsafe version.version.map { unsafe String(cString: $0) } ?? "?"
        // For CURLOPT_QUICK_EXIT (7.87).
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
    /// libcurl cannot be used, and why.
    static func libcurl(_ reason: String, mayHaveBeenSent: Bool = false) -> Self {
        Self(
            .libraryFailure, mayHaveBeenSent: mayHaveBeenSent,
            "libcurl cannot be used: \(reason) (Debian's package is libcurl4)")
    }
}
