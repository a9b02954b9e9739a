package import AlexaProtocol

/// What happened to one directive, and why, as far as a log has it.
package struct Story: Sendable {
    /// Alexa's id of the directive.
    package var messageId: String?
    /// Lambda's id of the invocation.
    package var requestId: String?
    /// The fingerprint of the correlation token.
    package var correlation: String?
    /// The X-Ray trace id.
    package var traceId: String?
    /// The directive's interface.
    package var namespace: String?
    /// The directive's name.
    package var name: String?
    /// The endpoint.
    package var endpointId: String?
    /// The customer, hashed.
    package var customer: String?
    /// The device cloud.
    package var cloud: String?
    /// The log stream, container or host.
    package var source: String?
    /// The version of Porchlight.
    package var build: String?
    /// When the directive arrived.
    package var start: Timestamp?
    /// How long Alexa and the host wait for the answer, in milliseconds.
    package var budget: Int?
    /// How long the answer took, in milliseconds.
    package var duration: Int?
    /// Whether it was the first directive of its process; `nil` if the log does not have it.
    package var isCold: Bool?
    /// How it ended.
    package var ending = Ending.unknown
    /// What happened, in the order of time.
    package var steps: [Step] = []
    /// Why it ended so, a sentence each.
    package var reasons: [String] = []
    /// What to do about it, a sentence each.
    package var advice: [String] = []
    /// Documentation about it.
    package var pages: [Page] = []
    /// What is missing in the log, a sentence each.
    package var gaps: [String] = []

    /// How a directive ended.
    package enum Ending: Hashable, Sendable {
        /// With an answer that is not an error.
        case answered
        /// With an error.
        case failed(ErrorName)
        /// Deferred; the final event was made later: an error, or none.
        case deferred(final: ErrorName?)
        /// Deferred; the event that was to answer was given up.
        case undelivered
        /// Deferred, without an end in the log.
        case deferredWithoutEnd
        /// Lambda ended it at the function's timeout.
        case timedOut
        /// The process was killed because its memory was used up.
        case outOfMemory
        /// The process ended by itself or by a signal.
        case crashed
        /// It began, without an end in the log.
        case withoutEnd
        /// The log has only the delivery of its event.
        case deliveryOnly
        /// The log has too little.
        case unknown
    }

    /// An Alexa error.
    package struct ErrorName: Hashable, Sendable {
        /// Such as `Alexa`.
        package var namespace: String
        /// Such as `ENDPOINT_UNREACHABLE`.
        package var type: String
        /// The id of the rule that chose it.
        package var rule: String?

        /// An error by its name.
        package init(namespace: String, type: String, rule: String? = nil) {
            self.namespace = namespace
            self.type = type
            self.rule = rule
        }
    }

    /// One thing that happened.
    package struct Step: Hashable, Sendable {
        /// The kind of a step; raw values are words of `explain --json`.
        package enum Kind: String, CaseIterable, Sendable {
            case lambda, received, cloud, answer, deferral, gateway, alarm, note
        }
        /// How good or bad it is; raw values are words of `explain --json`.
        package enum Tone: String, CaseIterable, Sendable {
            case plain, good, warning, bad
        }

        /// Its kind.
        package var kind: Kind
        /// How good or bad it is.
        package var tone = Tone.plain
        /// When it ended; `nil` if the log has no time for it.
        package var time: Timestamp?
        /// When it began, in milliseconds from the arrival of the directive.
        package var offset: Int?
        /// How long it took, in milliseconds; 0 for a moment.
        package var length = 0
        /// What happened, in one line.
        package var title: String
        /// More about it, a line each.
        package var details: [String] = []
    }

    /// A page of documentation.
    package struct Page: Hashable, Sendable {
        /// Its title.
        package var title: String
        /// Its address, or its path in this repository.
        package var address: String
    }

    /// Whether it ended badly.
    package var isFailure: Bool {
        switch ending {
        case .answered, .deferred(final: nil), .deliveryOnly, .unknown: false
        case .failed, .deferred, .undelivered, .deferredWithoutEnd, .timedOut, .outOfMemory, .crashed, .withoutEnd: true
        }
    }
}
