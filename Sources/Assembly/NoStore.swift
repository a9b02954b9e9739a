package import AlexaProtocol
package import EventGateway
package import Logging
package import Settings
package import Skill
package import Timing

/// The store of a process that has none: in AWS Lambda no file outlasts the process. It has no values, so nothing is kept.
///
/// Without a store grants are refused, no answer is deferred, and no event is sent through the event gateway.
package enum NoStore: SkillStore {
    /// Not configured, ever.
    package struct Place: StorePlace {
        package let isConfigured = false
        /// The settings of a store on a host, which have no effect here.
        package static let keys = [
            SettingKey("store.path", "the file that keeps grants and events, on a host"),
            SettingKey("store.key", "the key of that file", isSecret: true),
        ]

        /// Complains about a store, which the operator would believe to be in use.
        package init(reading reader: inout SettingsReader) {
            for key in Self.keys where reader.text(key) != nil {
                reader.complain(
                    key,
                    "cannot be used in AWS Lambda, where no file outlasts the process: leave it out. "
                        + "Without a store no grant is kept and no answer is deferred")
            }
        }
    }

    package static func open(
        _ place: Place, logger: Logger, before deadline: Deadline
    ) async throws(StoreFailure) -> NoStore {
        throw StoreFailure(.cannotOpen, "There is no store in AWS Lambda.")
    }

    package func grant(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        switch self {}
    }

    package func accept(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Bool { switch self {} }

    package func update(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        switch self {}
    }

    package func claimRenewal(of grant: Grant, at now: Timestamp, until: Timestamp, before deadline: Deadline)
        async throws(StoreFailure) -> Bool
    { switch self {} }

    package func renew(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Grant? {
        switch self {}
    }

    package func releaseRenewal(of grant: Grant, claimedUntil: Timestamp, before deadline: Deadline)
        async throws(StoreFailure)
    { switch self {} }

    package func revoke(_ grant: Grant, before deadline: Deadline) async throws(StoreFailure) -> Int? { switch self {} }

    package func add(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) { switch self {} }

    package func lease(
        upTo count: Int, perCustomer: Int, at now: Timestamp, until: Timestamp, before deadline: Deadline
    ) async throws(StoreFailure) -> [OutboxEntry] { switch self {} }

    package func settle(_ entry: OutboxEntry, _ settlement: Settlement, at now: Timestamp, before deadline: Deadline)
        async throws(StoreFailure)
    { switch self {} }

    package func nextDue(before deadline: Deadline) async throws(StoreFailure) -> Timestamp? { switch self {} }

    package func promise(
        _ fallback: OutgoingEvent, for customer: CustomerID, at now: Timestamp, dueAt: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) { switch self {} }

    package func enqueue(
        _ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, expiresAt: Timestamp,
        before deadline: Deadline
    ) async throws(StoreFailure) { switch self {} }

    package func fulfil(_ event: OutgoingEvent, for customer: CustomerID, at now: Timestamp, before deadline: Deadline)
        async throws(StoreFailure) -> Bool
    { switch self {} }

    package func withdraw(_ messageId: String, of customer: CustomerID, before deadline: Deadline)
        async throws(StoreFailure)
    { switch self {} }

    package func homes(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> [StoredHome] {
        switch self {}
    }

    package func keep(_ home: StoredHome, of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure)
    { switch self {} }
}
