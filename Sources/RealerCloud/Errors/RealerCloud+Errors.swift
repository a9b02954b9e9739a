package import DeviceCloud

extension RealerCloud {
    /// The response codes of iot/v1 (page "Response codes"), as in the error translation review.
    ///
    /// A feed-data report may always be sent again: Realer returns the first result for the same `message_id` and payload.
    package static let errors = ErrorTable(
        cloud: "realer", rows: codes + statusWords + loginCodes, families: classes, aliases: types, statuses: statuses,
        vendorsStatuses: vendorsStatuses)

    /// The twelve codes of the registry, then causes within one code that `error.type` or `error.details` distinguish.
    private static let codes = [
        ErrorRow.success("2000", "ok", http: 200, note: "a report that was created is answered with 201"),
        ErrorRow(
            "4000", "malformed or invalid request", http: 400, .internalError, .alarm,
            note: "our encoding is wrong, not the customer's words; the status is inferred, no page names it"),
        ErrorRow(
            "4001", "no valid authentication", http: 401, .partnerApplicationRedirection,
            Recovery(.reauthenticate, again: .yes, breaker: .account, alarm: true), stateReport: .off,
            note: "a new token is fetched once; if that is refused too, the control device's credentials are dead. Its "
                + "owner makes new ones in Realer's dashboard: linking the skill again would fix nothing"),
        ErrorRow(
            "4002", "the subscription is not active", http: 402, .partnerApplicationRedirection,
            Recovery(breaker: .account, alarm: true), stateReport: .off,
            note:
                "the owner renews it with Realer; SUBSCRIPTION_REQUIRED belongs to SmartVision. Older answers have HTTP "
                + "403 with this code"),
        ErrorRow(
            "4003", "forbidden by the control device's policy", http: 403, .insufficientPermissions,
            Recovery(again: .yes, alarm: true),
            note:
                "the right is given in Realer's dashboard; a missing scope and another device's resource have rows of "
                + "their own"),
        ErrorRow(
            "4003.scope", "the token lacks a scope", http: 403, .insufficientPermissions,
            Recovery(.reauthenticate, again: .yes, alarm: true),
            note:
                "4003 with the type insufficient_scope: a token with all scopes of the HTTPS interface is asked for once"
        ),
        ErrorRow(
            "4003.device", "the resource belongs to another control device", http: 403, .internalError, .alarm,
            note: "4003 whose details name another device: our routing or the configured device id is wrong"),
        ErrorRow(
            "4004", "device, command or sensor not found", http: 404, .noSuchEndpoint, Recovery(confirmedByList: true),
            stateReport: .gone, discovery: .skip,
            note:
                "NO_SUCH_ENDPOINT only if the catalogue, read afterwards, lacks the item; else ENDPOINT_UNREACHABLE. A "
                + "sensor that is not found is left out of a report"),
        ErrorRow(
            "4009", "message id used for another payload", http: 409, .internalError, .alarm, stateReport: .odd,
            discovery: .never,
            note:
                "our idempotency key is wrong and nothing may be sent again; the device is not busy. Success if what was "
                + "sent first under this id is what is asked now: by what this process remembers, else if Realer shows the "
                + "value that is asked for"),
        ErrorRow(
            "4013", "the body exceeds the plan's size", http: 413, .internalError, .alarm, stateReport: .odd,
            note:
                "one report has some 150 bytes: the plan is too small or our request wrong. Older answers have HTTP 403 "
                + "with this code"),
        ErrorRow(
            "4015", "the body is not JSON", http: 415, .internalError, .alarm, note: "our header is wrong"),
        ErrorRow(
            "4022", "the value does not fit the command", http: 422, .invalidValue, fields: .bounds,
            Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .never,
            note:
                "the catalogue is read again before the next command; the bounds come from error.details, else from the "
                + "catalogue"),
        ErrorRow(
            "4022.request", "a field of our own making is wrong", http: 422, .internalError, .alarm, stateReport: .odd,
            discovery: .never, note: "4022 whose details name a field other than the value"),
        ErrorRow(
            "4029", "the plan's cadence is exceeded", http: 429, .rateLimitExceeded, Recovery(backOff: .account),
            note: "the account rests for one interval of the cadence, or as long as Retry-After says"),
        ErrorRow(
            "5003", "a service of Realer's is down", http: 503, .endpointUnreachable, Recovery(.retry, again: .yes),
            note: "sent again with the same message id and bytes; the status is inferred, no page names it"),
    ]

    /// Values of `status` other than success, and failures of reports over MQTT.
    private static let statusWords = [
        ErrorRow(
            "rejected", "the control device refused", .notSupportedInCurrentMode, stateReport: .odd, discovery: .never,
            note: "report_status of a desired state, and the status of an MQTT acknowledgement"),
        ErrorRow(
            "stale", "overtaken by a newer command", .endpointBusy, stateReport: .odd, discovery: .never,
            note: "exactly the description of ENDPOINT_BUSY"),
        ErrorRow(
            "mqtt.not_sent", "the MQTT broker did not take the report", .endpointUnreachable,
            Recovery(.retry, again: .yes), discovery: .never),
        ErrorRow(
            "mqtt.not_acknowledged", "no application acknowledgement came in time", .endpointUnreachable,
            Recovery(.retry, again: .yes), discovery: .never, note: "PUBACK says only that the broker has the report"),
        ErrorRow(
            "mqtt.unreadable", "the acknowledgement cannot be read", .internalError, .alarm, discovery: .never),
    ]

    /// The meaning of codes while a token is fetched. That endpoint answers with OAuth's errors instead of codes.
    private static let loginCodes = [
        ErrorRow(
            "4000", "malformed token request", http: 400, .internalError, .projectFault, call: .login,
            note: "invalid_request, unsupported_grant_type: our request is wrong"),
        ErrorRow(
            "4001", "client id or secret refused", http: 401, .partnerApplicationRedirection,
            Recovery(breaker: .account, alarm: true), stateReport: .off, call: .login,
            note:
                "invalid_client, invalid_grant, unauthorized_client: the control device's credentials are wrong, revoked "
                + "or replaced in Realer's dashboard"),
        ErrorRow(
            "4003", "scope refused", http: 403, .insufficientPermissions, Recovery(breaker: .account, alarm: true),
            call: .login, note: "invalid_scope, access_denied: the credentials may not have all scopes of the interface"
        ),
        ErrorRow(
            "4004", "no token is given at this address", http: 404, .internalError, .projectFault, call: .login,
            note: "base_url leads elsewhere"),
        ErrorRow(
            "4022", "token request refused", http: 422, .internalError, .projectFault, call: .login,
            note: "our request is wrong: no value of the customer's is in it"),
        ErrorRow(
            "4029", "too many token requests", http: 429, .rateLimitExceeded,
            Recovery(.retryWhenTold, again: .yes, backOff: .project), call: .login, note: "slow_down"),
    ]

    /// Codes that Realer may add later: the first digit is the class.
    private static let classes = [
        CodeFamily(
            "4", length: 4,
            ErrorRow("4xxx", "refused, with a code that is not in the registry", .internalError, .alarm)),
        CodeFamily(
            "5", length: 4,
            ErrorRow(
                "5xxx", "a fault of Realer's, with a code that is not in the registry", .internalError,
                Recovery(.retry, again: .yes, alarm: true))),
    ]

    /// `error.type` in the spellings of both editions that have it, and OAuth's errors of the token endpoint.
    private static let types = [
        "bad_request": "4000", "unauthorized": "4001", "payment_required": "4002", "forbidden": "4003",
        "not_found": "4004", "conflict": "4009", "payload_too_large": "4013", "unsupported_media_type": "4015",
        "validation_failed": "4022", "rate_limited": "4029", "service_unavailable": "5003",
        "invalid_token": "4001", "subscription_inactive": "4002", "insufficient_scope": "4003.scope",
        "resource_not_found": "4004", "message_conflict": "4009",
        "invalid_request": "4000", "unsupported_grant_type": "4000", "invalid_client": "4001", "invalid_grant": "4001",
        "unauthorized_client": "4001", "invalid_scope": "4003", "access_denied": "4003", "slow_down": "4029",
        "temporarily_unavailable": "5003",
    ]

    /// "Fallback to the HTTP status if a response from an older endpoint does not include code" (page "Response codes").
    private static let statuses = [
        400: "4000", 401: "4001", 409: "4009", 413: "4013", 415: "4015", 422: "4022", 429: "4029", 503: "5003",
    ]

    /// Statuses that proxies send too: without a body of Realer's they blame neither the customer nor the device.
    private static let vendorsStatuses = [402: "4002", 403: "4003", 404: "4004"]
}
