import DeviceCloud

/// The rows of Tuya's error table. Notes name their sources: "seed" is Tuya's page of error codes, "field" is what users and public
/// clients report.
enum TuyaErrorRows {
    /// A row with HTTP 200, the status of every answer that was seen.
    static func row(
        _ code: String, _ meaning: String, _ error: CloudErrorType, fields: ErrorRow.Fields = .fixed,
        _ recovery: Recovery = .none, stateReport: ErrorRow.StateReport = .cache, discovery: ErrorRow.Discovery = .keep,
        call: ErrorRow.Call = .directive, when conditions: [ErrorCondition] = [], _ note: String
    ) -> ErrorRow {
        ErrorRow(
            code, meaning, http: 200, error, fields: fields, recovery, stateReport: stateReport, discovery: discovery,
            call: call, when: conditions, note: note)
    }

    /// The row of a code without a recovery.
    static func row(_ code: String, _ meaning: String, _ error: CloudErrorType, _ note: String) -> ErrorRow {
        row(code, meaning, error, .none, note)
    }

    /// The row of a code of an API that Porchlight does not call. If it is received nevertheless, the fault is ours.
    static func unreached(_ code: String, _ meaning: String, _ recovery: Recovery = .none, _ note: String) -> ErrorRow {
        row(code, meaning, .internalError, recovery, stateReport: .never, discovery: .never, note)
    }

    /// System codes: 500, 10xx, 11xx and 14xx.
    static let system: [ErrorRow] = [
        row(
            "500", "network down or time-out inside Tuya", .endpointUnreachable,
            Recovery(.retryOnce, again: .ifIdempotent),
            when: [ErrorCondition(.sameOperation, .internalError, .alarm)],
            "the seed calls it a network or time-out fault, so the way to the device is cut. One kind of request that gets it "
                + "again and again while others pass is wrong itself: field, infrared commands in a wrong form"),
        row(
            "1000", "data does not exist", .noSuchEndpoint, Recovery(confirmedByList: true), stateReport: .gone,
            discovery: .skip,
            when: [ErrorCondition(.severalDevices, nil, Recovery(alarm: true, confirmedByList: true))],
            "said only if a list made afterwards lacks the device, else ENDPOINT_UNREACHABLE: the wrong data centre gives it "
                + "too. Many devices at once: an alarm. The seed prints 1,000"),
        row("1001", "secret invalid", .internalError, .projectFault, "the project's secret is the operator's"),
        row(
            "1002", "access token missing", .internalError, TuyaErrorRows.newToken,
            "the project's own token: nothing was done, so any command may follow a new token"),
        row("1003", "grant type invalid", .internalError, .projectFault, "only the token request has one"),
        row(
            "1004", "signature invalid", .internalError, TuyaErrorRows.signAgain,
            "signed again once with the corrected clock, because a stale time gives it too; then it is the secret or our "
                + "signature"),
        row("1005", "client id invalid", .internalError, .projectFault, "the project's id is the operator's"),
        row("1006", "content type not supported", .internalError, .alarm, "our header is wrong"),
        row("1007", "key not supported", .internalError, .alarm, "our request is wrong"),
        row("1008", "access id invalid", .internalError, .projectFault, "the project's id is the operator's"),
        row(
            "1010", "token expired", .internalError, TuyaErrorRows.newToken,
            "the project's own token, never Alexa's; field: it comes with the text \"token invalid\" too, and before the "
                + "token's time is over"),
        row("1011", "token invalid", .internalError, TuyaErrorRows.newToken, "as 1010"),
        row("1012", "token status invalid", .internalError, TuyaErrorRows.newToken, "as 1010"),
        row(
            "1013", "request time invalid", .internalError, Recovery(.signAgain, again: .yes, alarm: true),
            "our clock is off: corrected by the answer's `t`, signed again once"),
        row("1100", "parameter empty", .internalError, .alarm, "the form of our request is wrong"),
        row(
            "1101", "parameter out of range", .valueOutOfRange, fields: .bounds,
            Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .never,
            "the directive's value, since bounds are checked before: the specification is wider than the device. The range is "
                + "that of the specification, in the directive's unit"),
        row("1102", "parameter null", .internalError, .alarm, "the form of our request is wrong"),
        row(
            "1103", "issuing the command failed", .endpointUnreachable, Recovery(.retryOnce, again: .ifIdempotent),
            stateReport: .odd, discovery: .never,
            "Tuya's pages differ: \"the specified command is invalid\" (seed), \"sending it down failed\" (an older edition). "
                + "Only declared points are sent, so the second is true here; `online` is read afterwards. So is `success: "
                + "true, result: false`"),
        row("1104", "type incorrect", .internalError, .alarm, "we encoded a value in the wrong type"),
        row("1105", "header missing", .internalError, .alarm, "our request is wrong"),
        row(
            "1106", "permission denied", .insufficientPermissions, .alarm,
            when: [ErrorCondition(.severalAccounts, .internalError, .projectFault)],
            "the app account is not linked to the project, or the device not under it. Several customers at once: the "
                + "project itself (wrong data centre, API not subscribed)"),
        row(
            "1107", "authorisation code invalid", .partnerApplicationRedirection, stateReport: .never,
            discovery: .never, "only when a customer's code is traded at linking; no directive waits for that"),
        row("1108", "path invalid", .internalError, .alarm, "our URL is wrong"),
        row(
            "1109", "parameter illegal", .invalidValue, Recovery(alarm: true, rechecksCapabilities: true),
            stateReport: .odd, discovery: .never,
            "on a command the value came from the directive; field: also badly formed bodies, hence the alarm"),
        row(
            "1110", "too many concurrent requests", .rateLimitExceeded,
            Recovery(again: .ifIdempotent, backOff: .project),
            "later editions of the page call it a time-out, so it may have been carried out"),
        row(
            "1111", "system busy", .endpointUnreachable, Recovery(.retry, again: .yes),
            "an overloaded cloud is what HTTP 503 means; nothing was done"),
        row(
            "1112", "the customer's devices are being synchronised", .endpointBusy, Recovery(backOff: .account),
            "ends by itself"),
        row(
            "1113", "the same operation again too soon", .rateLimitExceeded,
            "the first one was probably taken: the state is read, and if it is as asked the answer is success"),
        row(
            "1199", "requests too frequent", .rateLimitExceeded, Recovery(backOff: .project),
            "the project's limit"),
        row("1400", "token invalid", .internalError, TuyaErrorRows.newToken, "as 1010"),
    ]

    /// The project's token is not valid any more. If a new one is refused as well, an alarm is raised.
    static let newToken = Recovery(.reauthenticate, again: .yes, alarm: true)
    /// The signature was refused: the request is signed once more with the corrected clock; if that fails, nothing works until
    /// the operator acts.
    static let signAgain = Recovery(.signAgain, again: .yes, breaker: .project, alarm: true)

    /// An HTTP 429 without a code: from a proxy, not from Tuya.
    static let tooManyRequests = ErrorRow(
        "http.429", "a proxy or gateway refuses further requests", .internalError,
        Recovery(.retryWhenTold, again: .yes, backOff: .project, alarm: true))
}
