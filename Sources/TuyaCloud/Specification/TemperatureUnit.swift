import AlexaProtocol

/// How Tuya writes the units of temperatures.
enum TemperatureUnit {
    /// The scale that a unit's text names, and by what a raw value is multiplied: `0.5 °C` counts half degrees. `nil` if the
    /// text names no scale, as an empty one.
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
