import AlexaProtocol

/// A device that has no stored data to report.
enum DataBehaviour: Behaviour {
    static func perform(
        _ directive: DataController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        throw AlexaError(DataController.Failure.dataRetrievalNotSupported, "a simulated device stores no data")
    }
}
