import AlexaProtocol

/// A lamp: BrightnessController, ColorController and ColorTemperatureController, which depend on each other.
///
/// Tuya stores the brightness of a colour in the colour, and that of a white in `bright_value`; `work_mode` says which of them is
/// shown. It is never sent to a lamp that lacks it.
struct Lamp: Sendable {
    /// The brightness of the white.
    let brightness: IntegerPoint?
    /// The codes of the points with the ends of the range that a dimmer uses.
    let lowest: String
    let highest: String
    /// Whether the device has one of these points.
    let isLimited: Bool
    let white: White?
    let colour: ColourPoint?
    let mode: WordPoint?

    /// The temperature of a white: `minimum` is the warmest. The device does not use kelvins.
    struct White: Hashable, Sendable {
        let point: IntegerPoint
        let kelvins: ClosedRange<Double>

        /// The range in kelvins if nothing else is known.
        static let usualKelvins = 2700.0...6500.0

        private var type: IntegerType { point.writes ?? point.reads }

        /// The temperature of an upright raw value, rounded so that a value is read back as it was set.
        func kelvin(_ raw: Double, _ type: IntegerType) -> Int {
            let span = kelvins.upperBound - kelvins.lowerBound
            let share = type.share(raw)
            if share == 0 || share == 1 { return Int(share == 0 ? kelvins.lowerBound : kelvins.upperBound) }
            let exact = kelvins.lowerBound + share * span
            let step = span * Double(type.step) / Double(type.maximum - type.minimum)
            let grid = [1.0, 5, 10, 20, 50, 100].first { $0 >= step } ?? step
            let rounded = (exact / grid).rounded() * grid
            return Int(min(max(rounded, kelvins.lowerBound), kelvins.upperBound).rounded())
        }

        /// The command for a temperature. Outside of the range the nearest end is used, since customers say "cool white", not a
        /// number.
        func command(kelvin: Int) -> (TuyaCommand, kelvin: Int) {
            let span = kelvins.upperBound - kelvins.lowerBound
            let share = (Double(kelvin) - kelvins.lowerBound) / span
            let raw = type.raw(share: min(max(share, 0), 1))
            return (point.command(Int(point.upright(Double(raw), type))), self.kelvin(Double(raw), type))
        }
    }

    enum Shown: Hashable, Sendable {
        case white
        case colour
        /// A scene or music.
        case other
    }

    init?(_ table: PointTable, _ codes: LampCodes) {
        brightness = table.integer(codes.brightness, settable: true)
        lowest = codes.lowest
        highest = codes.highest
        isLimited = table.has(codes.lowest) || table.has(codes.highest)
        colour = table.colour(codes.colour).flatMap { $0.isSettable ? $0 : nil }
        mode = table.words(codes.mode, settable: true)
        if let point = table.integer(codes.temperature, settable: true) {
            let correction = table.quirk.codes[point.code]
            var kelvins = White.usualKelvins
            if let correction, correction.isKelvin, let low = correction.minimum, let high = correction.maximum,
                ColorTemperatureController.kelvins.contains(low), ColorTemperatureController.kelvins.contains(high)
            {
                kelvins = Double(low)...Double(high)
            }
            white = White(point: point, kelvins: kelvins)
        } else {
            white = nil
        }
        if brightness == nil, colour == nil, white == nil { return nil }
    }

    var capabilities: [Capability] {
        var capabilities: [Capability] = []
        if brightness != nil || colour != nil { capabilities.append(Capability(BrightnessController.self)) }
        if colour != nil { capabilities.append(Capability(ColorController.self)) }
        if white != nil { capabilities.append(Capability(ColorTemperatureController.self)) }
        return capabilities
    }

    /// What the lamp shows, and the time of that value; `nil` for a lamp without `work_mode` or a value for it.
    func shown(_ reader: PointReader) -> Sample<Shown>? {
        guard let mode else { return nil }
        return reader.word(mode)?.map { word in
            switch word.usual {
            case "white": .white
            case "colour", "color": .colour
            default: .other
            }
        }
    }

    /// Whether the lamp shows a colour. Without a known mode: if it has no white.
    func showsColour(_ reader: PointReader) -> Bool {
        guard colour != nil else { return false }
        guard let shown = shown(reader) else { return brightness == nil && white == nil }
        return shown.value == .colour
    }

    /// The type with the range of brightness that is used now.
    func brightnessType(_ type: IntegerType, _ reader: PointReader) -> IntegerType {
        type.narrowed(from: reader.reported(lowest)?.value, to: reader.reported(highest)?.value)
    }

    /// The current percentage, 0 to 100, as if the lamp were on.
    func percent(_ reader: PointReader) -> Sample<Int>? {
        if let colour, showsColour(reader) {
            return reader.colour(colour)?.map { colour.type.level($0.value) }
        }
        guard let brightness else { return nil }
        let type = brightnessType(brightness.reads, reader)
        return reader.control(brightness)?.map { type.level($0) }
    }

    /// The properties to report.
    ///
    /// - Parameter given: the colour that was set last, if known. Its brightness is reported, because later changes of the
    ///   brightness leave the colour unchanged. Source: Amazon's capability evaluation of lights.
    func properties(_ reader: PointReader, given: ColourMemory.Colour?) -> [Property] {
        var properties: [Property] = []
        if let percent = percent(reader) {
            properties.append(percent.map(BrightnessController.brightness).property)
        }
        if showsColour(reader) {
            if let colour, let raw = reader.colour(colour) {
                var color = colour.type.color(raw.value)
                if let given, given.hue == raw.value.hue, given.saturation == raw.value.saturation {
                    color.brightness = given.brightness
                }
                properties.append(raw.map { _ in ColorController.color(color) }.property)
            }
        } else if let white, shown(reader)?.value != .other, let raw = reader.control(white.point) {
            properties.append(
                raw.map { ColorTemperatureController.colorTemperature(kelvin: white.kelvin($0, white.point.reads)) }
                    .property)
        }
        return properties
    }
}
