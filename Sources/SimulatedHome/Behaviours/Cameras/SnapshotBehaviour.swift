import AlexaProtocol

/// A camera of which Alexa gets no still images, because what answers GetSnapshot is not published: it says that its owner
/// has switched them off, or with the trait `subscription: false` that they must be paid for.
enum SnapshotBehaviour: Behaviour {
    static func perform(
        _ directive: SnapshotProvider.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        guard device.traits["subscription"]?.bool != false else {
            throw AlexaError(
                SnapshotProvider.Failure.subscriptionRequired,
                "the simulated customer has no subscription for snapshots")
        }
        throw AlexaError(
            SnapshotProvider.Failure.disabledByUser,
            "simulated cameras give no snapshots: the event that would hold one is not published")
    }
}
