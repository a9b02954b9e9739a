/// `Alexa.SimpleEventSource`: a button and the like, whose events start routines. Source: Alexa.SimpleEventSource 1.0.
package enum SimpleEventSource: AlexaInterface {
    package static let namespace = "Alexa.SimpleEventSource"
    package static let version = "1.0"
    package static let payloadVersion = "1.0"
    package static let hasInstances = true

    /// An event that can happen, as declared in discovery.
    package struct Kind: Hashable, Sendable {
        /// Its identifier within the instance, such as `Button.SinglePush`.
        package let id: String
        /// What the Alexa app calls it.
        package let friendlyName: String
        /// The language of the name, such as `en-US`.
        package let locale: String

        /// A kind of event.
        package init(_ id: String, friendlyName: String, locale: String) {
            self.id = id
            self.friendlyName = friendlyName
            self.locale = locale
        }
    }

    /// The capability of a source of `events`; `resources` is what customers call the source itself.
    package static func capability(instance: String, resources: JSONObject, events: [Kind]) -> Capability {
        let supported: [JSONValue] = events.map { event in
            let name: JSONValue = ["text": .string(event.friendlyName), "locale": .string(event.locale)]
            return ["id": .string(event.id), "friendlyNames": [["@type": "text", "value": name]]]
        }
        return Capability(
            Self.self, instance: instance, resources: resources,
            configuration: ["supportedEvents": .array(supported)])
    }

    /// It happened: the event `id` of an instance.
    package static func event(_ id: String, instance: String, at time: Timestamp) -> InterfaceEvent {
        InterfaceEvent(
            namespace, "Event", instance: instance, payloadVersion: payloadVersion,
            ["id": .string(id), "timestamp": .string(time.description)])
    }
}
