import DeviceCloud

extension AmpsErrors {
    /// The row of a code that refuses our own key. A burst of requests gets the same code, so the request is first sent once
    /// more.
    private static func ownKey(
        _ code: String, _ meaning: String, call: ErrorRow.Call = .directive, note: String
    ) -> ErrorRow {
        ErrorRow(
            code, meaning, http: 401, .internalError,
            Recovery(.retryOnce, again: .yes, breaker: .project, alarm: true), call: call, note: note)
    }

    /// Codes of Amps's own platform. The page that lists them could not be read to its end, so there may be more.
    static let platform: [ErrorRow] = [
        ownKey(
            "UNAUTHORIZED", "no API key, or too many requests",
            note: "our own credential: the customer can do nothing; throttling looks the same, hence one more try"),
        ownKey("EXPIRED_TOKEN", "our API key has expired", note: "as UNAUTHORIZED"),
        ownKey(
            "INVALID_API_KEY", "our API key is unknown, malformed or revoked", call: .login,
            note: "the meaning where the list of devices is refused too; `porchlight check` says so"),
        ErrorRow(
            "RATE_LIMIT_EXCEEDED", "our API key has too many requests", .rateLimitExceeded,
            Recovery(.retryWhenTold, again: .yes, backOff: .project),
            note: "HTTP 401 in one edition of the documentation, 429 in the next"),
        ErrorRow(
            "INSUFFICIENT_PERMISSIONS", "our API key lacks the permission", http: 403, .internalError, .alarm,
            note: "not Alexa's INSUFFICIENT_PERMISSIONS: the right is the operator's to get"),
        ErrorRow(
            "LIVE_ACCESS_DISABLED", "our account may not use live devices", http: 403, .internalError, .projectFault,
            note: "the key is a live one; Amps has to enable live access"),
        ErrorRow(
            "UNSUPPORTED_MODE", "the device does not have the command (older name)", http: 422, .invalidDirective,
            Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .skipCapability,
            note: "as COMMAND_NOT_SUPPORTED"),
        ErrorRow(
            "PARAMETER_OUT_OF_RANGE", "a parameter is outside the device's bounds", http: 422, .valueOutOfRange,
            fields: .bounds, Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .never,
            note: "validRange from details, in the directive's own unit"),
        ErrorRow(
            "UNSUPPORTED_PARAMETER", "a parameter that the device does not declare", http: 422, .internalError,
            Recovery(alarm: true, rechecksCapabilities: true), stateReport: .odd, discovery: .never,
            note: "a mistake of ours in the form of the request"),
        ErrorRow(
            "UNSUPPORTED_UNIT", "a unit that the device does not declare", http: 422, .internalError,
            Recovery(alarm: true, rechecksCapabilities: true), stateReport: .odd, discovery: .never,
            note: "as UNSUPPORTED_PARAMETER"),
        ErrorRow(
            "START_IN_PAST", "the start has passed", http: 422, .internalError, .alarm, stateReport: .odd,
            discovery: .never, note: "no times are ever sent"),
        ErrorRow(
            "START_OUT_OF_RANGE", "the start is too far away", http: 422, .internalError, .alarm, stateReport: .odd,
            discovery: .never, note: "no times are ever sent"),
        ErrorRow(
            "UNSUPPORTED_SETTING", "the device does not have the setting", http: 422, .invalidDirective,
            Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .skipCapability,
            note: "as UNKNOWN_SETTING"),
        ErrorRow(
            "READ_ONLY_SETTING", "the setting can only be read", http: 422, .invalidDirective,
            Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .skipCapability,
            note: "as UNKNOWN_SETTING"),
        ErrorRow(
            "CONFLICT", "another action of the device has not ended", http: 409, .endpointBusy, Recovery(again: .yes),
            stateReport: .odd, discovery: .never,
            note:
                "sent again with cancel_and_replace if that one was to be carried out at once too; a scheduled one is kept"
        ),
        ErrorRow(
            "ACTION_NOT_CANCELLABLE", "the action can no longer be cancelled", http: 409, .endpointBusy,
            stateReport: .odd, discovery: .never, note: "it ends by itself"),
        ErrorRow(
            "INTERNAL_ERROR", "a fault of Amps", http: 500, .internalError, .retry,
            note: "again only what may be done twice; not Alexa's INTERNAL_ERROR, though it becomes that"),
    ]

    /// Ends of an action without a code.
    static let actions: [ErrorRow] = [
        ErrorRow(
            "cancelled", "the action was cancelled by a later one; a state, not a code", .endpointBusy,
            stateReport: .odd, discovery: .never, note: "overtaken by another command")
    ]
}
