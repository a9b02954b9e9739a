import AlexaProtocol
import DeviceCloud
import HTTPTypes
import TestSupport

/// A fictional vendor: a token is requested with a key, every request is signed, codes are in the body.
struct AcmeAPI: VendorAPI {
    var usesPlatformToken = true
    /// Whether all end users of each maker get the same code.
    var holdsForEveryUser = false

    static let key = "acme-key-never-shown"

    let errors = ErrorTable(
        cloud: "acme",
        rows: [
            .success("0", "done"),
            ErrorRow("1004", "signature invalid", .internalError, Recovery(.signAgain, again: .yes, alarm: true)),
            ErrorRow("1004", "wrong key", .internalError, .projectFault, call: .login),
            ErrorRow("1010", "token expired", .internalError, Recovery(.reauthenticate, again: .yes, alarm: true)),
            ErrorRow(
                "1101", "out of range", .invalidValue, fields: .bounds, Recovery(rechecksCapabilities: true),
                stateReport: .odd),
            ErrorRow(
                "1199", "too many requests", .rateLimitExceeded,
                Recovery(.retryWhenTold, again: .yes, backOff: .project)),
            ErrorRow(
                "2001", "device offline", .endpointUnreachable, Recovery(backOff: .device), stateReport: .off),
            ErrorRow("2003", "not supported", .invalidDirective, Recovery(rechecksCapabilities: true)),
            ErrorRow(
                "2010", "no such device", .noSuchEndpoint, Recovery(confirmedByList: true), stateReport: .gone,
                discovery: .skip),
            ErrorRow(
                "3001", "account locked", .partnerApplicationRedirection, Recovery(breaker: .account), stateReport: .off
            ),
            ErrorRow(
                "6001", "not linked", .insufficientPermissions,
                when: [ErrorCondition(.severalAccounts, .internalError, .projectFault)]),
            ErrorRow(
                "6002", "unknown", .noSuchEndpoint,
                when: [ErrorCondition(.severalDevices, nil, Recovery(breaker: .project))]),
            ErrorRow(
                "6003", "refused", .invalidValue,
                when: [
                    ErrorCondition(.withoutValue, .endpointBusy), ErrorCondition(.declared, .invalidDirective),
                    ErrorCondition(
                        .thermostatSchedule, CloudErrorType(ThermostatSchedule.Failure.insufficientSpace)),
                ]),
            ErrorRow(
                "6006", "not passed on", .endpointUnreachable,
                when: [ErrorCondition(.undeclared, .invalidDirective)]),
            ErrorRow(
                "2002", "no devices", .noSuchEndpoint, Recovery(confirmedByList: true), stateReport: .gone,
                discovery: .empty),
            ErrorRow(
                "6004", "not subscribed", .internalError, when: [ErrorCondition(.singleFeature, .invalidDirective)]),
            ErrorRow(
                "6005", "a fault", .endpointUnreachable,
                when: [ErrorCondition(.sameOperation, .internalError, .alarm)]),
            ErrorRow("5000", "busy", .endpointUnreachable, Recovery(.retry, again: .yes)),
            ErrorRow("5001", "timed out inside", .endpointUnreachable, .retry),
            ErrorRow(
                "5002", "a fault without a name", .internalError,
                Recovery(.retryOnce, again: .ifIdempotent, alarm: true)),
            ErrorRow("3002", "look into the app", .partnerApplicationRedirection),
            ErrorRow(
                "6007", "sign-in not allowed", .partnerApplicationRedirection, Recovery(breaker: .account),
                when: [ErrorCondition(.everyUserOfMaker, nil, Recovery(breaker: .account, alarm: true))]),
            ErrorRow("7001", "locks are not subscribed", .invalidDirective, Recovery(breaker: .api, alarm: true)),
            ErrorRow("9002", "plan expired", .cloudControlDisabled, .projectFault),
        ],
        families: [CodeFamily("90", ErrorRow("90xx", "a plan", .internalError, .projectFault))])

    func authentication(of request: SignableRequest, with token: PlatformToken?) async -> HTTPFields {
        var fields: HTTPFields = [.acmeKey: Self.key]
        if let token { fields[.acmeToken] = token.secret.exposed }
        fields[.acmeSignature] = Self.signature(
            request.method.rawValue, request.path,
            request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&"),
            request.body, token?.secret.exposed)
        return fields
    }

    /// Computed by both the client and the fake.
    static func signature(_ method: String, _ path: String, _ query: String, _ body: [UInt8], _ token: String?)
        -> String
    {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in "\(method)\n\(path)\n\(query)\n\(token ?? "")\n".utf8 + body {
            hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211
        }
        return String(hash, radix: 16)
    }

    func reading(of reply: CloudReply, to request: CloudRequest) -> Reading {
        guard let body = reply.json?.object, let isSuccess = body["ok"]?.bool else { return Reading(.none) }
        let trace = body["trace"]?.string
        if isSuccess { return Reading(.success(body["data"] ?? .null), trace: trace) }
        guard let code = body["code"]?.integer.map(String.init) ?? body["code"]?.string else {
            return Reading(.none, trace: trace)
        }
        var refusal = Reading.Refusal(code, rowCode: body["row"]?.string, details: body)
        refusal.retryNotBefore = body["wait_ms"]?.integer.map { .milliseconds($0) }
        if let low = body["min"]?.number, let high = body["max"]?.number {
            refusal.bounds = .number(ValidRange(low...high))
        }
        return Reading(.refusal(refusal), trace: trace)
    }

    func holds(_ condition: ErrorCondition.When, for request: CloudRequest) -> Bool {
        condition == .everyUserOfMaker && holdsForEveryUser
    }

    func platformToken(_ login: CloudLogin) async throws(CloudFailure) -> PlatformToken {
        let answer = try await login.send(
            .post("token", "/token", .form(["grant": "client"]), for: .login, effect: .idempotent))
        guard let data = answer.result.object, let token = data["token"]?.string, let ttl = data["ttl"]?.integer else {
            throw login.unreadable(answer)
        }
        return PlatformToken(Secret(token), lifetime: .seconds(ttl))
    }
}

extension HTTPField.Name {
    static let acmeKey = HTTPField.Name("x-acme-key")!
    static let acmeToken = HTTPField.Name("x-acme-token")!
    static let acmeSignature = HTTPField.Name("x-acme-signature")!
}
