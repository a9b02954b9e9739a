import CCurl

extension Transfer {
    /// What libcurl's code for a failed transfer means to the caller.
    func failure(_ code: CURLcode) -> HTTPTransportError {
        if let objection { return failure(objection) }
        var detail = unsafe curl_easy_strerror(code).map { unsafe String(cString: $0) } ?? ""
        // The words for this very case are better, but once something was sent they could quote what was exchanged.
        if !isSent, case .running(let easy?, _) = phase, !easy.problem.isEmpty { detail = easy.problem }
        return error(kind(code), "libcurl \(code.rawValue): \(detail)")
    }

    /// The error of a kind, in words.
    func error(_ kind: HTTPTransportError.Kind, _ detail: String? = nil) -> HTTPTransportError {
        let text =
            switch kind {
            case .refusedByUs: "The request was not sent"
            case .couldNotResolve: "The host has no address: check its name, and this machine's DNS"
            case .couldNotConnect: "Nobody answers at its address: check host and port, and whether the service runs"
            case .certificateRefused:
                "Its certificate is not to be trusted: check host, clock and, if the authority is private, its file"
            case .tls: "TLS 1.2 or newer could not be agreed on with it"
            case .timedOutConnecting: "The request could not be sent in time: no connection was ready"
            case .timedOutWaiting: "The request was sent, the answer did not come in time"
            case .connectionLost: "The connection ended before the answer did, or the answer was not HTTP"
            case .tooLarge: "The answer is larger than is accepted"
            case .cancelled: "The call was cancelled"
            case .libraryFailure: "libcurl failed"
            }
        let suffix = detail.map { " (\($0))" } ?? ""
        return HTTPTransportError(
            kind, mayHaveBeenSent: isSent, head: isInterim ? nil : received.answer()?.head,
            "\(request.origin): \(text)\(suffix)")
    }

    private func failure(_ objection: Objection) -> HTTPTransportError {
        switch objection {
        case .headTooLarge: error(.tooLarge, "more than \(Self.greatestHead) bytes of header fields")
        case .bodyTooLarge: error(.tooLarge, "more than \(responseLimit) bytes, decompressed")
        case .wouldSendAgain: error(.connectionLost, "a connection that was kept open had died")
        case .notThisMachine(let peer):
            error(.refusedByUs, "http is for this machine only, and the host's address is \(peer): use https")
        }
    }

    private func kind(_ code: CURLcode) -> HTTPTransportError.Kind {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .couldNotResolve
        case CURLE_COULDNT_CONNECT: .couldNotConnect
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            .certificateRefused
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE,
            CURLE_USE_SSL_FAILED, CURLE_SSL_CLIENTCERT:
            .tls
        case CURLE_OPERATION_TIMEDOUT: isSent ? .timedOutWaiting : .timedOutConnecting
        case CURLE_FILESIZE_EXCEEDED: .tooLarge
        case CURLE_URL_MALFORMAT: .refusedByUs
        // HTTP/0.9, which is to say no HTTP at all, is a "protocol" that is not supported.
        case CURLE_UNSUPPORTED_PROTOCOL: isSent ? .connectionLost : .refusedByUs
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_SEND_FAIL_REWIND,
            CURLE_CHUNK_FAILED:
            .connectionLost
        default: .libraryFailure
        }
    }
}
