package import AlexaProtocol
package import EventGateway
import Synchronization
import Timing

/// A value that several tasks of a test share.
package final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    package init(_ value: Value) {
        self.value = Mutex(value)
    }

    package func with<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        value.withLock { value in body(&value) }
    }
}

extension CustomerID {
    package static let ann = CustomerID("ann")
    package static let bob = CustomerID("bob")
}

extension Timestamp {
    /// A time of a test, in seconds.
    package static func at(_ seconds: Double) -> Timestamp {
        Timestamp(milliseconds: 1_790_000_000_000 + Int64(seconds * 1000))
    }
}

extension OutgoingEvent {
    /// An event whose body is its message id.
    package static func answer(
        _ messageId: String, _ endpointId: String? = "lock", body: String? = nil
    ) -> OutgoingEvent {
        OutgoingEvent(
            messageId: messageId, kind: .answer, namespace: "Alexa", name: "Response", endpointId: endpointId,
            template: Array((body ?? messageId).utf8) + [0])
    }

    /// A change report in which these properties have changed.
    package static func changeReport(
        _ messageId: String, _ endpointId: String = "lock",
        changed: KeyValuePairs<String, JSONValue> = ["lockState": "LOCKED"]
    ) -> OutgoingEvent {
        let properties = changed.map { name, value -> JSONValue in
            ["namespace": "Alexa.Test", "name": .string(name), "value": value]
        }
        let event: JSONValue = [
            "event": [
                "header": ["namespace": "Alexa", "name": "ChangeReport", "messageId": .string(messageId)],
                "endpoint": [
                    "scope": ["type": "BearerToken", "token": "TOKEN"], "endpointId": .string(endpointId),
                ],
                "payload": ["change": ["cause": ["type": "PERIODIC_POLL"], "properties": .array(properties)]],
            ],
            "context": ["properties": []],
        ]
        return OutgoingEvent(
            messageId: messageId, kind: .changeReport, namespace: "Alexa", name: "ChangeReport",
            endpointId: endpointId, template: Array(event.encoded().split(separator: Array("TOKEN".utf8)).joined(by: 0))
        )
    }
}

extension Sequence where Element: Sequence<UInt8> {
    fileprivate func joined(by byte: UInt8) -> [UInt8] { Array(joined(separator: [byte])) }
}

extension Grant {
    package static func of(
        _ customer: CustomerID, acceptedAt: Double = 0, revision: Int = 0, access: String = "access",
        refresh: String = "refresh", region: Region = .eu
    ) -> Grant {
        Grant(
            customer: customer, acceptedAt: .at(acceptedAt), revision: revision, region: region,
            accessToken: Secret(access), refreshToken: Secret(refresh), obtainedAt: .at(acceptedAt),
            expiresAt: .at(acceptedAt + 3600))
    }
}

/// Short forms with default values.
extension DeliveryQueue {
    package func put(_ event: OutgoingEvent, _ customer: CustomerID = .ann, at now: Double = 0) async throws {
        try await add(event, for: customer, at: .at(now), expiresAt: .at(now + 1000), before: .soon)
    }

    package func take(
        _ count: Int = 10, perCustomer: Int = 10, at now: Double = 0, for seconds: Double = 60
    ) async throws -> [OutboxEntry] {
        try await lease(upTo: count, perCustomer: perCustomer, at: .at(now), until: .at(now + seconds), before: .soon)
    }
}

extension OutboxInspection {
    package func waiting() async throws -> Int {
        try await census().entries[.waiting] ?? 0
    }
}

extension [OutboxEntry] {
    package var messageIds: [String] { map(\.event.messageId) }
}
