extension ErrorRow {
    /// The row for an HTTP status without a known code.
    ///
    /// Such an answer is from a proxy or gateway and not from the cloud itself: the error blames neither the customer nor the
    /// device (error translation review, section 2.5).
    ///
    /// - Parameter withCode: whether the answer had an unknown code: then the cloud itself refused the request.
    static func bare(_ status: Int, withCode: Bool = false) -> ErrorRow {
        let code = "http.\(status)"
        return switch status {
        case 200..<300:
            ErrorRow(
                code, withCode ? "a refusal with an unknown code" : "an answer without a verdict", .internalError,
                Recovery(again: withCode ? .no : .ifIdempotent, alarm: true),
                note: "success is never assumed")
        case 401:
            ErrorRow(code, "not authenticated", .internalError, Recovery(.reauthenticate, again: .yes, alarm: true))
        case 408, 502, 503, 504:
            ErrorRow(code, "the cloud is down, overloaded or silent", .endpointUnreachable, .retry)
        case 429:
            ErrorRow(
                code, "too many requests", .rateLimitExceeded, Recovery(.retryWhenTold, again: .yes, backOff: .project))
        case 501:
            ErrorRow(code, "not implemented", .internalError, .alarm)
        case 500..<600:
            ErrorRow(code, "a fault that says nothing", .internalError, .retry)
        default:
            ErrorRow(code, "the request was refused without the cloud's own words", .internalError, .alarm)
        }
    }
}
