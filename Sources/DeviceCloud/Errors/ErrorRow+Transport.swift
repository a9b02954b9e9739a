import HTTPTransport

extension ErrorRow {
    /// The row for a request without an answer.
    static func transport(_ error: HTTPTransportError) -> ErrorRow {
        let code = "transport.\(error.kind.rawValue)"
        // If the request may have been sent, it is unknown whether the cloud has carried it out.
        let again: Recovery.Again = error.mayHaveBeenSent ? .ifIdempotent : .yes
        return switch error.kind {
        case .couldNotResolve, .couldNotConnect, .timedOutConnecting, .timedOutWaiting, .connectionLost:
            ErrorRow(code, "no answer", .endpointUnreachable, Recovery(.retry, again: again))
        case .certificateRefused, .tls:
            ErrorRow(code, "no safe connection", .endpointUnreachable, Recovery(again: again, alarm: true))
        case .cancelled:
            ErrorRow(code, "the call was cancelled", .endpointUnreachable, Recovery(again: again))
        case .tooLarge:
            ErrorRow(code, "the answer is larger than is accepted", .internalError, Recovery(again: again, alarm: true))
        case .refusedByUs, .libraryFailure:
            ErrorRow(code, "the request could not be sent", .internalError, Recovery(again: again, alarm: true))
        }
    }
}
