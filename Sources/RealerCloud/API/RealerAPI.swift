import AlexaProtocol
import DeviceCloud
import FoundationEssentials
import HTTPTypes
import Synchronization
import Timing

/// The HTTPS interface of iot/v1: client credentials are exchanged for a bearer token; answers have a code, an error or a status.
final class RealerAPI: VendorAPI {
    let errors = RealerCloud.errors
    let usesPlatformToken = true

    /// The scopes of the HTTPS interface. A request without scopes gets Realer's default.
    static let scopes = "iot:catalog:read iot:desired-state:read iot:feed-data:write"

    private let account: RealerAccount
    private let environment: SkillEnvironment
    private let cadence: Cadence
    /// Whether a token lacked a scope, so that the next one is requested with all scopes.
    private let namesScopes = Mutex(false)

    init(_ account: RealerAccount, _ cadence: Cadence, _ environment: SkillEnvironment) {
        self.account = account
        self.cadence = cadence
        self.environment = environment
    }

    func authentication(of request: SignableRequest, with token: PlatformToken?) async -> HTTPFields {
        guard let token else {
            let pair = Data("\(account.clientId):\(account.clientSecret.exposed)".utf8)
            return [.authorization: "Basic " + pair.base64EncodedString(), .accept: "application/json"]
        }
        return [.authorization: "Bearer " + token.secret.exposed, .accept: "application/json"]
    }

    func reading(of reply: CloudReply, to request: CloudRequest) -> Reading {
        guard let body = reply.json?.object else { return Reading(.none) }
        // An object is Realer's own answer; a proxy sends HTML or an empty body.
        let trace = body["request_id"]?.string
        if let error = RealerError(body) {
            guard var refusal = error.refusal(status: reply.status, in: errors, device: account.deviceId) else {
                return Reading(.none, trace: trace, isInVendorsForm: true)
            }
            let row = refusal.rowCode ?? refusal.code
            if row == "4003.scope" { namesScopes.withLock { $0 = true } }
            if reply.fields[.retryAfter] == nil, ["4029", "5003"].contains(errors.row(row, .directive)?.code) {
                // No Retry-After was ever seen: the default is one interval of the cadence, which the plan permits.
                refusal.retryNotBefore = Self.wait(in: error.details) ?? cadence.interval
            }
            return Reading(.refusal(refusal), trace: trace)
        }
        guard (200..<300).contains(reply.status) else {
            return Reading(.none, trace: trace, isInVendorsForm: true)
        }
        switch body["status"]?.string {
        case "rejected": return Reading(.refusal(Reading.Refusal("rejected")), trace: trace)
        case "stale": return Reading(.refusal(Reading.Refusal("stale")), trace: trace)
        case "created", "idempotent", "processed": return Reading(.success(.object(body)), trace: trace)
        case _?, nil: break
        }
        guard body["code"] != nil || Self.isResult(body, of: request) else {
            return Reading(.none, trace: trace, isInVendorsForm: true)
        }
        return Reading(.success(.object(body)), trace: trace)
    }

    /// Whether an answer without a code has the requested data, as in some editions.
    private static func isResult(_ body: JSONObject, of request: CloudRequest) -> Bool {
        switch request.purpose {
        case .login: body["access_token"] != nil
        case .discovery, .stateReport:
            ["commands", "sensors", "catalog", "catalogs", "catalog_revision", "available_protocols"]
                .contains { body[$0] != nil }
        case .command: body["commands"] != nil
        }
    }

    /// The pause that the details demand.
    private static func wait(in details: JSONObject) -> Duration? {
        for key in ["retry_after", "retry_after_seconds", "retry_in"] {
            if let seconds = details[key].flatMap(RealerNumber.init)?.value, (0...3600).contains(seconds) {
                return .seconds(seconds)
            }
        }
        return nil
    }

    func platformToken(_ login: CloudLogin) async throws(CloudFailure) -> PlatformToken {
        var form = ["grant_type": "client_credentials"]
        if namesScopes.withLock({ $0 }) { form["scope"] = Self.scopes }
        let answer = try await login.send(
            .post(
                "oauth.token", "/oauth/token", .form(form), for: .login, effect: .idempotent,
                CloudRequest.Concern(account: RealerRequests.account)))
        guard let token = PlatformToken(answer.result, at: environment.now()) else { throw login.unreadable(answer) }
        return token
    }
}
