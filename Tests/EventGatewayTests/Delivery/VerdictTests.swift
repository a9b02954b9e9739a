import AlexaProtocol
import EventGateway
import Testing

/// The table of status codes of Alexa.ErrorResponse, and statuses that it does not list.
@Suite struct VerdictTests {
    @Test(arguments: [
        (202, String?.none, Verdict.accepted),
        (200, nil, .acceptedUnexpectedly), (204, nil, .acceptedUnexpectedly), (299, nil, .acceptedUnexpectedly),
        (400, "INVALID_REQUEST_EXCEPTION", .malformed), (400, nil, .malformed),
        (401, "INVALID_ACCESS_TOKEN_EXCEPTION", .tokenRefused), (401, nil, .tokenRefused),
        (403, "SKILL_NEVER_ENABLED_EXCEPTION", .neverEnabled),
        (403, "INSUFFICIENT_PERMISSION_EXCEPTION", .notPermitted), (403, "SKILL_DISABLED_EXCEPTION", .revoked),
        (403, nil, .refused), (403, "NEW_EXCEPTION", .refused),
        (404, "ACCOUNT_NOT_FOUND_EXCEPTION", .notFound), (404, "SKILL_NOT_FOUND_EXCEPTION", .notFound),
        (413, "REQUEST_ENTITY_TOO_LARGE_EXCEPTION", .tooLarge),
        (429, "THROTTLING_EXCEPTION", .throttled), (429, "INVALID_REQUEST_EXCEPTION", .throttled),
        (500, "INTERNAL_SERVICE_EXCEPTION", .unavailable), (502, nil, .unavailable),
        (503, "SERVICE_UNAVAILABLE_EXCEPTION", .unavailable), (599, nil, .unavailable),
        (301, nil, .refused), (405, nil, .refused), (418, nil, .refused), (600, nil, .refused),
    ])
    func byStatus(status: Int, code: String?, expected: Verdict) {
        #expect(Verdict(GatewayReply(status: status, code: code)) == expected)
    }

    @Test(arguments: [
        (
            #"{"header": {}, "payload": {"code": "THROTTLING_EXCEPTION", "description": "slow down"}}"#,
            String?.some("THROTTLING_EXCEPTION"), String?.some("slow down")
        ),
        ("", nil, nil), ("<html>", nil, nil), ("[]", nil, nil), (#"{"payload": 5}"#, nil, nil),
        (#"{"payload": {"code": "not a code", "description": 5}}"#, nil, nil),
        (#"{"payload": {"code": "A_CODE", "description": "your token s3cret is bad"}}"#, "A_CODE", nil),
        (
            #"{"payload": {"code": "A_CODE", "description": "Atza|IwEBIFx9_0123456... is bad for Alexa.Thermostat_Controller"}}"#,
            "A_CODE", "(not shown) is bad for Alexa.Thermostat_Controller"
        ),
    ])
    func readsTheBody(body: String, code: String?, description: String?) {
        let reply = GatewayReply(
            status: 400, body: Array(body.utf8), retryAfter: nil, secrets: [Secret("s3cret")])
        #expect(reply.code == code)
        #expect(reply.description == description)
    }
}
