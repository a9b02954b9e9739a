import AlexaProtocol

extension AmpsFeatures {
    /// The modes of a battery, in the order in which the app shows them.
    private static let batteryModes: [ModeController.Mode] = [
        .init("charge", .text("Charge", locale: "en-US"), .text("Charge Mode", locale: "en-US")),
        .init("discharge", .text("Discharge", locale: "en-US"), .text("Discharge Mode", locale: "en-US")),
        .init("idle", .text("Idle", locale: "en-US"), .text("Standby", locale: "en-US")),
        .init("auto.balanced", .text("Balanced", locale: "en-US"), .text("Self Consumption", locale: "en-US")),
        .init("auto.reserve", .text("Backup", locale: "en-US"), .text("Backup Reserve", locale: "en-US")),
        .init("auto.export", .text("Export", locale: "en-US"), .text("Sell Energy", locale: "en-US")),
    ]

    /// The state of charge as a whole number of percent.
    private static func level(_ device: AmpsDevice) -> Double? {
        device.number("level", "batteryLevel", "stateOfCharge", "soc").map { min(max($0.rounded(), 0), 100) }
    }

    static func battery(_ device: AmpsDevice, isReadOnly: Bool) -> AmpsFeatures {
        var features = AmpsFeatures()
        features.hasBattery = true
        features.batteryLevel = level(device).map { Int($0) }
        let status = device.state["status"]?.string
        if !isReadOnly {
            let modes = batteryModes.filter { device.command($0.value) != nil }
            if modes.count > 1 {
                let statusMode = ["charging": "charge", "discharging": "discharge", "idle": "idle"][status ?? ""]
                let current = [device.state["currentMode"]?.string, statusMode].compactMap(\.self)
                    .first { mode in modes.contains { $0.value == mode } }
                features.modes.append(
                    Mode(
                        instance: "Battery.Mode",
                        resources: CapabilityResources([
                            .asset("Alexa.Setting.Mode"), .text("Battery Mode", locale: "en-US"),
                        ]), modes: modes, current: current))
            }
            if device.command("charge") != nil, device.command("idle") != nil {
                features.toggles.append(
                    Toggle(
                        instance: "Battery.Charging", resources: named("Charging"),
                        isOn: status.map { $0 == "charging" }, commands: ("charge", "idle")))
            }
        }
        features.ranges.append(
            reading("Battery.Level", named("Battery Level", "Charge Level"), 0...100, .percent, level(device)))
        if !isReadOnly {
            features.ranges += [
                parameter(
                    "target", of: "charge", device, instance: "Battery.ChargeTarget",
                    named("Charge Target", "Charge Limit")),
                parameter(
                    "target", of: "discharge", device, instance: "Battery.DischargeEnd",
                    named("Discharge Target", "Discharge Limit")),
            ].compactMap(\.self)
        }
        features.ranges += settings(of: device, isReadOnly: isReadOnly)
        features.markRaised()
        return features
    }

    static func charger(_ device: AmpsDevice, isReadOnly: Bool) -> AmpsFeatures {
        var features = AmpsFeatures()
        let status = device.state["status"]?.string
        let isCharging = device.flag("isCharging") ?? status.map { $0 == "charging" }
        let isControlled = !isReadOnly && device.command("charge") != nil && device.command("idle") != nil
        features.toggles.append(
            Toggle(
                instance: "Charger.Charging", resources: named("Charging"), isOn: isCharging,
                commands: isControlled ? ("charge", "idle") : nil))
        if let isConnected = device.flag("isConnected", "isPluggedIn") {
            features.toggles.append(
                Toggle(
                    instance: "Charger.Plug", resources: named("Plug", "Car Connected"), isOn: isConnected,
                    commands: nil))
        }
        if let power = device.number("currentPower") {
            features.ranges.append(
                reading("Charger.Power", named("Charging Power"), 0...500, precision: 0.1, .kilowatts, power))
        }
        features.ranges += settings(of: device, isReadOnly: isReadOnly)
        features.markRaised()
        return features
    }

    static func inverter(_ device: AmpsDevice) -> AmpsFeatures {
        var features = AmpsFeatures()
        features.ranges.append(
            reading(
                "Solar.Power", named("Solar Power", "Production"), 0...1000, precision: 0.1, .kilowatts,
                device.number("currentPower")))
        if let energy = device.number("energyTotal") {
            features.ranges.append(
                reading("Solar.Energy", named("Total Energy"), 0...1e9, .kilowattHours, energy))
        }
        if let isProducing = device.flag("producing") {
            features.toggles.append(
                Toggle(instance: "Solar.Active", resources: named("Solar Production"), isOn: isProducing, commands: nil)
            )
        }
        return features
    }

    static func vehicle(_ device: AmpsDevice) -> AmpsFeatures {
        var features = AmpsFeatures()
        features.hasBattery = true
        features.batteryLevel = level(device).map { Int($0) }
        features.ranges.append(
            reading("Car.Level", named("Battery Level", "Charge Level"), 0...100, .percent, level(device)))
        let status = device.state["status"]?.string
        if let isCharging = device.flag("isCharging") ?? status.map({ $0 == "charging" }) {
            features.toggles.append(
                Toggle(instance: "Car.Charging", resources: named("Charging"), isOn: isCharging, commands: nil))
        }
        if let isConnected = device.flag("isConnected", "isPluggedIn") {
            features.toggles.append(
                Toggle(instance: "Car.Plug", resources: named("Plug"), isOn: isConnected, commands: nil))
        }
        return features
    }

    /// Marks the first settable range for "raise" and "lower", which may be mapped to only one range of a device.
    private mutating func markRaised() {
        if let index = ranges.firstIndex(where: { $0.write != nil }) { ranges[index].isRaised = true }
    }
}
