/// A rule of Alexa's for messages that it is sent. Each is defined once and used by discovery before sending, by `send`, by
/// `lint` and by the generated page `docs/rules.md`.
package struct Rule: Sendable {
    /// The rule's name, such as `id-charset`: stable, since log lines and the output of `lint` have it.
    package let id: String
    /// What Alexa does not accept when the rule is broken.
    package let cost: Cost
    /// Whether that was observed, by developers or by a validator of Amazon's; otherwise it is assumed.
    package let isObserved: Bool
    /// Whether the rule is only a recommendation. `lint` names such rules when it is asked for advice.
    package let isAdvice: Bool
    /// The documentation or report that the rule is based on.
    package let source: Source
    /// The requirement: a sentence.
    package let statement: String
    /// What to do about it: a sentence.
    package let remedy: String

    /// What Alexa does not accept when a rule is broken.
    package enum Cost: String, CaseIterable, Sendable {
        /// The whole discovery answer, the healthy endpoints with it.
        case answer
        /// The endpoint.
        case endpoint
        /// The event.
        case event
        /// The directive: Porchlight answers it with INVALID_DIRECTIVE.
        case directive
        /// The capability.
        case capability
        /// The part that the rule is about.
        case part
        /// Nothing: it works, but badly for the customer.
        case nothing
    }

    /// How bad it is to break a rule; the raw value is the word that `lint` prints.
    package enum Severity: String, CaseIterable, Sendable {
        /// Alexa refuses the endpoint, the answer or the event.
        case rejected
        /// Alexa ignores a part.
        case dropped
        /// It works, but badly for the customer.
        case poor
    }

    /// How bad it is to break the rule.
    package var severity: Severity {
        switch cost {
        case .answer, .endpoint, .event, .directive: .rejected
        case .capability, .part: .dropped
        case .nothing: .poor
        }
    }

    /// What Alexa does when the rule is broken: a sentence, empty if it accepts the value.
    package var consequence: String {
        let may = isObserved ? "drops" : "may drop"
        return switch cost {
        case .answer: "Alexa \(may) the whole answer, the healthy devices with it."
        case .endpoint: "Alexa \(may) the device."
        case .event: isObserved ? "Alexa refuses the event." : "Alexa may refuse the event."
        case .directive: "Alexa does not send this; Porchlight answers it with INVALID_DIRECTIVE."
        case .capability: "Alexa \(may) the capability."
        case .part: isObserved ? "Alexa ignores this part." : "Alexa may ignore this part."
        case .nothing: ""
        }
    }

    init(
        _ id: String, costs cost: Cost, isObserved: Bool = false, isAdvice: Bool = false, _ source: Source,
        _ statement: String, _ remedy: String
    ) {
        self.id = id
        self.cost = cost
        self.isObserved = isObserved
        self.isAdvice = isAdvice
        self.source = source
        self.statement = statement
        self.remedy = remedy
    }
}

extension Rule: Hashable {
    /// Whether both have the same id.
    package static func == (left: Rule, right: Rule) -> Bool { left.id == right.id }
    /// Hashes the id.
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
