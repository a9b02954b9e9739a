import AlexaProtocol
import LoopbackLambda

/// Directives to send, and the parsed answers.
enum Sent {
    static let scope: JSONValue = ["type": "BearerToken", "token": "access-token-from-skill"]

    static let discover = JSONValue.object([
        "directive": [
            "header": [
                "namespace": "Alexa.Discovery", "name": "Discover", "payloadVersion": "3", "messageId": "m-discover",
            ],
            "payload": ["scope": scope],
        ]
    ]).encoded()

    static let acceptGrant = JSONValue.object([
        "directive": [
            "header": [
                "namespace": "Alexa.Authorization", "name": "AcceptGrant", "payloadVersion": "3",
                "messageId": "m-grant",
            ],
            "payload": ["grant": ["type": "OAuth2.AuthorizationCode", "code": "the-code"], "grantee": scope],
        ]
    ]).encoded()

    /// A command.
    static func command(
        _ namespace: String, _ name: String, to endpoint: String, payload: JSONValue = [:], token: String = "corr",
        messageId: String = "m-1"
    ) -> [UInt8] {
        let directive: JSONValue = [
            "header": [
                "namespace": .string(namespace), "name": .string(name), "payloadVersion": "3",
                "messageId": .string(messageId), "correlationToken": .string(token),
            ],
            "endpoint": ["endpointId": .string(endpoint), "scope": scope, "cookie": [:]],
            "payload": payload,
        ]
        return JSONValue.object(["directive": directive]).encoded()
    }
}

/// The readable part of an answer.
struct Answer: Hashable, CustomStringConvertible {
    /// `Namespace.Name`
    let name: String
    let correlationToken: String?
    /// Of an ErrorResponse.
    let errorType: String?
    /// The number of discovered endpoints.
    let endpoints: Int?

    init(_ body: [UInt8]) {
        let event = JSONDocument(parsing: body).value?.object?["event"]?.object
        let header = event?["header"]?.object
        name = (header?["namespace"]?.string ?? "?") + "." + (header?["name"]?.string ?? "?")
        correlationToken = header?["correlationToken"]?.string
        errorType = event?["payload"]?.object?["type"]?.string
        endpoints = event?["payload"]?.object?["endpoints"]?.array?.count
    }

    init(_ name: String, correlationToken: String? = nil, errorType: String? = nil, endpoints: Int? = nil) {
        (self.name, self.correlationToken) = (name, correlationToken)
        (self.errorType, self.endpoints) = (errorType, endpoints)
    }

    var description: String { "\(name) \(errorType ?? "") \(endpoints.map(String.init) ?? "")" }
}

extension LoopbackLambda {
    /// Sends a directive; its answer.
    func answer(to body: [UInt8], _ requestId: String) async -> Answer? {
        guard case .answered(let event) = await invoke(body, requestId: requestId) else { return nil }
        return Answer(event)
    }
}
