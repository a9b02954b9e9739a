import AlexaProtocol
import DeviceCloud

/// Realer's application acknowledgement of a report over MQTT: `status`, `retryable` and, for a failure, `error.type`. It has no
/// numeric code. PUBACK is not it: that says only that the broker has the message.
struct MQTTAcknowledgement: Hashable, Sendable {
    /// The report that it is about; `nil` if it does not say.
    let messageId: String?
    /// What became of the report, in lower case.
    let status: String
    /// Whether the same report may be published again; `nil` if it does not say.
    let isRetryable: Bool?
    /// The readable label of a response code; `nil` for a success.
    let errorType: String?

    /// The words that mean that the report was taken. No list of them is published; a word that is not here is a failure.
    private static let successes: Set<String> = ["created", "idempotent", "processed", "accepted", "ok"]

    /// Reads a payload; `nil` if it is no acknowledgement.
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

    /// The refusal, to be translated by the registry of response codes; `nil` if the report was taken.
    var refusal: Reading.Refusal? {
        if let errorType { return Reading.Refusal(errorType) }
        return Self.successes.contains(status) ? nil : Reading.Refusal(status)
    }

    /// Whether and how the report is published again: `retryable` decides; without it the row of the registry does.
    func recovery(_ row: ErrorRow) -> Recovery {
        switch isRetryable {
        case true?: Recovery(.retry, again: .yes)
        case false?: .none
        case nil: row.recovery
        }
    }
}
