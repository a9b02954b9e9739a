/// Time to live of events in the outbox. An older event is dropped as expired.
package struct EventTimeToLive: Hashable, Sendable {
    /// The answer to a directive. Alexa does not document how long it waits after a DeferredResponse.
    package var answer: Duration = .seconds(15 * 60)
    /// A change report; a newer one is merged into it while it waits.
    package var changeReport: Duration = .seconds(60 * 60)
    /// New, changed or deleted endpoints: without the event Alexa learns of them only at the next discovery.
    package var discovery: Duration = .seconds(24 * 60 * 60)
    /// Any other event, such as a doorbell's.
    package var notice: Duration = .seconds(5 * 60)

    /// The default values of the properties.
    package init() {}

    /// The time to live of an event of this kind.
    package func of(_ kind: OutgoingEvent.Kind) -> Duration {
        switch kind {
        case .answer: answer
        case .changeReport: changeReport
        case .discovery: discovery
        case .notice: notice
        }
    }
}
