import AlexaProtocol

/// State that the cooking interfaces of an appliance share: it cooks one thing at a time.
extension SimulatedDevice {
    /// The mode in which it cooks; `nil` if it does not.
    var cookingMode: Cooking.Mode? {
        let mode = value(Cooking.self, "cookingMode").flatMap { Cooking.Mode($0) }
        return mode == .off ? nil : mode
    }

    /// Starts cooking, in place of anything that was cooked before. The caller adds the properties of its own interface.
    ///
    /// - Parameters:
    ///   - mode: how; `nil` leaves it to the appliance.
    ///   - fallback: the mode if none is asked for, provided that the appliance has it or declares no modes.
    ///   - duration: how long; `nil` if that is not known.
    mutating func startCooking(
        _ mode: Cooking.Mode?, _ food: Cooking.FoodItem?, for duration: ISODuration? = nil,
        fallback: Cooking.Mode = .timeCook, _ capability: Capability, at time: Timestamp
    ) throws(AlexaError) {
        try checkThatCookingCanStart(capability)
        let own = endpoint.capability(Cooking.namespace)
        let declared = [Cooking.Mode.supported(by: capability), Cooking.Mode.supported(by: own)]
        if let mode, let supported = declared.first(where: { !$0.isEmpty }), !supported.contains(mode.value) {
            throw .invalidValue("the appliance does not cook in the mode \(mode.value)")
        }
        let usual = declared.joined().compactMap { Cooking.Mode($0) }.filter { $0 != .off }
        let chosen = mode ?? (usual.contains(fallback) ? fallback : usual.first ?? fallback)
        stopCooking()
        set(Cooking.cookingMode(chosen))
        set(Cooking.cookingTimeInterval(Cooking.Interval(start: time, duration: duration)))
        if let food { set(Cooking.foodItem(food)) }
        if let duration { set(Cooking.TimeController.requestedCookTime(duration)) }
        setPower(true)
    }

    /// Stops cooking, and forgets the properties that only exist during cooking.
    mutating func stopCooking() {
        forget(Self.whileCooking)
        set(Cooking.cookingMode(.off))
    }

    private static let whileCooking = [
        PropertyKey(Cooking.namespace, "cookingTimeInterval"), PropertyKey(Cooking.namespace, "foodItem"),
        PropertyKey(Cooking.TimeController.namespace, "requestedCookTime"),
        PropertyKey(Cooking.TimeController.namespace, "cookingPowerLevel"),
        PropertyKey(Cooking.PresetController.namespace, "presetName"),
        PropertyKey(Cooking.PresetController.namespace, "requestedFoodDoneness"),
        PropertyKey(Cooking.TemperatureController.namespace, "targetCookingTemperature"),
        PropertyKey(Cooking.TemperatureController.namespace, "preheatTimeInterval"),
        PropertyKey(Cooking.FoodTemperatureController.namespace, "targetFoodTemperature"),
    ]

    /// - Throws: NOT_IN_OPERATION if nothing is cooked, CHILD_LOCK if the appliance accepts no changes.
    func checkThatCookingCanBeAdjusted() throws(AlexaError) {
        guard cookingMode != nil else {
            throw AlexaError(.generic(.notInOperation), "nothing is being cooked")
        }
        if traits["childLock"]?.bool == true {
            throw AlexaError(Cooking.Failure.childLock, "the child lock is on")
        }
    }

    /// - Throws: COOK_DURATION_TOO_LONG.
    func check(cookTime: ISODuration) throws(AlexaError) {
        let longest = traits["maxCookTime"]?.string.flatMap { ISODuration($0) } ?? ISODuration(seconds: 72 * 3600)
        guard cookTime.seconds <= longest.seconds else {
            throw AlexaError(
                Cooking.Failure.cookDurationTooLong(maxCookTime: longest), "\(cookTime) is longer than \(longest)")
        }
    }

    /// - Throws: TEMPERATURE_VALUE_OUT_OF_RANGE, in `scale` or the temperature's own.
    func check(cookingTemperature: Temperature, in scale: Temperature.Scale? = nil) throws(AlexaError) {
        try check(
            cookingTemperature, TemperatureRange(traits["cookingTemperatureRange"]) ?? Self.anyCooking, in: scale)
    }

    /// - Throws: TEMPERATURE_VALUE_OUT_OF_RANGE for a temperature that no food reaches.
    func check(foodTemperature: Temperature) throws(AlexaError) {
        try check(foodTemperature, Self.anyCooking)
    }

    private static var anyCooking: TemperatureRange {
        TemperatureRange(Temperature(0, .celsius), Temperature(350, .celsius))
    }

    private func check(
        _ temperature: Temperature, _ range: TemperatureRange, in scale: Temperature.Scale? = nil
    ) throws(AlexaError) {
        guard !range.contains(temperature) else { return }
        throw .outOfRange(temperature.converted(to: scale ?? temperature.scale), range)
    }

    private func checkThatCookingCanStart(_ capability: Capability) throws(AlexaError) {
        func fail(_ failure: Cooking.Failure, _ message: String) -> AlexaError { AlexaError(failure, message) }
        if cookingMode == nil {
            let capabilities = [capability, endpoint.capability(Cooking.namespace)].compactMap(\.self)
            if traits["remoteStart"]?.string == "unsupported"
                || capabilities.contains(where: { Cooking.Configuration($0).supportsRemoteStart == false })
            {
                throw fail(.remoteStartNotSupported, "the appliance cannot be started from afar")
            }
            if traits["remoteStart"]?.string == "disabled" {
                throw fail(.remoteStartDisabled, "starting from afar must be switched on at the appliance")
            }
        }
        if traits["childLock"]?.bool == true { throw fail(.childLock, "the child lock is on") }
        if traits["doorOpen"]?.bool == true { throw fail(.doorOpen, "the door is open") }
        if traits["doorClosedTooLong"]?.bool == true {
            throw fail(.doorClosedTooLong, "the door has been closed for long; open and close it")
        }
        if traits["probe"]?.string == "missing" { throw fail(.probeRequired, "the probe must be put in") }
        if traits["probe"]?.string == "inserted" { throw fail(.removeProbe, "the probe must be taken out") }
        if traits["preheated"]?.bool == false { throw fail(.preheatRequired, "the appliance must be preheated") }
    }
}
