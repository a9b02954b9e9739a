/// `Alexa.DoorbellEventSource`: somebody is at the door. Source: Alexa.DoorbellEventSource.
package enum DoorbellEventSource: AlexaInterface {
    package static let namespace = "Alexa.DoorbellEventSource"

    /// The bell was pressed at `time`; Alexa accepts whole seconds only.
    package static func doorbellPress(cause: ChangeCause = .physicalInteraction, at time: Timestamp) -> InterfaceEvent {
        InterfaceEvent(
            namespace, "DoorbellPress", ["cause": cause.json, "timestamp": .string(time.withoutFraction)])
    }

    /// A capability for a door bell. By default its events are sent to Alexa, which is its purpose.
    package static func capability(proactivelyReported: Bool = true) -> Capability {
        Capability(Self.self, members: ["proactivelyReported": .bool(proactivelyReported)])
    }
}
