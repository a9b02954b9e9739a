import AlexaProtocol

/// A lamp that shows a white: that ends its colour, which is no longer reported. The trait `colorTemperatureRange` says
/// from where to where its white goes; without it, as far as Alexa's.
enum ColorTemperatureBehaviour: Behaviour {
    /// A lamp that shows a colour has no white.
    static let leavesUnknown = true

    /// What "warmer" and "cooler" mean, in kelvin.
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
            guard range.contains(wanted) else {
                throw .outOfRange(
                    "colorTemperatureInKelvin", Double(wanted), Double(range.lowerBound)...Double(range.upperBound))
            }
            kelvin = wanted
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
            let minimum = range["minimumValue"]?.integer, let maximum = range["maximumValue"]?.integer,
            minimum <= maximum
        else { return widest }
        return (minimum...maximum).clamped(to: widest)
    }

    private static func clamp(_ kelvin: Int, to range: ClosedRange<Int>) -> Int {
        min(max(kelvin, range.lowerBound), range.upperBound)
    }
}
