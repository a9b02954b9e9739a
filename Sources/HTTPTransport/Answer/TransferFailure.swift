import CCurl

extension Transfer {
    /// The error for a result of libcurl.
    func failure(_ code: CURLcode) -> HTTPTransportError {
        if let abortReason { return failure(abortReason) }
        var detail = unsafe curl_easy_strerror(code).map { unsafe String(cString: $0) } ?? ""
        // The error buffer says more, but after the request was sent it could quote bytes of the exchange.
        if !isSent, case .running(let easy?, _) = phase, !easy.problem.isEmpty { detail = easy.problem }
        detail = "libcurl \(code.rawValue): \(detail)"
        let kind = kind(code)
        // libcurl has no code of its own for EMFILE: sockets, pipes and the file of certificates fail each in their way.
        if !isSent, FileDescriptors.areExhausted {
            return error(.libraryFailure, "\(FileDescriptors.exhausted); \(detail)")
        }
        return error(kind, detail)
    }

    /// An error with the description of its kind, and a detail in parentheses.
    func error(_ kind: HTTPTransportError.Kind, _ detail: String? = nil) -> HTTPTransportError {
        let text =
            switch kind {
            case .refusedByUs: "The request was not sent"
            case .couldNotResolve: "The host has no address: check its name, and this machine's DNS"
            case .couldNotConnect: "No connection to its address: check host and port, and whether the service runs"
            case .certificateRefused:
                "Its certificate is not trusted: check host, clock and, with a private authority, the file of certificates"
            case .tls: "No TLS connection of version 1.2 or newer could be made"
            case .timedOutConnecting: "The request was not sent in time: no connection was ready"
            case .timedOutWaiting: "The request was sent, and the answer did not come in time"
            case .connectionLost: "The connection ended before the answer did, or the answer was not HTTP"
            case .tooLarge: "The answer is larger than the limit"
            case .cancelled: "The call was cancelled"
            case .libraryFailure: "libcurl failed"
            }
        let suffix = detail.map { " (\($0))" } ?? ""
        return HTTPTransportError(
            kind, mayHaveBeenSent: isSent, head: isInterim ? nil : received.answer()?.head,
            "\(request.origin): \(text)\(suffix)")
    }

    private func failure(_ reason: AbortReason) -> HTTPTransportError {
        switch reason {
        case .headTooLarge: error(.tooLarge, "more than \(Self.greatestHead) bytes of header fields")
        case .bodyTooLarge: error(.tooLarge, "more than \(responseLimit) bytes, decompressed")
        case .wouldSendAgain: error(.connectionLost, "a connection that was kept open had been closed by the server")
        case .notThisMachine(let peer):
            error(.refusedByUs, "http is allowed to this machine only, and the host's address is \(peer): use https")
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
        // After the request was sent, this means an answer without a status line (HTTP/0.9).
        case CURLE_UNSUPPORTED_PROTOCOL: isSent ? .connectionLost : .refusedByUs
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_SEND_FAIL_REWIND,
            CURLE_CHUNK_FAILED:
            .connectionLost
        default: .libraryFailure
        }
    }
}
