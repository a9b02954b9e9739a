import AlexaProtocol

/// A device of the HVAC family for ThermostatController. Setpoints are sent to Amps in Celsius, the unit that it declares.
struct AmpsThermostat: Sendable {
    /// Bounds of the setpoint in each settable mode; `nil` if the mode cannot be set.
    let heat: AmpsBounds?
    let cool: AmpsBounds?
    /// Bounds of the lower and the upper setpoint.
    let auto: (lower: AmpsBounds, upper: AmpsBounds)?
    let canTurnOff: Bool
    let canFollowSchedule: Bool
    /// The current mode; `nil` if Amps does not report it.
    let mode: ThermostatController.Mode?
    let temperature: Temperature?
    let heatSetpoint: Temperature?
    let coolSetpoint: Temperature?

    /// The usual bounds. Source: docs.amps.ai, /api-reference/hvac.
    private static let usual = AmpsBounds(.celsius, 10...35)

    init(_ device: AmpsDevice, isReadOnly: Bool) {
        func bounds(_ command: String, _ parameter: String) -> AmpsBounds? {
            guard !isReadOnly, let command = device.command(command) else { return nil }
            return command.parameters[parameter] ?? Self.usual
        }
        heat = bounds("heat", "target")
        cool = bounds("cool", "target")
        auto = bounds("auto", "heatSetpoint").flatMap { lower in bounds("auto", "coolSetpoint").map { (lower, $0) } }
        canTurnOff = !isReadOnly && device.command("idle") != nil
        canFollowSchedule = !isReadOnly && device.command("follow_schedule") != nil
        temperature = device.number("temperature", "currentTemperature").map { Temperature($0, .celsius) }
        heatSetpoint = device.number("heatSetpoint").map { Temperature($0, .celsius) }
        coolSetpoint = device.number("coolSetpoint").map { Temperature($0, .celsius) }
        mode = Self.mode(device)
    }

    /// `active` may also mean that it heats right now, so `false` alone does not mean that the device is off.
    private static func mode(_ device: AmpsDevice) -> ThermostatController.Mode? {
        let isActive = device.flag("active")
        if isActive == false, device.lastAction?.command == "idle", device.lastAction?.state == .completed {
            return .off
        }
        return switch device.state["mode"]?.string?.lowercased() {
        case "heat": .heat
        case "cool": .cool
        case "auto": .auto
        case "off", "idle": .off
        case .some, nil: isActive == false ? .off : nil
        }
    }

    /// The modes that can be set.
    var modes: [ThermostatController.Mode] {
        var modes: [ThermostatController.Mode] = []
        if heat != nil { modes.append(.heat) }
        if cool != nil { modes.append(.cool) }
        if auto != nil { modes.append(.auto) }
        if canTurnOff { modes.append(.off) }
        return modes
    }

    /// Whether anything but the temperature can be reported or set.
    var isControlled: Bool { heat != nil || cool != nil || auto != nil }

    /// The range of setpoints over all modes.
    var setpointRange: TemperatureRange? {
        let ranges = [heat, cool, auto?.lower, auto?.upper].compactMap { $0?.temperatures }
        guard let low = ranges.map(\.minimum.celsius).min(), let high = ranges.map(\.maximum.celsius).max() else {
            return nil
        }
        return TemperatureRange(Temperature(low, .celsius), Temperature(high, .celsius))
    }
}
