import AlexaProtocol

/// A lamp that shows a white. This ends its colour, which is no longer reported. The trait `colorTemperatureRange` is the range
/// of its white; without it, Alexa's range is used. For a white outside of it the lamp shows the nearest one that it has:
/// customers say "cool white", not a number.
enum ColorTemperatureBehaviour: Behaviour {
    static let traits: [Trait] = [
        .numberRange("colorTemperatureRange", overlapping: 1000...10_000, "kelvin")
    ]

    /// A lamp that shows a colour has no white.
    static let leavesUnknown = true

    /// The step of "warmer" and "cooler", in kelvin.
    private static let step = 500

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        guard device.colorTemperature == nil, !device.isInColorMode else { return }
        // Alexa's "soft white".
        device.set(ColorTemperatureController.colorTemperature(kelvin: clamp(2700, to: range(of: device))))
    }

    static func perform(
        _ directive: ColorTemperatureController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        let range = range(of: device)
        let kelvin: Int
        switch directive {
        case .setColorTemperature(let wanted):
            kelvin = clamp(wanted, to: range)
        case .increaseColorTemperature:
            kelvin = clamp(try current(of: device) + step, to: range)
        case .decreaseColorTemperature:
            kelvin = clamp(try current(of: device) - step, to: range)
        }
        device.set(ColorTemperatureController.colorTemperature(kelvin: kelvin))
        device.forget(ColorController.self, "color")
        device.setPower(true)
        return nil
    }

    private static func current(of device: SimulatedDevice) throws(AlexaError) -> Int {
        guard !device.isInColorMode else {
            throw AlexaError(
                .generic(.notSupportedInCurrentMode(.color)), "the lamp shows a colour: it has no white to start from")
        }
        return clamp(device.colorTemperature ?? 2700, to: ColorTemperatureController.kelvins)
    }

    private static func range(of device: SimulatedDevice) -> ClosedRange<Int> {
        let widest = ColorTemperatureController.kelvins
        guard let range = device.traits["colorTemperatureRange"]?.object,
            let minimum = range["minimumValue"]?.number, let maximum = range["maximumValue"]?.number,
            minimum <= maximum
        else { return widest }
        // Whole kelvins inside of the lamp's range, which may itself be given with decimals.
        func whole(_ kelvin: Double) -> Int {
            Int(min(max(kelvin, Double(widest.lowerBound)), Double(widest.upperBound)))
        }
        return whole(minimum.rounded(.up))...max(whole(minimum.rounded(.up)), whole(maximum.rounded(.down)))
    }

    private static func clamp(_ kelvin: Int, to range: ClosedRange<Int>) -> Int {
        min(max(kelvin, range.lowerBound), range.upperBound)
    }
}
