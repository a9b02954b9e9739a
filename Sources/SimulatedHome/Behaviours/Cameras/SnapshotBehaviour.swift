import AlexaProtocol

/// A camera without still images, because Amazon does not publish the answer to GetSnapshot: its error is that the owner has
/// switched them off or, with the trait `subscription: false`, that they need a subscription.
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
