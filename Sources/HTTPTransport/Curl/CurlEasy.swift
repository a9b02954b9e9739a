import CCurl

/// One easy handle of libcurl. It is used for one transfer after another.
@safe final class CurlEasy {
    /// The `CURL *`, valid as long as this object.
    let handle: UnsafeMutableRawPointer
    private let problemText: UnsafeMutableBufferPointer<CChar>
    private var fields: UnsafeMutablePointer<curl_slist>?
    /// Whether the options of the last transfer include a signature.
    private var isSigning = false

    /// A handle with the options that all transfers share; nil if there is no memory.
    ///
    /// - Parameters:
    ///   - authorities: the file of certificates to trust instead of the system's.
    ///   - greatestIdle: after so many seconds a connection is not used again; nil for libcurl's limit of 118.
    init?(authorities: String?, greatestIdle: Duration?) {
        guard let handle = unsafe curl_easy_init() else { return nil }
        unsafe self.handle = handle
        unsafe problemText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe problemText.initialize(repeating: 0)
        guard prepareForAll(authorities, greatestIdle) == CURLE_OK else { return nil }
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe curl_slist_free_all(fields)
        unsafe problemText.deallocate()
    }

    /// libcurl's message about the last failure (CURLOPT_ERRORBUFFER); may be empty.
    var problem: String { unsafe problemText.baseAddress.map { unsafe String(cString: $0) } ?? "" }

    private func prepareForAll(_ authorities: String?, _ greatestIdle: Duration?) -> CURLcode {
        var setup = unsafe CurlSetup(handle)
        unsafe setup.set(CURLOPT_ERRORBUFFER, problemText.baseAddress)
        // Send dot segments in a path as they are.
        setup.set(CURLOPT_PATH_AS_IS, 1)

        // Only to the host of the URL: no proxy from the environment, no redirects. Cookies and .netrc are off by default.
        setup.set(CURLOPT_PROXY, "")
        setup.set(CURLOPT_FOLLOWLOCATION, 0)
        setup.set(CURLOPT_SSL_VERIFYPEER, 1)
        setup.set(CURLOPT_SSL_VERIFYHOST, 2)
        setup.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let authorities {
            setup.set(CURLOPT_CAINFO, authorities)
            unsafe setup.set(CURLOPT_CAPATH, nil)
        }

        // HTTP/2 where the server offers it.
        setup.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        setup.set(CURLOPT_TCP_KEEPALIVE, 1)
        if let greatestIdle { setup.set(CURLOPT_MAXAGE_CONN, max(1, Int(greatestIdle.components.seconds))) }

        // Signals do not work with several threads. There is no CURLOPT_TIMEOUT: the pool keeps the deadline of the call,
        // since libcurl ignores it while a transfer waits for a free connection.
        setup.set(CURLOPT_NOSIGNAL, 1)
        // Do not block until a name look-up ends when its transfer is removed.
        setup.set(CURLOPT_QUICK_EXIT, 1)

        unsafe setup.set(CURLOPT_HEADERFUNCTION, receiveHead)
        unsafe setup.set(CURLOPT_WRITEFUNCTION, receiveBody)
        unsafe setup.note(curl_set_prerequest(handle, beforeRequest))
        // All encodings that this libcurl can decode.
        setup.set(CURLOPT_ACCEPT_ENCODING, "")
        return setup.result
    }

    /// Sets the options of one transfer. The transfer must not be released before ``clear()``.
    ///
    /// Sets every option that any transfer sets, so that nothing of the last transfer is left.
    ///
    /// - Parameter connectTimeout: in milliseconds, at least 1.
    /// - Returns: the first error of libcurl, or `CURLE_OK`.
    func prepare(_ transfer: Transfer, connectTimeout: Int) -> CURLcode {
        let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        let request = transfer.request
        var setup = unsafe CurlSetup(handle)
        unsafe problemText[0] = 0
        for option in [CURLOPT_PRIVATE, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_PREREQDATA] {
            unsafe setup.set(option, context)
        }
        setup.set(CURLOPT_URL, request.url)
        setup.set(CURLOPT_PROTOCOLS_STR, request.isPlain ? "http" : "https")
        setup.set(CURLOPT_CONNECTTIMEOUT_MS, connectTimeout)
        // Over TLS, wait for a connection that is being made instead of opening a second one: it may take both. Without TLS
        // there is no HTTP/2, and libcurl would wait for the first answer, which can be that of a long poll.
        setup.set(CURLOPT_PIPEWAIT, request.isPlain ? 0 : 1)
        // Fails before the body is read if Content-Length is too large; 0 means no limit. An answer to HEAD has a length and no
        // body.
        let greatestLength = request.method == "HEAD" ? 0 : transfer.responseLimit
        unsafe setup.note(curl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(greatestLength)))

        // Resets CURLOPT_NOBODY and CURLOPT_POST.
        setup.set(CURLOPT_HTTPGET, 1)
        setup.set(CURLOPT_CUSTOMREQUEST, request.method)
        if request.method == "HEAD" { setup.set(CURLOPT_NOBODY, 1) }
        // POST, PUT and PATCH get "Content-Length: 0" if they have no body.
        if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
            unsafe setup.note(curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)))
            unsafe request.body.withUnsafeBytes { body in
                unsafe setup.note(curl_set_body(handle, body.baseAddress))
            }
        }
        if let signature = request.signature {
            setup.set(CURLOPT_AWS_SIGV4, signature.scope)
            setup.set(CURLOPT_USERNAME, signature.accessKeyId)
            setup.set(CURLOPT_PASSWORD, signature.secretAccessKey)
            isSigning = true
        }
        for line in request.lines {
            let longer = unsafe line.withUnsafeBytes { line in
                unsafe curl_slist_append(fields, line.baseAddress?.assumingMemoryBound(to: CChar.self))
            }
            guard let longer = unsafe longer else { return CURLE_OUT_OF_MEMORY }
            unsafe fields = longer
        }
        unsafe setup.note(curl_set_fields(handle, fields))
        return setup.result
    }

    /// Removes the references to the transfer, its fields and its body.
    func clear() {
        var setup = unsafe CurlSetup(handle)
        for option in [CURLOPT_PRIVATE, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_PREREQDATA] {
            unsafe setup.set(option, nil)
        }
        unsafe setup.note(curl_set_no_body(handle))
        if isSigning {
            for option in [CURLOPT_AWS_SIGV4, CURLOPT_USERNAME, CURLOPT_PASSWORD] { unsafe setup.set(option, nil) }
            // CURLOPT_AWS_SIGV4 has changed the kind of authentication.
            unsafe setup.note(curl_set_basic_authentication(handle))
            isSigning = false
        }
        unsafe setup.note(curl_set_fields(handle, nil))
        unsafe curl_slist_free_all(fields)
        unsafe fields = nil
    }
}

/// Sets options, and keeps the first error.
@safe private struct CurlSetup {
    private let handle: UnsafeMutableRawPointer
    private(set) var result = CURLE_OK

    init(_ handle: UnsafeMutableRawPointer) { unsafe self.handle = handle }

    mutating func note(_ code: CURLcode) {
        if result == CURLE_OK { result = code }
    }

    mutating func set(_ option: CURLoption, _ value: Int) { note(unsafe curl_set_long(handle, option, value)) }

    mutating func set(_ option: CURLoption, _ value: String) { note(unsafe curl_set_text(handle, option, value)) }

    mutating func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) {
        note(unsafe curl_set_pointer(handle, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: @escaping Receiver) {
        note(unsafe curl_set_receiver(handle, option, value))
    }
}
