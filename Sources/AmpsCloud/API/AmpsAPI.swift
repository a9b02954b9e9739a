import AlexaProtocol
import DeviceCloud
import HTTPTypes

/// Amps's API: an API key in a header, and two editions of the envelope. Sources: docs.amps.ai, /concepts/auth-model and
/// /concepts/error-envelope.
struct AmpsAPI: VendorAPI {
    let errors: ErrorTable
    private let key: Secret
    private let isRefusedToAll: @Sendable (CloudRequest) -> Bool

    /// The API with the account's key.
    ///
    /// - Parameter isRefusedToAll: records that the maker has refused the sign-in of a request's end user, and returns whether it
    ///   now refuses the sign-ins of all its end users.
    init(key: Secret, isRefusedToAll: @escaping @Sendable (CloudRequest) -> Bool = { _ in false }) {
        self.key = key
        self.isRefusedToAll = isRefusedToAll
        errors = AmpsCloud.table(isLive: Self.isLive(key))
    }

    /// Whether a key controls live devices, by its prefix.
    static func isLive(_ key: Secret) -> Bool {
        key.exposed.hasPrefix("sk_live_") || key.exposed.hasPrefix("amps_sk_live_")
    }

    var usesPlatformToken: Bool { false }

    func authentication(of request: SignableRequest, with token: PlatformToken?) async -> HTTPFields {
        var fields = HTTPFields()
        if let name = HTTPField.Name("x-api-key") { fields.append(HTTPField(name: name, value: key.exposed)) }
        fields.append(HTTPField(name: .accept, value: "application/json"))
        return fields
    }

    func platformToken(_ login: CloudLogin) async throws(CloudFailure) -> PlatformToken {
        // Never called: each request carries the key itself, and there is no token.
        throw login.unreadable(try await login.send(.get("key.check", "/battery", for: .login)))
    }

    func holds(_ condition: ErrorCondition.When, for request: CloudRequest) -> Bool {
        condition == .everyUserOfMaker && isRefusedToAll(request)
    }

    func reading(of reply: CloudReply, to request: CloudRequest) -> Reading {
        guard let body = reply.json?.object else { return Reading(.none) }
        let trace = body["meta"]?.object?["requestId"]?.string
        let isSuccess = (200..<300).contains(reply.status)
        // The older edition has no envelope. Success is not assumed: the answer must contain the requested data. A failed action
        // has its own error.
        let isBare =
            isSuccess && body["success"] == nil
            && ["id", "actionId", "items", "settings"].contains { body[$0] != nil }
        if let error = body["error"]?.object, body["success"]?.bool != true, !isBare {
            guard let code = error["code"]?.identifier else { return Reading(.none, trace: trace) }
            return Reading(.refusal(Self.refusal(code, error["details"]?.object ?? [:], request)), trace: trace)
        }
        if isSuccess, body["success"]?.bool == true, let data = body["data"], data.object != nil || data.array != nil {
            return Reading(.success(data), trace: trace)
        }
        return Reading(isBare ? .success(.object(body)) : .none, trace: trace)
    }

    /// A refusal, with the bounds and the pause in its details.
    static func refusal(_ code: String, _ details: JSONObject, _ request: CloudRequest) -> Reading.Refusal {
        Reading.Refusal(
            code, retryNotBefore: wait(details), bounds: bounds(details, request), details: details)
    }

    /// The pause that Amps demands. Its form is not documented, so all plausible names are read.
    private static func wait(_ details: JSONObject) -> Duration? {
        let seconds = ["retryAfterSeconds", "retryAfter", "retry_after", "retryAfterSec"].lazy
            .compactMap { details[$0]?.amount }.first
        let milliseconds = details["retryAfterMs"]?.amount
        guard let wait = seconds ?? milliseconds.map({ $0 / 1000 }), (0...86_400).contains(wait) else { return nil }
        return .seconds(wait)
    }

    /// The bounds in the unit of the quantity that was sent, which is the directive's.
    private static func bounds(_ details: JSONObject, _ request: CloudRequest) -> VendorBounds? {
        guard let sent = sentUnit(details["parameter"]?.string ?? details["setting"]?.string, in: request.body),
            let bounds = AmpsBounds(details, usual: sent)
        else { return nil }
        if sent == .celsius || sent == .fahrenheit { return bounds.temperatures.map(VendorBounds.temperature) }
        return bounds.limits(in: sent).map { VendorBounds.number(ValidRange($0)) }
    }

    /// The unit of the quantity that the details name, or of the only one.
    private static func sentUnit(_ name: String?, in body: CloudRequest.Body) -> AmpsUnit? {
        guard case .json(let json) = body, let object = json.object else { return nil }
        let sent = object["action"]?.object?["parameters"]?.object ?? object
        let quantities = sent.members.compactMap { member in
            AmpsQuantity(member.value).map { (name: member.key, unit: $0.unit) }
        }
        return quantities.first { $0.name == name }?.unit ?? quantities.first?.unit
    }
}
