import AlexaProtocol

/// A Matter device that no local hub can reach: there is no radio in a simulation.
enum CommissionableBehaviour: Behaviour {
    static func perform(
        _ directive: Commissionable.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        throw AlexaError(
            Commissionable.Failure.failedToBootstrapCommissioningProcess,
            "a simulated device cannot be commissioned")
    }
}
