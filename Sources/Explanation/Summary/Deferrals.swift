import AlexaProtocol

/// Deferred answers: what began, how the work ended, and what became of the event that answers.
struct Deferrals: Sendable {
    /// The end of deferred work.
    struct End: Sendable {
        var error: Story.ErrorName?
        var cloud: String
        var duration: Int
    }

    struct Deferral: Sendable {
        var begun: Match?
        /// The groups in which its directive was counted.
        var cloud = ""
        var interface = ""
        /// Whether Amazon's marks count it as a failure already, because the first answer was late.
        var isFailure = false
        var end: End?
        /// The id of the event that answers.
        var eventId: String?
    }

    /// What became of a deferral.
    enum Fate: Sendable {
        case ended
        case failed
        /// The work ended, or its fallback became due, and the event was given up.
        case undelivered
        /// The work has no end, and Alexa has taken the stored fallback, which is an error.
        case fallback
        /// Neither an end nor a delivery is in the log.
        case open
    }

    /// The most that are told apart.
    static let most = 100_000

    /// By request id, or else by message id.
    private(set) var all: [String: Deferral] = [:]
    /// Whether Alexa has taken an event, or it was given up; by its id.
    private var deliveries = Recent<Bool>()

    /// Changes a deferral, and returns it; `nil` if there are too many.
    mutating func change(_ match: Match, _ line: OwnLine, _ change: (inout Deferral) -> Void) -> Deferral? {
        guard let key = match.requestId ?? match.messageId, all[key] != nil || all.count < Self.most else { return nil }
        var deferral = all[key] ?? Deferral()
        deferral.eventId = line.answerId ?? deferral.eventId
        change(&deferral)
        all[key] = deferral
        return deferral
    }

    /// Notes a line about the delivery of an event.
    mutating func deliver(_ line: OwnLine) {
        guard let id = line.text("message_id") else { return }
        if line.isGivenUp { deliveries[id] = false } else if line.isAccepted { deliveries[id] = true }
    }

    func fate(of deferral: Deferral) -> Fate {
        let isDelivered = deferral.eventId.flatMap { deliveries[$0] }
        if isDelivered == false { return .undelivered }
        guard let end = deferral.end else { return isDelivered == true ? .fallback : .open }
        return end.error == nil ? .ended : .failed
    }

    /// Removes those that have ended, so that others have room, and returns them.
    mutating func removeEnded() -> [Deferral] {
        let ended = all.filter { $0.value.begun != nil && $0.value.end != nil }
        for key in ended.keys { all[key] = nil }
        return Array(ended.values)
    }
}
