import AlexaProtocol

/// A scene has no state: it only answers that it has started.
enum SceneBehaviour: Behaviour {
    static func perform(
        _ directive: SceneController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        nil
    }
}
