package import AlexaProtocol
import HTTPTypes
package import LoopbackServer

extension FakeAmps {
    /// All codes of Amps's page "Error codes", with their HTTP statuses.
    package static let codes: [(code: String, status: Int)] = [
        ("INVALID_CREDENTIALS", 401), ("INVALID_API_KEY", 401), ("INVALID_MFA_CODE", 403), ("MFA_REQUIRED", 403),
        ("ACCOUNT_LOCKED", 403), ("UNSUPPORTED_CREDENTIAL_TYPE", 400), ("UNSUPPORTED_AUTH_PATH", 400),
        ("CREDENTIAL_NOT_FOUND", 404), ("DEVICE_NOT_FOUND", 404), ("NO_DEVICES_FOUND", 404), ("DEVICE_OFFLINE", 410),
        ("DEVICE_UNAUTHORIZED", 403), ("COMMAND_FAILED", 400), ("COMMAND_NOT_SUPPORTED", 400),
        ("BIND_NOT_SUPPORTED", 400), ("UNKNOWN_SETTING", 400), ("INVALID_PARAMETERS", 400),
        ("INVALID_OEM_PARAMETERS", 400), ("EXECUTION_NOT_SUPPORTED", 422), ("INVALID_TIME_WINDOW", 422),
        ("SCHEDULER_ACTIVE", 409), ("SCHEDULER_FULL", 409), ("MODE_OVERRIDDEN", 409), ("VPP_LOCKED", 409),
        ("NETWORK_ERROR", 502), ("RATE_LIMITED", 429), ("SERVICE_UNAVAILABLE", 503), ("TIMEOUT", 504),
        ("SIMULATED_FAILURE", 503), ("UNKNOWN_ERROR", 500),
    ]

    private static let platformStatuses: [String: Int] = [
        "UNAUTHORIZED": 401, "EXPIRED_TOKEN": 401, "RATE_LIMIT_EXCEEDED": 429, "INSUFFICIENT_PERMISSIONS": 403,
        "LIVE_ACCESS_DISABLED": 403, "UNSUPPORTED_MODE": 422, "PARAMETER_OUT_OF_RANGE": 422,
        "UNSUPPORTED_PARAMETER": 422, "UNSUPPORTED_UNIT": 422, "START_IN_PAST": 422, "START_OUT_OF_RANGE": 422,
        "UNSUPPORTED_SETTING": 422, "READ_ONLY_SETTING": 422, "CONFLICT": 409, "ACTION_NOT_CANCELLABLE": 409,
        "INTERNAL_ERROR": 500,
    ]

    /// The HTTP status of a code; 500 for a code that is not Amps's.
    package static func status(of code: String) -> Int {
        codes.first { $0.code == code }?.status ?? platformStatuses[code] ?? 500
    }

    /// A refusal in Amps's form.
    ///
    /// - Parameter status: `nil` for the status of the code.
    package static func refusal(
        _ code: String, status: Int? = nil, details: JSONObject = [:], path: String = "/", edition: Edition = .new
    ) -> LoopbackAnswer {
        var error: JSONObject = ["code": .string(code), "message": "A fixed text for each code."]
        if !details.isEmpty { error["details"] = .object(details) }
        var body: JSONObject = ["error": .object(error), "meta": ["requestId": "req-1", "path": .string(path)]]
        if edition == .new { body = JSONObject([("success", .bool(false))] + body.members.map { ($0.key, $0.value) }) }
        return LoopbackAnswer(
            HTTPResponse.Status(code: status ?? self.status(of: code)), [.contentType: "application/json"],
            body: JSONValue.object(body).encoded())
    }

    func refusal(
        _ code: String, status: Int? = nil, details: JSONObject = [:], _ call: Call, _ state: State
    ) -> LoopbackAnswer {
        Self.refusal(code, status: status, details: details, path: call.path, edition: state.edition)
    }

    func success(_ data: JSONValue, status: HTTPResponse.Status = .ok, _ state: State) -> LoopbackAnswer {
        let body: JSONValue =
            switch state.edition {
            case .old: data
            case .new:
                [
                    "success": true, "data": data,
                    "meta": [
                        "requestId": "req-ok", "environment": "sandbox", "timestamp": .string(now().description),
                        "latencyMs": 9,
                    ],
                ]
            }
        return LoopbackAnswer(status, [.contentType: "application/json"], body: body.encoded())
    }
}
