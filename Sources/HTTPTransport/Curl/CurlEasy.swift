import CCurl

/// One of libcurl's easy handles: what a transfer needs while it is under way. Used for one transfer after another.
@safe final class CurlEasy {
    /// The handle itself.
    let handle: UnsafeMutableRawPointer
    private let problemText: UnsafeMutableBufferPointer<CChar>
    private var fields: UnsafeMutablePointer<curl_slist>?

    /// A handle with all that is the same for every transfer; `nil` if there is no memory.
    ///
    /// - Parameter authorities: the file of certificates to trust instead of the system's.
    init?(authorities: String?) {
        guard let handle = unsafe curl_easy_init() else { return nil }
        unsafe self.handle = handle
        unsafe problemText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe problemText.initialize(repeating: 0)
        guard prepareForAll(authorities) == CURLE_OK else { return nil }
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe curl_slist_free_all(fields)
        unsafe problemText.deallocate()
    }

    /// What libcurl says about its failure; empty if it has nothing to say.
    var problem: String { unsafe problemText.baseAddress.map { unsafe String(cString: $0) } ?? "" }

    private func prepareForAll(_ authorities: String?) -> CURLcode {
        var setup = unsafe CurlSetup(handle)
        unsafe setup.set(CURLOPT_ERRORBUFFER, problemText.baseAddress)
        // Dots in a path are for the server to make sense of.
        setup.set(CURLOPT_PATH_AS_IS, 1)

        // Where it may go: there and nowhere else. No proxy from the environment; no redirects, cookies or .netrc, which
        // are off unless asked for.
        setup.set(CURLOPT_PROXY, "")
        setup.set(CURLOPT_FOLLOWLOCATION, 0)
        setup.set(CURLOPT_SSL_VERIFYPEER, 1)
        setup.set(CURLOPT_SSL_VERIFYHOST, 2)
        setup.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let authorities {
            setup.set(CURLOPT_CAINFO, authorities)
            unsafe setup.set(CURLOPT_CAPATH, nil)
        }

        // HTTP/2 if the server has it, and rather a place on a connection that is being made than one more connection.
        setup.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        setup.set(CURLOPT_PIPEWAIT, 1)
        setup.set(CURLOPT_TCP_KEEPALIVE, 1)

        // No signals: this is a thread among others. The deadline of the whole call is kept by the pool, since libcurl
        // does not look at that of a transfer that waits for its turn on a connection.
        setup.set(CURLOPT_NOSIGNAL, 1)
        // Or whoever gives up while a name is being looked up blocks the thread until the look-up ends.
        setup.set(CURLOPT_QUICK_EXIT, 1)

        unsafe setup.set(CURLOPT_HEADERFUNCTION, receiveHead)
        unsafe setup.set(CURLOPT_WRITEFUNCTION, receiveBody)
        unsafe setup.note(curl_set_prerequest(handle, beforeRequest))
        // Every encoding that this libcurl can undo.
        setup.set(CURLOPT_ACCEPT_ENCODING, "")
        return setup.result
    }

    /// Makes the handle ready for a transfer, which has to outlive it.
    ///
    /// Sets each option that any transfer sets, so that nothing of the last one is left.
    ///
    /// - Parameter connectTimeout: in milliseconds, at least 1.
    /// - Returns: the first refusal of libcurl, or `CURLE_OK`.
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
        // A length that is too large is told before the body comes; 0 is no limit to libcurl. Of HEAD it is the length of
        // something else.
        let greatestLength = request.method == "HEAD" ? 0 : transfer.responseLimit
        unsafe setup.note(curl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(greatestLength)))

        // Undoes HEAD and POST.
        setup.set(CURLOPT_HTTPGET, 1)
        setup.set(CURLOPT_CUSTOMREQUEST, request.method)
        if request.method == "HEAD" { setup.set(CURLOPT_NOBODY, 1) }
        // POST, PUT and PATCH say that they have no body, if so.
        if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
            unsafe setup.note(curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)))
            unsafe request.body.withUnsafeBytes { body in
                unsafe setup.note(curl_set_body(handle, body.baseAddress))
            }
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

    /// Lets go of the transfer, of its fields and its body.
    func clear() {
        var setup = unsafe CurlSetup(handle)
        for option in [CURLOPT_PRIVATE, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_PREREQDATA] {
            unsafe setup.set(option, nil)
        }
        unsafe setup.note(curl_set_no_body(handle))
        unsafe setup.note(curl_set_fields(handle, nil))
        unsafe curl_slist_free_all(fields)
        unsafe fields = nil
    }
}

/// Sets options, and remembers the first that libcurl refused.
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
