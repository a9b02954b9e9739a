import AlexaProtocol

/// A number, settable or read-only: RangeController.
struct RangeFunction: Hashable, Sendable {
    let row: RangeRow
    let point: IntegerPoint

    init?(_ table: PointTable, _ row: RangeRow) {
        let point =
            row.quantity.map { table.meter(row.codes, $0) } ?? table.integer(row.codes, settable: row.isControl)
        guard let point else { return nil }
        self.row = row
        self.point = point
    }

    /// The type of the values in directives: the one for setting, or the one for reading.
    var type: IntegerType { point.writes ?? point.reads }

    var capabilities: [Capability] {
        [
            RangeController.capability(
                instance: row.instance, CapabilityResources(row.names),
                range: RangeController.SupportedRange(type.decimals, precision: type.decimalStep),
                unitOfMeasure: unit,
                properties: Capability.Properties(["rangeValue"], nonControllable: row.isControl ? nil : true))
        ]
    }

    /// Percent only if the range is that of a percentage; degrees in the point's own scale.
    private var unit: String? {
        switch row.unit {
        case "Alexa.Unit.Percent":
            type.decimals.lowerBound >= 0 && type.decimals.upperBound == 100 ? row.unit : nil
        case "Alexa.Unit.Temperature.Celsius":
            TemperatureUnit.scale(type.unit)?.scale == .fahrenheit ? "Alexa.Unit.Temperature.Fahrenheit" : row.unit
        case .some, nil: row.unit
        }
    }

    func properties(_ reader: PointReader) -> [Property] {
        number(reader).map { [$0.map { RangeController.rangeValue($0, instance: row.instance) }.property] } ?? []
    }

    /// The current value, within the declared range.
    func number(_ reader: PointReader) -> Sample<Double>? {
        let number = row.isControl ? reader.control(point)?.map(point.reads.decimal) : reader.measured(point)
        return number?.map { min(max($0, type.decimals.lowerBound), type.decimals.upperBound) }
    }

    /// The command for a value.
    func command(_ value: Double) -> TuyaCommand {
        point.command(Int(point.upright(Double(type.raw(value)), type)))
    }
}
