/// `Alexa.CustomIntent`: intents of the skill's own that concern an endpoint. Only its capability is known.
/// Source: message schema.
package enum CustomIntent: AlexaInterface {
    package static let namespace = "Alexa.CustomIntent"

    package static func problem(with capability: Capability) -> String? {
        guard let configuration = capability.configuration else { return nil }
        let intents = configuration["supportedIntents"]?.array
        return intents == nil || intents?.contains { $0.object?["name"]?.string == nil } == true
            ? "configuration.supportedIntents must list intents, each with a name" : nil
    }

    /// The capability of an endpoint that `intents` concern.
    package static func capability(intents: [String]) -> Capability {
        Capability(
            Self.self, configuration: ["supportedIntents": .array(intents.map { ["name": .string($0)] })])
    }
}
