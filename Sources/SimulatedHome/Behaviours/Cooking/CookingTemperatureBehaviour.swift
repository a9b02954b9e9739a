import AlexaProtocol

/// An oven.
enum CookingTemperatureBehaviour: Behaviour {
    static let leavesUnknown = true

    static func perform(
        _ directive: Cooking.TemperatureController.Directive, on device: inout SimulatedDevice,
        _ capability: Capability, at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        let wanted: Temperature
        switch directive {
        case .cookByTemperature(let temperature, let mode, let food):
            wanted = temperature
            try device.check(cookingTemperature: wanted)
            try device.startCooking(mode, food, fallback: .bake, capability, at: time)
        case .adjustCookingTemperature(let delta):
            try device.checkThatCookingCanBeAdjusted()
            let current = device.value(Cooking.TemperatureController.self, "targetCookingTemperature")
            guard let current = current.flatMap(Temperature.init) else {
                throw AlexaError(.generic(.notInOperation), "what is being cooked has no temperature to adjust")
            }
            wanted = current.adding(delta)
            try device.check(cookingTemperature: wanted, in: delta.scale)
        }
        device.set(Cooking.TemperatureController.targetCookingTemperature(wanted))
        return nil
    }
}
