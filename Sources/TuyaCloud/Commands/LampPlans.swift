import AlexaProtocol
import DeviceCloud

/// Plans of lamps. The behaviour at the ends of ranges follows Amazon's capability evaluation of lights: brightness 0 is off, a
/// lamp that is off counts as brightness 0 for AdjustBrightness, and setting a level or colour switches the lamp on.
enum LampPlans {
    /// The step of "warmer" and "cooler" in kelvins.
    private static let step = 500

    // MARK: Brightness

    static func needsState(_ directive: BrightnessController.Directive, _ part: DevicePart, _: String) -> Bool {
        switch directive {
        case .adjustBrightness: true
        case .setBrightness(let percent):
            percent > 0 && (part.switchAlone || part.lamp?.brightnessDependsOnState == true)
        }
    }

    static func plan(
        _ directive: BrightnessController.Directive, _ context: PlanContext
    ) throws(AlexaError) -> TuyaPlan {
        guard let lamp = context.part.lamp else { throw .lacks("brightness") }
        switch directive {
        case .setBrightness(let percent):
            return try set(percent, lamp, context)
        case .adjustBrightness(let delta):
            let present: Int
            if context.isOn == false {
                present = 0
            } else if let percent = lamp.percent(context.reader)?.value {
                present = percent
            } else {
                throw .unknownValue("brightness")
            }
            let wanted = min(max(present + delta, 0), 100)
            if wanted == 0, context.isOn == false {
                return context.unchanged([PowerController.powerState(false), BrightnessController.brightness(0)])
            }
            return try set(wanted, lamp, context)
        }
    }

    private static func set(_ percent: Int, _ lamp: Lamp, _ context: PlanContext) throws(AlexaError) -> TuyaPlan {
        let demand = Demand.number(Double(percent), within: ValidRange(0...100))
        if percent == 0, let power = context.part.power {
            return context.setting(
                [power.point.command(false)], demand: demand,
                properties: [PowerController.powerState(false), BrightnessController.brightness(0)])
        }
        if lamp.showsColour(context.reader), let colour = lamp.colour,
            var raw = context.reader.colour(colour)?.value
        {
            raw.value = colour.type.value(level: max(percent, 1))
            return context.switchingOn(
                [TuyaCommand(colour.code, colour.type.json(raw))], demand: demand,
                properties: [BrightnessController.brightness(colour.type.level(raw.value))])
        }
        guard let brightness = lamp.brightness, let type = brightness.writes else {
            // A lamp without white whose colour is unknown: white with that brightness.
            guard let colour = lamp.colour else { throw .lacks("brightness") }
            let raw = ColourType.Raw(hue: 0, saturation: 0, value: colour.type.value(level: max(percent, 1)))
            return context.switchingOn(
                lamp.mode(.colour) + [TuyaCommand(colour.code, colour.type.json(raw))], demand: demand,
                properties: [BrightnessController.brightness(percent)])
        }
        let used = lamp.brightnessType(type, context.reader)
        let raw = used.raw(level: percent)
        // In a scene the brightness of the white has no effect.
        let mode = lamp.shown(context.reader)?.value == .other ? lamp.mode(.white) : []
        return context.switchingOn(
            mode + [brightness.command(Int(brightness.upright(Double(raw), used)))], demand: demand,
            properties: [BrightnessController.brightness(used.level(Double(raw)))])
    }

    // MARK: Colour

    static func needsState(_ directive: ColorController.Directive, _ part: DevicePart, _: String) -> Bool {
        part.switchAlone
    }

    static func plan(_ directive: ColorController.Directive, _ context: PlanContext) throws(AlexaError) -> TuyaPlan {
        guard let lamp = context.part.lamp, let colour = lamp.colour else { throw .lacks("colour") }
        switch directive {
        case .setColor(let color):
            let percent = Int((color.brightness * 100).rounded())
            if percent == 0, let power = context.part.power {
                return context.setting(
                    [power.point.command(false)],
                    properties: [PowerController.powerState(false), BrightnessController.brightness(0)])
            }
            let raw = colour.type.raw(color)
            var shown = colour.type.color(raw)
            shown.brightness = color.brightness
            context.colours.keep(
                ColourMemory.Colour(hue: raw.hue, saturation: raw.saturation, brightness: color.brightness),
                of: context.part.deviceId)
            return context.switchingOn(
                lamp.mode(.colour) + [TuyaCommand(colour.code, colour.type.json(raw))],
                properties: [
                    ColorController.color(shown), BrightnessController.brightness(colour.type.level(raw.value)),
                ])
        }
    }

    // MARK: White

    static func needsState(_ directive: ColorTemperatureController.Directive, _ part: DevicePart, _: String) -> Bool {
        switch directive {
        case .increaseColorTemperature, .decreaseColorTemperature: true
        // The brightness is kept when a colour is changed to a white.
        case .setColorTemperature: part.switchAlone || part.lamp?.brightnessDependsOnState == true
        }
    }

    static func plan(
        _ directive: ColorTemperatureController.Directive, _ context: PlanContext
    ) throws(AlexaError) -> TuyaPlan {
        guard let lamp = context.part.lamp, let white = lamp.white else { throw .lacks("white") }
        let wanted: Int
        switch directive {
        case .setColorTemperature(let kelvin): wanted = kelvin
        case .increaseColorTemperature: wanted = try present(white, lamp, context) + step
        case .decreaseColorTemperature: wanted = try present(white, lamp, context) - step
        }
        let (command, kelvin) = white.command(kelvin: wanted)
        var commands = lamp.mode(.white) + [command]
        var properties = [ColorTemperatureController.colorTemperature(kelvin: kelvin)]
        if lamp.showsColour(context.reader), let percent = lamp.percent(context.reader)?.value, percent > 0,
            let brightness = lamp.brightness, let type = brightness.writes
        {
            let used = lamp.brightnessType(type, context.reader)
            let raw = used.raw(level: percent)
            commands.append(brightness.command(Int(brightness.upright(Double(raw), used))))
            properties.append(BrightnessController.brightness(used.level(Double(raw))))
        }
        return context.switchingOn(commands, properties: properties)
    }

    private static func present(
        _ white: Lamp.White, _ lamp: Lamp, _ context: PlanContext
    ) throws(AlexaError) -> Int {
        guard !lamp.showsColour(context.reader) else {
            throw AlexaError(
                .generic(.notSupportedInCurrentMode(.color)), "the lamp shows a colour: it has no white to start from")
        }
        guard let raw = context.reader.control(white.point) else { throw .unknownValue("white") }
        return white.kelvin(raw.value, white.point.reads)
    }
}

extension Lamp {
    /// Whether the command for a percentage depends on what the lamp shows, or on the ends of its range.
    ///
    /// The command for a lamp without colours does not: reading its state first would cost calls of the quota.
    var brightnessDependsOnState: Bool { colour != nil || isLimited }

    /// The command that makes the lamp show a white or a colour; none for a lamp without `work_mode` or the word.
    func mode(_ shown: Shown) -> [TuyaCommand] {
        guard let mode else { return [] }
        let word: WordPoint.Word? =
            switch shown {
            case .white: mode.word(meaning: "white")
            case .colour: mode.word(meaning: "colour", "color")
            case .other: nil
            }
        return word.map { [mode.command($0)] } ?? []
    }
}
