import AlexaProtocol

/// A number that is set or only read: RangeController.
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

    /// The type that directives are in: what can be set, or what is read.
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

    /// Percent only where the range is that of a percentage; degrees on the point's own scale.
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

    /// The present value, in the range that is declared.
    func number(_ reader: PointReader) -> Sample<Double>? {
        let number = row.isControl ? reader.control(point)?.map(point.reads.decimal) : reader.measured(point)
        return number?.map { min(max($0, type.decimals.lowerBound), type.decimals.upperBound) }
    }

    /// What sets a value, and the value that is really set.
    func command(_ value: Double) -> TuyaCommand {
        point.command(Int(point.upright(Double(type.raw(value)), type)))
    }
}
