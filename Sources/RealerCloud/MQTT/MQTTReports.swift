import AlexaProtocol
package import DeviceCloud
package import HTTPTransport
package import Logging
package import Skill
package import Timing

/// Publishes reports to Realer's broker. There is no implementation yet. It has to follow the MQTT catalogue of the control
/// device (`GET .../mqtt`): broker, topics, limits, and a separate credential that is not the OAuth token.
package protocol AcknowledgedPublisher: Sendable {
    /// Publishes a payload on the command's `feed_data_topic` with QoS 1, not retained, and waits for the application
    /// acknowledgement of its `message_id` on the device's `feed_data_ack_topic`.
    ///
    /// - Returns: the acknowledgement's payload.
    func publish(
        _ payload: [UInt8], ofCommand command: String, messageId: String, within timeout: Duration
    ) async throws(PublishFailure) -> [UInt8]
}

/// Why a payload was not acknowledged.
package enum PublishFailure: Error, Hashable, Sendable, CaseIterable {
    /// The broker did not accept it.
    case notSent
    /// It was sent, but no acknowledgement arrived in time.
    case notAcknowledged
}

/// Reports over MQTT, with the same table of codes as over HTTPS. A report that is published again has the same message id and
/// the same bytes.
package struct MQTTReports: ReportTransport {
    private let publisher: any AcknowledgedPublisher
    /// Converts refusals to failures, and raises their alarms.
    private let client: CloudClient
    private let requests: RealerRequests
    private let environment: SkillEnvironment
    private let policy = ResendPolicy()

    /// Reports of the account's control device.
    package init(
        _ publisher: any AcknowledgedPublisher, account: RealerAccount, transport: HTTPTransport,
        environment: SkillEnvironment, logger: Logger
    ) {
        let device = ControlDevice(
            account, transport: transport, policy: CloudPolicy(), environment: environment, logger: logger)
        self.publisher = publisher
        client = device.client
        requests = device.requests
        self.environment = environment
    }

    package func deliver(_ report: FeedDataReport, _ call: AdapterCall) async throws(CloudFailure) {
        let payload = report.payload.encoded()
        var request = requests.feedData(report)
        request.demand = report.demand
        var attempts = 0
        while true {
            attempts += 1
            let refusal: Reading.Refusal
            var failed: ResendPolicy.Failure
            switch await attempt(report, payload, attempts, call) {
            case .acknowledged(let acknowledgement):
                guard let refused = acknowledgement.refusal else { return }
                refusal = refused
                let row = RealerCloud.errors.finding(refused.code, status: 200, .directive).row
                failed = ResendPolicy.Failure(acknowledgement.recovery(row), .idempotent)
            case .failed(let failure):
                refusal = Reading.Refusal(failure == .notSent ? "mqtt.not_sent" : "mqtt.not_acknowledged")
                failed = ResendPolicy.Failure(Recovery(.retry, again: .yes), .idempotent)
            case .unreadable:
                refusal = Reading.Refusal("mqtt.unreadable")
                failed = ResendPolicy.Failure(.none, .idempotent)
            }
            failed.attempts = attempts
            let decision = policy.decision(
                after: failed, timeLeft: call.workUntil.timeLeft, chance: environment.random())
            guard case .resend(let pause) = decision, !Task.isCancelled else {
                throw client.failure(refusal, of: request, call)
            }
            await environment.sleep(pause)
        }
    }

    package func raiseAlarm(_ failure: CloudFailure, about report: FeedDataReport, _ call: AdapterCall) {
        client.raiseAlarm(failure, of: requests.feedData(report), call)
    }

    private enum Result {
        case acknowledged(MQTTAcknowledgement)
        case failed(PublishFailure)
        case unreadable
    }

    private func attempt(
        _ report: FeedDataReport, _ payload: [UInt8], _ number: Int, _ call: AdapterCall
    ) async -> Result {
        let timeout = policy.timeout(attempt: number, .idempotent, timeLeft: call.workUntil.timeLeft)
        let start = environment.uptime()
        do throws(PublishFailure) {
            let bytes = try await publisher.publish(
                payload, ofCommand: report.commandId, messageId: report.messageId, within: timeout)
            let acknowledgement = MQTTAcknowledgement(bytes)
            note(acknowledgement?.refusal?.code, number, since: start, call)
            guard let acknowledgement, acknowledgement.messageId.map({ $0 == report.messageId }) ?? true else {
                return .unreadable
            }
            return .acknowledged(acknowledgement)
        } catch {
            note(nil, number, since: start, call, .noAnswer)
            return .failed(error)
        }
    }

    private func note(
        _ code: String?, _ attempt: Int, since start: Duration, _ call: AdapterCall,
        _ outcome: CloudCall.Outcome? = nil
    ) {
        call.record.noteCloudCall(
            CloudCall(
                cloud: RealerCloud.errors.cloud, operation: "mqtt.feed-data", vendorCode: code, attempt: attempt,
                duration: environment.uptime() - start, outcome: outcome))
    }
}
