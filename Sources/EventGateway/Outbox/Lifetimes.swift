/// How long an event is worth sending.
package struct Lifetimes: Hashable, Sendable {
    /// The answer to a directive. Alexa says nowhere how long it waits after a DeferredResponse.
    package var answer: Duration = .seconds(15 * 60)
    /// A change report; a newer one is merged into it meanwhile.
    package var changeReport: Duration = .seconds(60 * 60)
    /// New, changed or deleted endpoints: only the next discovery would bring them otherwise.
    package var discovery: Duration = .seconds(24 * 60 * 60)
    /// A doorbell, a delivery.
    package var notice: Duration = .seconds(5 * 60)

    /// The usual.
    package init() {}

    /// How long an event of this kind is worth sending.
    package func of(_ kind: OutgoingEvent.Kind) -> Duration {
        switch kind {
        case .answer: answer
        case .changeReport: changeReport
        case .discovery: discovery
        case .notice: notice
        }
    }
}
