import AlexaProtocol

/// A meter: reports the intervals of the traits `electricityIntervals` and `naturalGasIntervals` or, if there are none,
/// that nothing was used since the last full interval began.
enum DeviceUsageMeterBehaviour: Behaviour {
    static let traits: [Trait] = [
        .list("electricityIntervals", of: interval) { DeviceUsageMeter.Interval($0) != nil },
        .list("naturalGasIntervals", of: interval) { DeviceUsageMeter.Interval($0) != nil },
    ]

    private static let interval = "an object with usage, start and end"
    private static let resolution = "DeviceUsage.Meter resolution"

    static func perform(
        _ directive: DeviceUsageMeter.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        switch directive {
        case .reportMeasurements:
            return DeviceUsageMeter.measurementsReport(try measurements(of: device, capability, time))
        case .reduceResolution(_, let duration):
            device.memory[resolution] = .number(Double(duration.seconds))
            return nil
        case .invalidMeasurementError:
            return nil
        }
    }

    private static func measurements(
        of device: SimulatedDevice, _ capability: Capability, _ time: Timestamp
    ) throws(AlexaError) -> DeviceUsageMeter.Measurements {
        func intervals(_ trait: String) -> [DeviceUsageMeter.Interval] {
            device.traits[trait]?.array?.compactMap { DeviceUsageMeter.Interval($0) } ?? []
        }
        let sources = DeviceUsageMeter.energySources(of: capability)
        let seconds =
            device.memory[resolution]?.integer
            ?? (sources.electricity ?? sources.naturalGas)?.defaultResolution ?? 3600
        let start = time.advanced(by: .seconds(-min(max(1, seconds), 86_400 * 31)))
        let nothing = [DeviceUsageMeter.Interval(0, from: start, to: time)]
        let usesGasOnly = sources.electricity == nil && sources.naturalGas != nil
        guard
            let measurements = DeviceUsageMeter.Measurements(
                electricity: intervals("electricityIntervals"), naturalGas: intervals("naturalGasIntervals"))
                ?? (usesGasOnly
                    ? DeviceUsageMeter.Measurements(naturalGas: nothing)
                    : DeviceUsageMeter.Measurements(electricity: nothing))
        else { throw .internalError("the simulated meter has nothing to report") }
        return measurements
    }
}
