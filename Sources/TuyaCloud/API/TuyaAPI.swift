package import AlexaProtocol
package import DeviceCloud
package import HTTPTypes
package import Logging
package import Timing

/// Tuya's API for one project: signature, envelope and token.
///
/// A token is always requested with `grant_type=1`, never with a refresh token: a refresh token works once and invalidates both
/// tokens, also for other processes of the project, while `grant_type=1` returns the same valid token to all of them.
package struct TuyaAPI: VendorAPI {
    /// The code for `success: true, result: false`: the command was not passed on.
    static let notPassedOn = "result_false"
    /// The code for a refusal whose code is not a number.
    static let noNumber = "no number"
    /// How long a quota that is used up is not requested again.
    private static let quotaPause = Duration.seconds(3600)

    private let clientId: String
    private let secret: Secret
    private let clock: TuyaClock
    private let environment: SkillEnvironment
    private let noteCall: @Sendable () -> Void

    /// The API of one project.
    ///
    /// - Parameters:
    ///   - account: the account's name; in alarms it is hashed.
    ///   - noteCall: called for each request that is sent, requests for tokens included.
    package init(
        clientId: String, secret: Secret, account: String, environment: SkillEnvironment, logger: Logger,
        noteCall: @escaping @Sendable () -> Void = {}
    ) {
        self.noteCall = noteCall
        self.clientId = clientId
        self.secret = secret
        self.environment = environment
        clock = TuyaClock(account: account, environment, logger: logger)
    }

    package var errors: ErrorTable { TuyaCloud.errors }
    package var usesPlatformToken: Bool { true }

    package func authentication(of request: SignableRequest, with token: PlatformToken?) async -> HTTPFields {
        noteCall()
        let time = String(clock.now)
        let nonce = environment.makeMessageId()
        let signature = TuyaSignature(clientId: clientId, time: time, nonce: nonce)
        var fields: HTTPFields = [
            .tuyaClientId: clientId, .tuyaSignMethod: "HMAC-SHA256", .tuyaTime: time, .tuyaNonce: nonce,
            .tuyaLanguage: "en",
            .tuyaSign: signature.sign(request, secret: secret.exposed, token: token?.secret.exposed),
        ]
        if let token { fields.append(HTTPField(name: .tuyaAccessToken, value: token.secret.exposed)) }
        return fields
    }

    package func reading(of reply: CloudReply, to request: CloudRequest) -> Reading {
        guard let body = reply.json?.object else { return Reading(.none) }
        clock.note(body["t"])
        let trace = body.text("tid")
        // Tuya's codes are numbers. Any other text may contain confidential data and is not logged.
        let code = body.text("code", "errorCode").map { text in
            let digits = text.filter { $0 != "," }
            return Int(digits) == nil ? Self.noNumber : digits
        }
        switch body.truth("success") {
        case true:
            let result = body["result"] ?? .null
            if request.effect != .read, Self.isRefusal(result) {
                return Reading(.refusal(.init(Self.notPassedOn)), trace: trace)
            }
            return Reading(.success(result), trace: trace)
        case false, nil:
            // A code without `success` counts as a refusal; success is never assumed.
            guard let code else { return Reading(.none, trace: trace) }
            var refusal = Reading.Refusal(code)
            if code == "28841004" || code == "28841104" { refusal.retryNotBefore = Self.quotaPause }
            return Reading(.refusal(refusal), trace: trace)
        }
    }

    /// Whether the result of a command says that it, or one of its codes, was not passed on: `false`, or a list or object with a
    /// verdict for each code, one of which is `false`.
    private static func isRefusal(_ result: JSONValue) -> Bool {
        func isFalse(_ value: JSONValue) -> Bool {
            value == false || value.object?.truth("success") == false || value.object?["result"] == false
        }
        if isFalse(result) { return true }
        return result.array?.contains(where: isFalse) ?? result.object?.members.contains { $0.value == false } ?? false
    }

    package func platformToken(_ login: CloudLogin) async throws(CloudFailure) -> PlatformToken {
        let answer = try await login.send(
            .get("token", "/v1.0/token", query: [("grant_type", "1")], for: .login))
        guard let result = answer.result.object, let token = result["access_token"]?.string, !token.isEmpty else {
            throw login.unreadable(answer)
        }
        // Tuya returns the current token with the rest of its lifetime, which can be less than a minute.
        let lifetime = result.wholeNumber("expire_time", "expire") ?? 7200
        return PlatformToken(Secret(token), lifetime: .seconds(max(1, min(lifetime, 86_400))))
    }
}

extension HTTPField.Name {
    static let tuyaClientId = tuya("client_id")
    static let tuyaAccessToken = tuya("access_token")
    static let tuyaSign = tuya("sign")
    static let tuyaSignMethod = tuya("sign_method")
    static let tuyaTime = tuya("t")
    static let tuyaNonce = tuya("nonce")
    static let tuyaLanguage = tuya("lang")

    /// A field name; `name` may contain only the characters that HTTP permits.
    private static func tuya(_ name: StaticString) -> HTTPField.Name {
        HTTPField.Name(name.description) ?? .authorization
    }
}
