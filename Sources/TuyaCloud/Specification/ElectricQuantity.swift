/// The quantity of an electricity meter. Alexa always gets the same unit, whatever the device's own is.
enum ElectricQuantity: Hashable, Sendable {
    /// In watts.
    case power
    /// In volts.
    case voltage
    /// In amperes.
    case current
    /// In kilowatt-hours.
    case energy

    /// The factor from `unit` to the quantity's unit; `nil` for a unit of something else. An empty text is the unit of Tuya's
    /// standard instruction sets: W, V, mA, kWh.
    func factor(of unit: String) -> Double? {
        let unit = unit.filter { !$0.isWhitespace }.lowercased()
        return switch (self, unit) {
        case (.power, "w"), (.power, ""), (.voltage, "v"), (.voltage, ""), (.current, "a"): 1
        case (.energy, "kwh"), (.energy, "kw·h"), (.energy, "kw.h"), (.energy, ""): 1
        case (.power, "kw"), (.voltage, "kv"), (.energy, "mwh"): 1000
        case (.power, "mw"), (.voltage, "mv"), (.current, "ma"), (.current, ""), (.energy, "wh"): 0.001
        default: nil
        }
    }
}
