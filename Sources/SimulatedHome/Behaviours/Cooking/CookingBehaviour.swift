import AlexaProtocol

/// A cooking appliance: it starts in a mode and stops with `OFF`, which is always accepted.
enum CookingBehaviour: Behaviour {
    static let traits: [Trait] = [
        .flag("doorOpen"), .flag("doorClosedTooLong"), .flag("childLock"), .flag("preheated"),
        .word("probe", "missing", "inserted"), .word("remoteStart", "disabled", "unsupported"),
        .duration("maxCookTime"), .temperatureRange("cookingTemperatureRange"),
    ]

    /// Properties that only exist during cooking stay unknown.
    static let leavesUnknown = true

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(Cooking.cookingMode(.off))
    }

    static func perform(
        _ directive: Cooking.Directive, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        switch directive {
        case .setCookingMode(.off, _): device.stopCooking()
        case .setCookingMode(let mode, let food): try device.startCooking(mode, food, capability, at: time)
        }
        return nil
    }
}
