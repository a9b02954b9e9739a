/// The names of dimensions.
private enum Dimension {
    static let cloud = "Cloud"
    static let errorType = "ErrorType"
    static let interface = "Interface"
    static let outcome = "Outcome"
    static let result = "Result"
    static let verdict = "Verdict"
}

extension Metric {
    /// A directive was answered. Interface: one of Alexa's, or `other`. Outcome: `ok`, `error`, `deferred`.
    package static let directives = Metric(
        "Directives", .counter, .count, by: [Dimension.interface, Dimension.outcome],
        rollups: [[Dimension.outcome], []],
        "Directives that were answered.")
    /// From the arrival of a directive to its answer.
    package static let directiveDuration = Metric(
        "DirectiveDuration", .duration, .milliseconds, by: [Dimension.interface], rollups: [[]],
        "Time from the arrival of a directive to its answer.")
    /// A directive was answered with an error. Cloud: `none` if no device cloud was found for it.
    package static let errors = Metric(
        "Errors", .counter, .count, by: [Dimension.errorType, Dimension.cloud], rollups: [[Dimension.errorType], []],
        "Directives that were answered with an error.")
    /// An attempt at a device cloud. Result: `ok`, `refused`, `no_answer`.
    package static let cloudRequests = Metric(
        "CloudRequests", .counter, .count, by: [Dimension.cloud, Dimension.result],
        "Requests to device clouds, each attempt.")
    /// From the start of an attempt at a device cloud to its answer or failure.
    package static let cloudDuration = Metric(
        "CloudDuration", .duration, .milliseconds, by: [Dimension.cloud],
        "Time that a request to a device cloud took.")
    /// An attempt at the event gateway.
    package static let gatewayAttempts = Metric(
        "GatewayAttempts", .counter, .count, by: [Dimension.verdict], rollups: [[]],
        "Attempts to send an event to Alexa's event gateway.")
    /// An event was given up: it is not sent unless the operator sends it again.
    package static let deadLetters = Metric(
        "DeadLetters", .counter, .count, "Events that were given up.")
    /// An answer was deferred.
    package static let deferralsOpened = Metric(
        "DeferralsOpened", .counter, .count, "Answers that were deferred.")
    /// The work of a deferred directive has ended. Outcome: `ok`, `error`.
    package static let deferralsClosed = Metric(
        "DeferralsClosed", .counter, .count, by: [Dimension.outcome], rollups: [[]],
        "Deferred answers whose work has ended.")
    /// Events in the outbox.
    package static let outboxDepth = Metric("OutboxDepth", .gauge, .count, "Events in the outbox that are to be sent.")
    /// How long the event that waits longest is overdue.
    package static let outboxAge = Metric(
        "OutboxAge", .gauge, .seconds, "How long the event that waits longest has been due.")
    /// A token was renewed. Cloud: a device cloud, or `amazon` for a customer's grant. Result: `ok`, `failed`.
    package static let tokenRenewals = Metric(
        "TokenRenewals", .counter, .count, by: [Dimension.cloud, Dimension.result], "Renewals of access tokens.")
    /// A process has answered its first directive.
    package static let coldStarts = Metric("ColdStarts", .counter, .count, "Processes that were started.")

    /// Every metric there is, in the order of the documentation.
    package static let all = [
        directives, directiveDuration, errors, cloudRequests, cloudDuration, gatewayAttempts, deadLetters,
        deferralsOpened, deferralsClosed, outboxDepth, outboxAge, tokenRenewals, coldStarts,
    ]

    /// The metric of this name in CloudWatch.
    static func named(_ name: String) -> Metric? { byName[name] }

    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
}
