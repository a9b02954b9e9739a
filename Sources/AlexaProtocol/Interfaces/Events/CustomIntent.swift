/// `Alexa.CustomIntent`: intents of the skill's own that concern an endpoint. Only its capability is known.
/// Source: message schema.
package enum CustomIntent: AlexaInterface {
    package static let namespace = "Alexa.CustomIntent"

    /// The capability of an endpoint that `intents` concern.
    package static func capability(intents: [String]) -> Capability {
        Capability(
            Self.self, configuration: ["supportedIntents": .array(intents.map { ["name": .string($0)] })])
    }
}
