import AlexaProtocol

/// An appliance with a probe.
enum CookingFoodTemperatureBehaviour: Behaviour {
    static let leavesUnknown = true

    static func perform(
        _ directive: Cooking.FoodTemperatureController.Directive, on device: inout SimulatedDevice,
        _ capability: Capability, at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        switch directive {
        case .cookByFoodTemperature(let temperature, let mode, let food):
            try device.check(foodTemperature: temperature)
            try device.startCooking(mode, food, fallback: .bake, capability, at: time)
            device.set(Cooking.FoodTemperatureController.targetFoodTemperature(temperature))
        }
        return nil
    }
}
