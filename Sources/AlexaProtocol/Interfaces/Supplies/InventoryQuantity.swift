/// How much of a supply there is, or was used: `{"@type": "Volume", "value": 1.5, "unit": "LITER"}`.
/// Source: Alexa.InventoryLevelSensor, "level".
package enum InventoryQuantity: Hashable, Sendable {
    /// A volume, 0 or more.
    case volume(Double, InventoryMeasurement.VolumeUnit)
    /// A weight, 0 or more.
    case weight(Double, InventoryMeasurement.WeightUnit)
    /// A part of the whole, 0 to 100.
    case percentage(Double)
    /// A number of pieces, 0 or more.
    case count(Int)

    private static let amounts = 0.0...1e15
    private static let percentages = 0.0...100.0
    private static let counts = 0...1_000_000_000_000

    /// The form of the property `level`.
    package static let shape = ValueShape.either([
        .object([
            .required("@type", .word(["Volume"])), .required("value", .number(amounts)),
            .required("unit", .word(InventoryMeasurement.VolumeUnit.allCases.map(\.rawValue))),
        ]),
        .object([
            .required("@type", .word(["Weight"])), .required("value", .number(amounts)),
            .required("unit", .word(InventoryMeasurement.WeightUnit.allCases.map(\.rawValue))),
        ]),
        .object([.required("@type", .word(["Percentage"])), .required("value", .number(percentages))]),
        .object([.required("@type", .word(["Count"])), .required("value", .integer(counts))]),
    ])

    /// The quantity on the wire.
    package var json: JSONValue {
        switch self {
        case .volume(let amount, let unit):
            ["@type": "Volume", "value": .number(amount), "unit": .string(unit.rawValue)]
        case .weight(let amount, let unit):
            ["@type": "Weight", "value": .number(amount), "unit": .string(unit.rawValue)]
        case .percentage(let percent):
            ["@type": "Percentage", "value": .number(percent)]
        case .count(let pieces):
            ["@type": "Count", "value": .number(Double(pieces))]
        }
    }
}

/// The unit of a supply: `measurement` in the configuration of an inventory sensor.
package enum InventoryMeasurement: Hashable, Sendable {
    /// By volume.
    case volume(VolumeUnit)
    /// By weight.
    case weight(WeightUnit)
    /// In percent of the whole.
    case percentage
    /// In pieces.
    case count

    /// The units of volume that Alexa knows; the raw value is the wire name.
    package enum VolumeUnit: String, CaseIterable, Sendable {
        case liter = "LITER"
        case milliliter = "MILLILITER"
        case metricCup = "METRIC_CUP"
        case metricTeaspoon = "METRIC_TEASPOON"
        case ukTablespoon = "UK_TABLESPOON"
        case auTablespoon = "AU_TABLESPOON"
        case cubicCentimeter = "CUBIC_CENTIMETER"
        case cubicMeter = "CUBIC_METER"
        case ukGallon = "UK_GALLON"
        case ukQuart = "UK_QUART"
        case ukPint = "UK_PINT"
        case ukCup = "UK_CUP"
        case ukGill = "UK_GILL"
        case ukFluidOunce = "UK_FLUID_OUNCE"
        case ukFluidDram = "UK_FLUID_DRAM"
        case cubicInch = "CUBIC_INCH"
        case cubicFoot = "CUBIC_FOOT"
        case cubicYard = "CUBIC_YARD"
        case usFluidGallon = "US_FLUID_GALLON"
        case usFluidQuart = "US_FLUID_QUART"
        case usFluidPint = "US_FLUID_PINT"
        case usFluidCup = "US_FLUID_CUP"
        case usFluidOunce = "US_FLUID_OUNCE"
        case usGill = "US_GILL"
        case usTablespoon = "US_TABLESPOON"
        case usTeaspoon = "US_TEASPOON"
        case usDram = "US_DRAM"
        case usDryGallon = "US_DRY_GALLON"
        case usDryQuart = "US_DRY_QUART"
        case usDryPint = "US_DRY_PINT"
    }

    /// The units of weight that Alexa knows; the raw value is the wire name.
    package enum WeightUnit: String, CaseIterable, Sendable {
        case kilogram = "KILOGRAM"
        case gram = "GRAM"
        case milligram = "MILLIGRAM"
        case microgram = "MICROGRAM"
        case metricPound = "METRIC_POUND"
        case pound = "POUND"
        case ounce = "OUNCE"
        case dram = "DRAM"
    }

    init?(_ json: JSONValue?) {
        let unit = json?.object?["unit"]?.string
        switch json?.object?["@type"]?.string {
        case "Volume":
            guard let unit = unit.flatMap(VolumeUnit.init) else { return nil }
            self = .volume(unit)
        case "Weight":
            guard let unit = unit.flatMap(WeightUnit.init) else { return nil }
            self = .weight(unit)
        case "Percentage": self = .percentage
        case "Count": self = .count
        case .some, nil: return nil
        }
    }

    var json: JSONValue {
        switch self {
        case .volume(let unit): ["@type": "Volume", "unit": .string(unit.rawValue)]
        case .weight(let unit): ["@type": "Weight", "unit": .string(unit.rawValue)]
        case .percentage: ["@type": "Percentage"]
        case .count: ["@type": "Count"]
        }
    }
}
