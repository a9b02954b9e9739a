import AlexaProtocol
import Crypto
import HTTPTypes

/// Tuya's checks before a request is carried out: id, time, token and signature. Written independently from Tuya's page, so that
/// it only agrees with the client if both are right.
struct FakeTuyaGate {
    let clientId: String
    let secret: String
    /// The tolerated offset of a request's time, in milliseconds. Source: old pages say five minutes.
    static let tolerance: Int64 = 300_000

    /// The code of a refusal; `nil` if the request is accepted.
    ///
    /// - Parameter token: whether an access token is valid; `nil` for a token request, which must not be signed with one.
    func refusal(_ request: HTTPRequest, _ body: [UInt8], at now: Int64, token: ((String) -> Bool)?) -> String? {
        let fields = request.headerFields
        func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { fields[$0] } }
        guard field("client_id") == clientId else { return "1005" }
        guard field("sign_method") == "HMAC-SHA256", let sign = field("sign"), let time = field("t") else {
            return "1105"
        }
        if request.method == .post, !body.isEmpty, field("content-type") != "application/json" { return "1006" }
        guard time.utf8.count == 13, let sent = Int64(time), abs(sent - now) <= Self.tolerance else { return "1013" }
        var accessToken = ""
        if let token {
            guard let given = field("access_token"), !given.isEmpty else { return "1002" }
            guard token(given) else { return "1010" }
            accessToken = given
        }
        var signed = ""
        for name in (field("signature-headers") ?? "").split(separator: ":") {
            signed += "\(name):\(field(String(name)) ?? "")\n"
        }
        let target = [request.method.rawValue, Self.sha256(body), signed, Self.canonical(request.path ?? "")]
            .joined(separator: "\n")
        let message = clientId + accessToken + time + (field("nonce") ?? "") + target
        return Self.hmac(Array(message.utf8), key: Array(secret.utf8)).uppercased() == sign ? nil : "1004"
    }

    /// The path with its query decoded and sorted by name.
    static func canonical(_ target: String) -> String {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return target }
        let fields = parts[1].split(separator: "&").map { pair in
            pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { FormFields.decoded($0) }
        }
        let sorted = fields.sorted { ($0.first ?? "") < ($1.first ?? "") }
        return parts[0] + "?" + sorted.map { $0.joined(separator: "=") }.joined(separator: "&")
    }

    /// The query's fields, decoded.
    static func query(_ target: String) -> [String: String] {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return [:] }
        return FormFields.read(parts[1])
    }

    private static func sha256(_ bytes: [UInt8]) -> String { hex(Array(SHA256.hash(data: bytes))) }

    /// HMAC by its definition (RFC 2104).
    private static func hmac(_ message: [UInt8], key: [UInt8]) -> String {
        var block = key.count > 64 ? Array(SHA256.hash(data: key)) : key
        block += [UInt8](repeating: 0, count: 64 - block.count)
        let inner = Array(SHA256.hash(data: block.map { $0 ^ 0x36 } + message))
        return hex(Array(SHA256.hash(data: block.map { $0 ^ 0x5C } + inner)))
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
