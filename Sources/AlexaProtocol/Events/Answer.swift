/// The header and payload of the event that reports the success of a directive.
///
/// Most directives are answered with `Alexa.Response`; an interface that has an event of its own builds it in its file.
/// Only this module can make one, so an adapter cannot invent an event.
package struct Answer: Hashable, Sendable {
    /// The event's namespace.
    package let namespace: String
    /// The event's name.
    package let name: String
    /// The event's payload version.
    package let payloadVersion: String
    /// The event's payload.
    package let payload: JSONObject
    /// Whether the payload, too, names the scope, as those of Alexa.MediaMetadata do.
    package let carriesScope: Bool

    init(
        _ namespace: String, _ name: String, payloadVersion: String = "3", _ payload: JSONObject = [:],
        carriesScope: Bool = false
    ) {
        self.namespace = namespace
        self.name = name
        self.payloadVersion = payloadVersion
        self.payload = payload
        self.carriesScope = carriesScope
    }

    /// `Alexa.Response`.
    package static let response = Answer(Alexa.namespace, "Response")
}

/// An event that no directive asked for, defined by one interface: a door bell, a consumed supply, a detected person.
/// Only this module can make one: each interface has a function per event.
package struct InterfaceEvent: Hashable, Sendable {
    /// The event's namespace.
    package let namespace: String
    /// The event's name.
    package let name: String
    /// The instance in the header, on interfaces that have them.
    package let instance: String?
    /// The event's payload version.
    package let payloadVersion: String
    /// The event's payload.
    package let payload: JSONObject
    /// Whether the payload, too, names the scope, as those of Alexa.MediaMetadata do.
    package let carriesScope: Bool

    init(
        _ namespace: String, _ name: String, instance: String? = nil, payloadVersion: String = "3",
        _ payload: JSONObject = [:], carriesScope: Bool = false
    ) {
        self.namespace = namespace
        self.name = name
        self.instance = instance
        self.payloadVersion = payloadVersion
        self.payload = payload
        self.carriesScope = carriesScope
    }
}

/// Why something changed. Source: Alexa.ChangeReport, `cause.type`.
package enum ChangeCause: String, CaseIterable, Sendable {
    /// Through the maker's app.
    case appInteraction = "APP_INTERACTION"
    /// By hand, or by what a sensor senses.
    case physicalInteraction = "PHYSICAL_INTERACTION"
    /// Found by polling; the cause is unknown.
    case periodicPoll = "PERIODIC_POLL"
    /// By a rule or schedule of the maker's cloud.
    case ruleTrigger = "RULE_TRIGGER"
    /// By Alexa or another voice assistant.
    case voiceInteraction = "VOICE_INTERACTION"

    var json: JSONValue { ["type": .string(rawValue)] }
}
