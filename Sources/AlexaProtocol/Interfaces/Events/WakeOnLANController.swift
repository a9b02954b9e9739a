/// `Alexa.WakeOnLANController`: an Echo in the customer's network wakes a device that no cloud can reach.
///
/// TurnOn of a sleeping device is answered in three steps: a DeferredResponse, ``wakeUp`` to the event gateway, and the
/// Response once the device is awake. Source: Alexa.WakeOnLANController.
package enum WakeOnLANController: AlexaInterface {
    package static let namespace = "Alexa.WakeOnLANController"

    /// `WakeUp`: asks Alexa for the magic packet. Not the final answer; goes to the event gateway with the endpoint and
    /// the correlation token of the TurnOn directive, so it is built like an answer: `.response(wakeUp, address, ...)`.
    package static let wakeUp = Answer(namespace, "WakeUp")

    /// The capability of a device with these hardware addresses, such as `00:11:22:AB:CD:EF`.
    package static func capability(macAddresses: [String]) -> Capability {
        Capability(
            Self.self,
            configuration: ["MACAddresses": .array(macAddresses.map { .string($0) })])
    }
}
