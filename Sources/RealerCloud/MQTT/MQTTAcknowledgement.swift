import AlexaProtocol
import DeviceCloud

/// Realer's application acknowledgement of a report over MQTT: `status`, `retryable` and, for a failure, `error.type`. It has no
/// numeric code. It is not PUBACK, which only confirms that the broker has the message.
struct MQTTAcknowledgement: Hashable, Sendable {
    /// The message id of the report; `nil` if it is missing.
    let messageId: String?
    /// The status of the report, in lower case.
    let status: String
    /// Whether the same report may be published again; `nil` if it is missing.
    let isRetryable: Bool?
    /// The readable label of a response code; `nil` for a success.
    let errorType: String?

    /// The values of `status` for an accepted report. No list is published; any other value is a failure.
    private static let successes: Set<String> = ["created", "idempotent", "processed", "accepted", "ok"]

    /// Parses a payload; `nil` if it is not an acknowledgement.
    init?(_ payload: [UInt8]) {
        let document = JSONDocument(parsing: payload)
        guard document.problem == nil, let body = document.value?.object else { return nil }
        let error = body["error"]
        errorType = error?.object?["type"]?.string ?? error?.string ?? body["error.type"]?.string
        guard let status = body["status"]?.string ?? errorType else { return nil }
        self.status = status.lowercased()
        messageId = body["message_id"]?.string
        isRetryable = body["retryable"]?.bool
    }

    /// The refusal, to be looked up in the table of response codes; `nil` if the report was accepted.
    var refusal: Reading.Refusal? {
        if let errorType { return Reading.Refusal(errorType) }
        return Self.successes.contains(status) ? nil : Reading.Refusal(status)
    }

    /// Whether and how the report is published again: `retryable` decides; without it, the row.
    func recovery(_ row: ErrorRow) -> Recovery {
        switch isRetryable {
        case true?: Recovery(.retry, again: .yes)
        case false?: .none
        case nil: row.recovery
        }
    }
}
