/// Corrections of one product or device.
struct TuyaQuirk: Hashable, Sendable {
    /// Whether the device is not reported to Alexa; `nil` if not given.
    var hide: Bool?
    /// Points that are ignored.
    var hidden: Set<String> = []
    /// The category that replaces the device's own.
    var category: String?
    /// Points with an inverted meaning.
    var inverted: Set<String> = []
    /// Corrections of single points, by code.
    var codes: [String: PointCorrection] = [:]
    /// The point with a curtain's position.
    var position: String?
    /// Whether the switch must not be sent together with a level; `nil` if not given.
    var switchAlone: Bool?
    /// The usual spelling of units, for all points of all devices.
    var units: [String: String] = [:]

    /// The combination with `other`, whose values take precedence.
    func overridden(by other: TuyaQuirk) -> TuyaQuirk {
        var quirk = self
        quirk.hide = other.hide ?? hide
        quirk.hidden.formUnion(other.hidden)
        quirk.category = other.category ?? category
        // A list replaces the other list: otherwise an operator could not undo a shipped inversion.
        if !other.inverted.isEmpty || other.clearsInverted { quirk.inverted = other.inverted }
        quirk.codes.merge(other.codes) { $0.overridden(by: $1) }
        quirk.position = other.position ?? position
        quirk.switchAlone = other.switchAlone ?? switchAlone
        quirk.units.merge(other.units) { $1 }
        return quirk
    }

    /// A type with the usual spelling of its unit.
    func usualUnit(_ type: PointType) -> PointType {
        guard case .integer(var integer) = type, let unit = units[integer.unit] else { return type }
        integer.unit = unit
        return .integer(integer)
    }

    /// Whether an empty list of inverted points was given, which undoes shipped inversions.
    var clearsInverted = false
}

/// The correction of one point's type.
struct PointCorrection: Hashable, Sendable {
    /// Decimal places of the raw value, 0 to 9.
    var scale: Int?
    /// The distance between two raw values, 1 or more.
    var step: Int?
    /// The unit: of a temperature `°C`, `°F`, or with a factor such as `0.5 °C`; of a white `K`, whose `min` and `max` are then
    /// kelvins.
    var unit: String?
    /// The smallest raw value.
    var minimum: Int?
    /// The largest raw value.
    var maximum: Int?
    /// The raw value from which a temperature is in degrees Fahrenheit, for products that exist in both scales.
    var fahrenheitFrom: Int?
    /// The usual word for each word of the device.
    var values: [String: String] = [:]

    /// Whether `min` and `max` are the kelvins of a white's ends.
    var isKelvin: Bool {
        unit?.filter { !$0.isWhitespace }.lowercased() == "k"
    }

    /// The type that the correction defines without a specification.
    var integer: IntegerType? {
        guard !isKelvin, let minimum, let maximum, minimum < maximum else { return nil }
        guard case .integer(let type) = applied(.integer(IntegerType(minimum...maximum))) else { return nil }
        return type
    }

    /// The corrected type.
    func applied(_ type: PointType) -> PointType {
        guard case .integer(var integer) = type, !isKelvin else { return type }
        integer.scale = scale ?? integer.scale
        integer.step = step ?? integer.step
        integer.unit = unit ?? integer.unit
        let (low, high) = (minimum ?? integer.minimum, maximum ?? integer.maximum)
        if low < high { (integer.minimum, integer.maximum) = (low, high) }
        return .integer(integer)
    }

    fileprivate func overridden(by other: PointCorrection) -> PointCorrection {
        var correction = self
        correction.scale = other.scale ?? scale
        correction.step = other.step ?? step
        correction.unit = other.unit ?? unit
        correction.minimum = other.minimum ?? minimum
        correction.maximum = other.maximum ?? maximum
        correction.fahrenheitFrom = other.fahrenheitFrom ?? fahrenheitFrom
        correction.values.merge(other.values) { $1 }
        return correction
    }
}
