/// A family of devices; the raw value is the segment of the path. Source: docs.amps.ai, /concepts/capabilities.
package enum AmpsFamily: String, CaseIterable, Sendable {
    /// A home battery.
    case battery
    /// A charger of electric vehicles.
    case charger = "ev-charger"
    /// Heating and cooling.
    case hvac
    /// The inverter of solar panels: read-only.
    case inverter = "solar-inverter"
    /// An electric vehicle: read-only.
    case vehicle

    /// Whether devices of the family accept commands at all.
    var isWritable: Bool {
        switch self {
        case .battery, .charger, .hvac: true
        case .inverter, .vehicle: false
        }
    }

    /// The name of a device without a name of its own.
    var spokenName: String {
        switch self {
        case .battery: "Battery"
        case .charger: "Charger"
        case .hvac: "Thermostat"
        case .inverter: "Solar Inverter"
        case .vehicle: "Car"
        }
    }

    /// Alexa's display category. There is none for batteries, chargers and inverters.
    var category: String {
        switch self {
        case .hvac: "THERMOSTAT"
        case .vehicle: "VEHICLE"
        case .battery, .charger, .inverter: "OTHER"
        }
    }

    /// The unit of a parameter that declares none.
    func usualUnit(of parameter: String) -> AmpsUnit? {
        switch parameter {
        case "target": self == .hvac ? .celsius : .percent
        case "reserve": .percent
        case "power": .kilowatts
        case "heatSetpoint", "coolSetpoint": .celsius
        default: nil
        }
    }
}
