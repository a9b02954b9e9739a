import AlexaProtocol

/// Tuya's spellings of temperature units.
enum TemperatureUnit {
    /// The scale in a unit's text, and the factor of a raw value: `0.5 °C` counts half degrees. `nil` if the text has no scale,
    /// such as an empty one.
    static func scale(_ unit: String) -> (scale: Temperature.Scale, factor: Double)? {
        let text = unit.filter { !$0.isWhitespace }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let factor = digits.isEmpty ? 1 : Double(digits) ?? 0
        guard factor > 0, factor <= 100 else { return nil }
        switch text.dropFirst(digits.count).lowercased() {
        case "℃", "°c", "ºc", "c", "celsius", "摄氏度": return (.celsius, factor)
        case "℉", "°f", "ºf", "f", "fahrenheit", "华氏度": return (.fahrenheit, factor)
        default: return nil
        }
    }
}
