package import AlexaProtocol
package import DeviceCloud
package import Skill

/// One report of what a control device did: the body of a feed-data request.
///
/// It has no `desired_id`: it answers no desired state of Realer's. Realer takes such a report as the command's new desired value
/// where the command is configured for that ("local adoption").
package struct FeedDataReport: Hashable, Sendable {
    /// The idempotency key: the same for each sending of the same directive.
    package let messageId: String
    /// The command's id as text.
    package let commandId: String
    /// The same as the catalogue has it.
    let commandIdAsSent: JSONValue
    /// What the command's value is now.
    let value: RealerNumber
    /// When it became so.
    package let receivedAt: Timestamp
    /// What the directive asks for, if that makes an error more specific.
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

/// How reports reach Realer.
package protocol ReportTransport: Sendable {
    /// Sends a report until Realer has taken it.
    ///
    /// - Throws: what Realer's refusal, or its silence, means.
    func deliver(_ report: FeedDataReport, _ call: AdapterCall) async throws(CloudFailure)

    /// Tells the operator that a report got 4009 and was not one that Realer had already. ``deliver(_:_:)`` does not.
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
