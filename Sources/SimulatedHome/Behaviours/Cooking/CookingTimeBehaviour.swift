import AlexaProtocol

/// An appliance with a timer. Taking away all of the time ends the cooking.
enum CookingTimeBehaviour: Behaviour {
    static let leavesUnknown = true

    static func perform(
        _ directive: Cooking.TimeController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        switch directive {
        case .cookByTime(let program):
            try device.check(cookTime: program.time)
            if let temperature = program.temperature { try device.check(cookingTemperature: temperature) }
            try device.startCooking(program.mode, program.food, for: program.time, capability, at: time)
            if let level = program.powerLevel { device.set(Cooking.TimeController.cookingPowerLevel(level)) }
            if let temperature = program.temperature {
                device.set(Cooking.TemperatureController.targetCookingTemperature(temperature))
            }
        case .adjustCookTime(let delta):
            try adjust(by: delta, &device, at: time)
        }
        return nil
    }

    private static func adjust(
        by delta: ISODuration, _ device: inout SimulatedDevice, at time: Timestamp
    ) throws(AlexaError) {
        try device.checkThatCookingCanBeAdjusted()
        let interval = device.value(Cooking.self, "cookingTimeInterval")?.object
        let requested =
            device.value(Cooking.TimeController.self, "requestedCookTime")?.string ?? interval?["duration"]?.string
        let total = ISODuration(seconds: (requested.flatMap { ISODuration($0) }?.seconds ?? 0) + delta.seconds)
        try device.check(cookTime: total)
        guard total.seconds > 0 else { return device.stopCooking() }
        let start = interval?["start"]?.string.flatMap { Timestamp($0) } ?? time
        device.set(Cooking.TimeController.requestedCookTime(total))
        device.set(Cooking.cookingTimeInterval(Cooking.Interval(start: start, duration: total)))
    }
}
