package import AlexaProtocol
package import HTTPTypes
package import LoopbackServer

extension FakeRealer {
    /// An edition of Realer's documentation.
    package enum Edition: String, CaseIterable, Sendable {
        /// `code`, and `error` as an object with the registry's types.
        case newest
        /// `error` as an object with other types; reports and their errors have no `code`.
        case middle
        /// `code`, and `error` as a text. Has neither 4009 nor 4015 nor 5003; HTTP 403 stands for 4002 and 4013.
        case oldest
    }

    /// A line of the registry of response codes.
    package struct RegistryEntry: Hashable, Sendable {
        /// The response code.
        package let code: Int
        /// The HTTP status in the newest edition.
        package let status: Int
        /// `error.type` in the newest edition.
        package let type: String
        /// `error.type` in the middle edition.
        package let middleType: String
    }

    /// All codes of errors.
    package static let registry = [
        RegistryEntry(code: 4000, status: 400, type: "bad_request", middleType: "bad_request"),
        RegistryEntry(code: 4001, status: 401, type: "unauthorized", middleType: "invalid_token"),
        RegistryEntry(code: 4002, status: 402, type: "payment_required", middleType: "subscription_inactive"),
        RegistryEntry(code: 4003, status: 403, type: "forbidden", middleType: "forbidden"),
        RegistryEntry(code: 4004, status: 404, type: "not_found", middleType: "resource_not_found"),
        RegistryEntry(code: 4009, status: 409, type: "conflict", middleType: "message_conflict"),
        RegistryEntry(code: 4013, status: 413, type: "payload_too_large", middleType: "payload_too_large"),
        RegistryEntry(code: 4015, status: 415, type: "unsupported_media_type", middleType: "unsupported_media_type"),
        RegistryEntry(code: 4022, status: 422, type: "validation_failed", middleType: "validation_failed"),
        RegistryEntry(code: 4029, status: 429, type: "rate_limited", middleType: "rate_limited"),
        RegistryEntry(code: 5003, status: 503, type: "service_unavailable", middleType: "service_unavailable"),
    ]
}

extension LoopbackAnswer {
    /// An error of Realer's in the form of an edition.
    ///
    /// - Parameters:
    ///   - type: replaces the edition's own.
    ///   - status: replaces the edition's own.
    package static func realer(
        _ code: Int, _ edition: FakeRealer.Edition, type: String? = nil, status: Int? = nil, details: JSONObject = [:],
        _ fields: HTTPFields = [:]
    ) -> LoopbackAnswer {
        let entry = FakeRealer.registry.first { $0.code == code }
        var status = status ?? entry?.status ?? code / 10
        var body: JSONObject = [:]
        switch edition {
        case .newest, .middle:
            let usual = edition == .newest ? entry?.type : entry?.middleType
            if edition == .newest { body["code"] = .number(Double(code)) }
            body["error"] = [
                "type": .string(type ?? usual ?? "unheard_of"), "message": "realer says no",
                "details": .object(details),
            ]
            body["request_id"] = "req-never-the-same"
        case .oldest:
            if [4002, 4013].contains(code) { status = 403 }
            body["code"] = .number(Double(code))
            body["error"] = "Realer says no."
        }
        return .realerJSON(status, .object(body), fields)
    }

    /// An error of the token endpoint, in OAuth's shape.
    package static func realerOAuth(_ status: Int, _ error: String) -> LoopbackAnswer {
        .realerJSON(status, ["error": .string(error), "error_description": "realer says no"])
    }

    /// A JSON document.
    package static func realerJSON(_ status: Int, _ body: JSONValue, _ fields: HTTPFields = [:]) -> LoopbackAnswer {
        var fields = fields
        fields[.contentType] = "application/json"
        return LoopbackAnswer(HTTPResponse.Status(code: status), fields, body: body.encoded())
    }

    /// A text, such as that of a proxy.
    package static func realerText(_ status: Int, _ text: String) -> LoopbackAnswer {
        LoopbackAnswer(HTTPResponse.Status(code: status), body: Array(text.utf8))
    }

    static func realerCatalog(_ key: String, _ items: [JSONObject]) -> LoopbackAnswer {
        .realerJSON(200, ["code": 2000, .init(key): .array(items.map(JSONValue.object))])
    }

    /// The answer to an accepted report. In the middle edition only catalogues have a code.
    package static func realerTaken(_ status: Int, _ word: String, _ messageId: String, _ edition: FakeRealer.Edition)
        -> LoopbackAnswer
    {
        var body: JSONObject = [
            "status": .string(word), "feed_data_id": "fd_1", "message_id": .string(messageId), "warnings": [],
        ]
        if edition != .middle { body["code"] = 2000 }
        return .realerJSON(status, .object(body))
    }
}
