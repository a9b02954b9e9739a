import AlexaProtocol
import DeviceCloud
import HTTPTransport
import RealerCloud
import Skill
import Synchronization
import TestSupport
import Testing

/// Reports over MQTT: the acknowledgement has no code, so its words are mapped by the same registry.
struct MQTTTests {
    /// A broker that answers from a script.
    private final class ScriptedPublisher: AcknowledgedPublisher {
        private let state: Mutex<(answers: [String?], published: [[UInt8]])>

        init(_ answers: [String?]) { state = Mutex((answers, [])) }

        var published: [[UInt8]] { state.withLock(\.published) }

        func publish(
            _ payload: [UInt8], ofCommand command: String, messageId: String, within timeout: Duration
        ) async throws(PublishFailure) -> [UInt8] {
            let answer: String? = state.withLock { state in
                state.published.append(payload)
                return state.answers.isEmpty ? nil : state.answers.removeFirst()
            }
            guard let answer else { throw .notAcknowledged }
            return Array(answer.utf8)
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let answers: [String?]
        /// `nil` for success.
        let error: String?
        let published: Int

        init(_ name: String, _ answers: [String?], _ error: String?, published: Int) {
            self.name = name
            self.answers = answers
            self.error = error
            self.published = published
        }

        var testDescription: String { name }
    }

    private static func refusal(_ type: String, retryable: Bool?) -> String {
        let retryable = retryable.map { #", "retryable": \#($0)"# } ?? ""
        return #"{"message_id": "m", "status": "failed"\#(retryable), "error": {"type": "\#(type)"}}"#
    }

    private static func always(_ answer: String) -> [String?] { Array(repeating: answer, count: 5) }

    static let cases: [Case] = [
        Case("created", [#"{"message_id": "m", "status": "created", "retryable": false}"#], nil, published: 1),
        Case("idempotent", [#"{"status": "idempotent"}"#], nil, published: 1),
        Case("processed", [#"{"status": "PROCESSED"}"#], nil, published: 1),
        Case(
            "retryable, then created", [refusal("rate_limited", retryable: true), #"{"status": "created"}"#], nil,
            published: 2),
        Case("lost, then idempotent", [nil, #"{"status": "idempotent"}"#], nil, published: 2),
        Case("bad_request", always(refusal("bad_request", retryable: false)), "INTERNAL_ERROR", published: 1),
        Case(
            "unauthorized", always(refusal("unauthorized", retryable: false)), "PARTNER_APPLICATION_REDIRECTION",
            published: 1),
        Case(
            "invalid_token", always(refusal("invalid_token", retryable: false)), "PARTNER_APPLICATION_REDIRECTION",
            published: 1),
        Case(
            "payment_required", always(refusal("payment_required", retryable: nil)), "PARTNER_APPLICATION_REDIRECTION",
            published: 1),
        Case("forbidden", always(refusal("forbidden", retryable: false)), "INSUFFICIENT_PERMISSIONS", published: 1),
        Case("not_found", always(refusal("not_found", retryable: false)), "NO_SUCH_ENDPOINT", published: 1),
        Case("conflict", always(refusal("conflict", retryable: false)), "INTERNAL_ERROR", published: 1),
        Case("message_conflict", always(refusal("message_conflict", retryable: nil)), "INTERNAL_ERROR", published: 1),
        Case(
            "validation_failed", always(refusal("validation_failed", retryable: false)), "INVALID_VALUE", published: 1),
        Case("rate_limited", always(refusal("rate_limited", retryable: false)), "RATE_LIMIT_EXCEEDED", published: 1),
        Case("payload_too_large", always(refusal("payload_too_large", retryable: nil)), "INTERNAL_ERROR", published: 1),
        // `retryable` decides, whichever row of the registry applies.
        Case(
            "service_unavailable", always(refusal("service_unavailable", retryable: nil)), "ENDPOINT_UNREACHABLE",
            published: 3),
        Case(
            "service_unavailable, not retryable", always(refusal("service_unavailable", retryable: false)),
            "ENDPOINT_UNREACHABLE", published: 1),
        Case("conflict, retryable", always(refusal("conflict", retryable: true)), "INTERNAL_ERROR", published: 3),
        Case(
            "rejected", always(#"{"status": "rejected", "retryable": false}"#), "NOT_SUPPORTED_IN_CURRENT_MODE",
            published: 1),
        Case("stale", always(#"{"status": "stale"}"#), "ENDPOINT_BUSY", published: 1),
        Case("an unknown status", always(#"{"status": "splendid"}"#), "INTERNAL_ERROR", published: 1),
        Case("an unknown type", always(refusal("splendid", retryable: true)), "INTERNAL_ERROR", published: 3),
        Case("no status", always("{}"), "INTERNAL_ERROR", published: 1),
        Case("no JSON", always("ok"), "INTERNAL_ERROR", published: 1),
        Case("of another report", always(#"{"message_id": "n", "status": "created"}"#), "INTERNAL_ERROR", published: 1),
        Case("never acknowledged", [], "ENDPOINT_UNREACHABLE", published: 3),
    ]

    @Test(arguments: cases)
    func anAcknowledgementIsTranslated(_ test: Case) async throws {
        try await Realer.run { realer in
            let publisher = ScriptedPublisher(test.answers)
            let reports = MQTTReports(
                publisher, account: try #require(realer.settings.accounts.first), transport: try HTTPTransport(),
                environment: realer.environment, logger: realer.log.logger)
            let report = FeedDataReport(
                messageId: "m", commandId: "cmd_pump", value: 1, receivedAt: Timestamp(milliseconds: 0))
            do throws(CloudFailure) {
                try await reports.deliver(report, realer.call())
                #expect(test.error == nil)
            } catch {
                #expect(error.failure.error.type.type == test.error)
            }
            #expect(publisher.published.count == test.published)
            #expect(
                Set(publisher.published) == [
                    Array(#"{"message_id":"m","value":"1.0","value_received_at":"1970-01-01T00:00:00.000Z"}"#.utf8)
                ])
        }
    }
}
