import AlexaProtocol

/// The findings of `porchlight lint` about endpoints.
enum Lint {
    /// The parts that Alexa refuses or ignores; empty if there are none.
    static func refusals(_ endpoints: [Endpoint]) -> [String] {
        findings(endpoints).filter { $0.rule.severity != .poor }.map { "\($0.rule.id): \($0.message)" }
    }

    static func findings(_ endpoints: [Endpoint]) -> [Finding] {
        let document = JSONValue.array(endpoints.map { .object($0.json) })
        return endpoints.isEmpty ? [] : Judgement(of: document)?.findings ?? []
    }
}
