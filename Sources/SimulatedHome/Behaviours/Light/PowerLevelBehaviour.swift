import AlexaProtocol

/// A dimmer switch: a level above 0 also switches it on, 0 switches it off. The trait `powerLevels` lists the levels of a
/// device that has only a few: an adjustment goes to the next of them, another level is refused.
enum PowerLevelBehaviour: Behaviour {
    static let traits: [Trait] = [
        .list("powerLevels", of: "a whole number from 0 to 100") { $0.integer.map((0...100).contains) ?? false }
    ]

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(PowerLevelController.powerLevel(100))
    }

    static func perform(
        _ directive: PowerLevelController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        let levels = device.traits["powerLevels"]?.array?.compactMap(\.integer) ?? []
        switch directive {
        case .setPowerLevel(let percent):
            guard levels.isEmpty || levels.contains(percent) else {
                throw AlexaError(
                    .generic(.powerLevelNotSupported), "the simulated device has only the levels \(levels)")
            }
            device.set(.powerLevel, percent)
        case .adjustPowerLevel(let delta):
            let wanted = device.adjusted(.powerLevel, by: delta)
            device.set(.powerLevel, next(to: wanted, delta, from: device.adjusted(.powerLevel, by: 0), levels))
        }
        return nil
    }

    /// The level of the device that is nearest to the wanted one; not the present one if another lies in that direction.
    private static func next(to wanted: Int, _ delta: Int, from present: Int, _ levels: [Int]) -> Int {
        let ahead = levels.filter { delta > 0 ? $0 > present : delta < 0 ? $0 < present : $0 == present }
        return ahead.min { abs($0 - wanted) < abs($1 - wanted) } ?? (levels.isEmpty ? wanted : present)
    }
}
