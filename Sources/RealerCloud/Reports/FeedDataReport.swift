package import AlexaProtocol
package import DeviceCloud
package import Skill

/// One report of a control device's action: the body of a feed-data request.
///
/// It has no `desired_id`, because it does not answer a desired state of Realer's. Realer uses such a report as the command's new
/// desired value if the command is configured for that ("local adoption").
package struct FeedDataReport: Hashable, Sendable {
    /// The idempotency key: the same for all reports of the same directive.
    package let messageId: String
    /// The command's id as text.
    package let commandId: String
    /// The command's id as in the catalogue.
    let commandIdAsSent: JSONValue
    /// The command's new value.
    let value: RealerNumber
    /// The time of the change.
    package let receivedAt: Timestamp
    /// The directive's value, to make an error more specific.
    var demand: Demand?

    /// A report on a command whose id is a text.
    package init(messageId: String, commandId: String, value: Double, receivedAt: Timestamp) {
        self.init(
            messageId: messageId, commandId: commandId, commandIdAsSent: .string(commandId), value: RealerNumber(value),
            receivedAt: receivedAt)
    }

    init(
        messageId: String, commandId: String, commandIdAsSent: JSONValue, value: RealerNumber, receivedAt: Timestamp
    ) {
        self.messageId = messageId
        self.commandId = commandId
        self.commandIdAsSent = commandIdAsSent
        self.value = value
        self.receivedAt = receivedAt
    }

    /// The body over HTTPS.
    var json: JSONValue {
        [
            "message_id": .string(messageId), "command_id": commandIdAsSent, "value": .string(value.text),
            "value_received_at": .string(receivedAt.description),
        ]
    }

    /// The payload over MQTT, where the topic names the command.
    var payload: JSONValue {
        [
            "message_id": .string(messageId), "value": .string(value.text),
            "value_received_at": .string(receivedAt.description),
        ]
    }
}

/// Sends reports to Realer.
package protocol ReportTransport: Sendable {
    /// Sends a report, with retries.
    ///
    /// - Throws: the failure for Realer's refusal, or for a missing answer.
    func deliver(_ report: FeedDataReport, _ call: AdapterCall) async throws(CloudFailure)

    /// Raises the alarm for a report that got 4009 although Realer did not have it already. ``deliver(_:_:)`` does not.
    func raiseAlarm(_ failure: CloudFailure, about report: FeedDataReport, _ call: AdapterCall)
}

/// Reports over HTTPS.
struct HTTPSReports: ReportTransport {
    let client: CloudClient
    let requests: RealerRequests

    func deliver(_ report: FeedDataReport, _ call: AdapterCall) async throws(CloudFailure) {
        var request = requests.feedData(report)
        request.demand = report.demand
        _ = try await client.send(request, call)
    }

    func raiseAlarm(_ failure: CloudFailure, about report: FeedDataReport, _ call: AdapterCall) {
        client.raiseAlarm(failure, of: requests.feedData(report), call)
    }
}
