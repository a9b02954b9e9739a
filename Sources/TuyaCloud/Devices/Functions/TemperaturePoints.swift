import AlexaProtocol

/// A temperature in one point, or in a pair of points, one for each scale.
struct TemperaturePoints: Sendable {
    private let celsius: IntegerPoint?
    private let fahrenheit: IntegerPoint?
    /// The point with the scale that the device shows.
    private let unit: WordPoint?
    /// The raw value from which the value is in degrees Fahrenheit.
    private let fahrenheitFrom: Int?
    /// The scale of the app account, if neither the point nor the device has one.
    private let accountScale: Temperature.Scale?
    /// Whether it is the temperature of a room: then a scale of 0 with another step than 1 stands for tenths.
    private let isOfRoom: Bool

    init?(_ table: PointTable, _ codes: [String], isOfRoom: Bool, settable: Bool = false) {
        let isPair: (String) -> Bool = { $0.hasSuffix("_f") }
        celsius = table.integer(codes.filter { !isPair($0) }, settable: settable)
        fahrenheit = table.integer(codes.filter(isPair), settable: settable)
        unit = table.words(["temp_unit_convert", "c_f", "temp_unit", "unit_convert"])
        fahrenheitFrom = celsius.flatMap { table.quirk.codes[$0.code]?.fahrenheitFrom }
        accountScale = table.accountScale
        self.isOfRoom = isOfRoom
        if celsius == nil, fahrenheit == nil { return nil }
    }

    /// The point in use and its types.
    struct Current {
        let point: IntegerPoint
        let scale: Temperature.Scale
        /// The type for reading.
        let reads: IntegerType
        /// The type for setting.
        let writes: IntegerType?
    }

    /// Whether the point in use or its scale depends on the device's state.
    var needsState: Bool { celsius != nil && fahrenheit != nil || fahrenheitFrom != nil || unit != nil }

    /// Whether only the app account's scale decides between Celsius and Fahrenheit.
    var dependsOnAccount: Bool {
        guard unit == nil, fahrenheitFrom == nil else { return false }
        guard let celsius else { return false }
        return fahrenheit != nil || (Self.scale(of: celsius) == nil && fitsFahrenheit(celsius))
    }

    /// The scale and factor of the point's own unit.
    private static func scale(of point: IntegerPoint) -> (scale: Temperature.Scale, factor: Double)? {
        TemperatureUnit.scale(point.reads.unit) ?? point.writes.flatMap { TemperatureUnit.scale($0.unit) }
    }

    /// Whether the range may be one in degrees Fahrenheit: no room is kept below 60 °F.
    private func fitsFahrenheit(_ point: IntegerPoint) -> Bool {
        let range = (point.writes ?? point.reads).decimals
        return range.upperBound > (isOfRoom ? 60 : 120) && (point.writes == nil || range.lowerBound >= 30)
    }

    /// The point in use and its scale: that of its unit, else that which the device shows, else that of the app account, else
    /// Celsius.
    func current(_ reader: PointReader) -> Current? {
        var shown = unit.flatMap { reader.word($0)?.value.usual }.flatMap { TemperatureUnit.scale($0)?.scale }
        if shown == nil, dependsOnAccount { shown = accountScale }
        guard let point = shown == .fahrenheit ? fahrenheit ?? celsius : celsius ?? fahrenheit else { return nil }
        let raw = reader.reported(point.code)?.value
        if let fahrenheitFrom, point.code == celsius?.code, let raw, raw >= Double(fahrenheitFrom) {
            var type = point.reads
            type.minimum = fahrenheitFrom
            type.maximum = max(type.maximum, 2 * fahrenheitFrom)
            return Current(point: point, scale: .fahrenheit, reads: type, writes: point.writes.map { _ in type })
        }
        let ofUnit = Self.scale(of: point)
        let isPair = celsius != nil && fahrenheit != nil
        let scale =
            isPair
            ? (point.code == fahrenheit?.code ? .fahrenheit : .celsius)
            : ofUnit?.scale ?? (point.code.hasSuffix("_f") ? .fahrenheit : shown ?? .celsius)
        let factor = ofUnit?.factor ?? 1
        return Current(
            point: point, scale: scale, reads: corrected(point.reads, raw, factor, scale),
            writes: point.writes.map { corrected($0, raw, factor, scale) })
    }

    /// The type with a corrected scale. Some devices declare whole degrees and report tenths. That is assumed if the declared
    /// range or step is impossible for a room, or if only a tenth of the reported value is in the declared range.
    private func corrected(
        _ type: IntegerType, _ raw: Double?, _ factor: Double, _ scale: Temperature.Scale
    ) -> IntegerType {
        var type = type
        type.factor = factor
        guard type.scale == 0, factor == 1 else { return type }
        let isFahrenheit = scale == .fahrenheit
        let hottest = type.step == 1 ? (isFahrenheit ? 302 : 150) : (isFahrenheit ? 140 : 60)
        if isOfRoom, type.maximum > hottest {
            type.scale = 1
            return type
        }
        let isTenths: Bool
        if let raw, !type.contains(raw) {
            isTenths = type.contains(raw / 10) && isOfRoom
        } else {
            // A value in the declared range that would be freezing as tenths is in whole degrees.
            isTenths = isOfRoom && type.step != 1 && raw.map { $0 > Double(type.maximum) } ?? true
        }
        guard isTenths else { return type }
        type.scale = 1
        type.minimum *= 10
        type.maximum *= 10
        if type.step == 1 { type.step = 10 }
        return type
    }

    /// The reported temperature; `nil` outside the declared range.
    func temperature(_ reader: PointReader) -> Sample<Temperature>? {
        guard let current = current(reader), let raw = reader.reported(current.point.code) else { return nil }
        guard current.reads.contains(raw.value) else {
            reader.note(current.point.code, "the value is outside the declared range: left out")
            return nil
        }
        return raw.map { Temperature(current.reads.decimal($0), current.scale) }
    }

    /// The settable range; `nil` if the temperature is read-only.
    func range(_ reader: PointReader) -> TemperatureRange? {
        guard fahrenheitFrom == nil, let current = current(reader), let type = current.writes else { return nil }
        return TemperatureRange(
            Temperature(type.decimals.lowerBound, current.scale), Temperature(type.decimals.upperBound, current.scale))
    }

    /// The command for a temperature, and the temperature that is really set.
    func command(_ temperature: Temperature, _ reader: PointReader) -> (TuyaCommand, Temperature)? {
        guard let current = current(reader), let type = current.writes else { return nil }
        let raw = type.raw(temperature.converted(to: current.scale).value)
        return (current.point.command(raw), Temperature(type.decimal(Double(raw)), current.scale))
    }
}
