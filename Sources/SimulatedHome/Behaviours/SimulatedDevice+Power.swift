import AlexaProtocol

/// How a device's switch affects its other functions: a device that is off does not shine, play, cook, heat or record, and a
/// command to do any of it switches the device on.
extension SimulatedDevice {
    /// Whether the device has a switch and is switched off.
    var isOff: Bool {
        value(PowerController.self, "powerState")?.string == "OFF"
    }

    /// Switches the whole device on.
    mutating func turnOn() {
        guard has(PowerController.self) else { return }
        set(PowerController.powerState(true))
        restoreLevels()
        restoreColorFromBlack()
        leaveThermostatModeOff()
    }

    /// Switches the whole device off, and with it everything that runs.
    mutating func turnOff() {
        if has(PowerController.self) { set(PowerController.powerState(false)) }
        enterThermostatModeOff()
        stopActivities()
    }

    /// Switches the whole device, if it has a switch.
    mutating func setPower(_ isOn: Bool) {
        if isOn { turnOn() } else if has(PowerController.self) { turnOff() }
    }

    /// Ends everything that needs power.
    mutating func stopActivities() {
        if has(Cooking.self), cookingMode != nil { stopCooking() }
        if has(PlaybackStateReporter.self) { set(PlaybackStateReporter.playbackState(.stopped)) }
        if has(SeekController.self) { position = 0 }
        if has(RecordController.self) { set(RecordController.recordingState(false)) }
        forget(TimeHoldController.self, "holdStartTime")
        forget(TimeHoldController.self, "holdEndTime")
        updateComponents()
    }

    /// Whether the known state is that of a device at work.
    var appearsRunning: Bool {
        cookingMode != nil || Level.all.contains { (value($0.interface, $0.name)?.number ?? 0) > 0 }
            || value(PlaybackStateReporter.self, "playbackState")?.object?["state"]?.string == "PLAYING"
            || value(RecordController.self, "RecordingState")?.string == "RECORDING"
            || has(ThermostatController.self) && thermostatMode != .off
    }

    /// A device that is on is above 0: a level of 0 goes back to the last one above 0, or to 100.
    mutating func restoreLevels() {
        for level in Level.all where value(level.interface, level.name)?.number == 0 {
            set(level.state(memory[level.key]?.integer ?? 100))
        }
        restoreFanSpeed()
    }

    /// A fan that is on turns: a speed of 0 goes back to the last one above 0, or to the highest.
    private mutating func restoreFanSpeed() {
        // By index, because iterating would copy each capability to look at it.
        for index in endpoint.capabilities.indices
        where endpoint.capabilities[index].interface == RangeController.namespace {
            let capability = endpoint.capabilities[index]
            guard let instance = capability.instance,
                value(RangeController.self, "rangeValue", instance: instance)?.number == 0,
                RangeBehaviour.isFanSpeed(capability), let range = RangeController.SupportedRange(capability)
            else { continue }
            let last = memory["\(instance) above 0"]?.number ?? range.limits.upperBound
            set(RangeController.rangeValue(last, instance: instance))
        }
    }

    // MARK: Levels

    /// A percentage that is 0 when the device is off.
    struct Level {
        let interface: any AlexaInterface.Type
        let name: String
        let state: @Sendable (Int) -> PropertyState

        static let brightness = Level(
            interface: BrightnessController.self, name: "brightness", state: BrightnessController.brightness)
        static let powerLevel = Level(
            interface: PowerLevelController.self, name: "powerLevel", state: PowerLevelController.powerLevel)
        static let percentage = Level(
            interface: PercentageController.self, name: "percentage", state: PercentageController.percentage)

        static let all = [brightness, powerLevel, percentage]

        /// Where the device remembers the last value above 0.
        fileprivate var key: String { "\(name) above 0" }
    }

    /// The level that is `delta` percentage points away, ending at 0 and 100. A device that is off, or whose level is unknown,
    /// counts as one at 0. Source: Amazon's capability evaluation of lights.
    func adjusted(_ level: Level, by delta: Int) -> Int {
        percentage(level.interface, level.name, adjustedBy: delta, from: isOff ? 0 : nil)
    }

    /// Sets a level; above 0 it also switches the device on, at 0 off.
    mutating func set(_ level: Level, _ percent: Int) {
        remember(level)
        set(level.state(percent))
        setPower(percent > 0)
    }

    /// Remembers a level above 0, which TurnOn restores.
    mutating func remember(_ level: Level) {
        guard let last = value(level.interface, level.name)?.number, last > 0 else { return }
        memory[level.key] = .number(last)
    }
}
