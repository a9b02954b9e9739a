import AlexaProtocol

/// A scene has no state: it is told that it starts, and that is all.
enum SceneBehaviour: Behaviour {
    static func perform(
        _ directive: SceneController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        nil
    }
}
