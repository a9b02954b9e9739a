/// `Alexa.DeviceUsage.Estimation`: a device without a meter, whose use of energy Alexa estimates from its state. Nothing is
/// asked or reported: the capability has all the data. Source: Alexa.DeviceUsage.Estimation, as implementations have it.
package enum DeviceUsageEstimation: AlexaInterface {
    package static let namespace = "Alexa.DeviceUsage.Estimation"
    package static let configurationKey = "configurations"
    package static let version = "1.0"
    package static let payloadVersion = "1.0"

    /// The basis of the estimate. All powers are in watts, 0 or more.
    package enum PowerProfile: Hashable, Sendable {
        /// From on and off.
        case power(standby: Double, on: Double)
        /// From the brightness of a light.
        case brightness(standby: Double, maximum: Double)
        /// From the brightness and colour of a light.
        case brightnessColor(standby: Double, maximum: Double)

        fileprivate var json: JSONValue {
            let (type, standby, key, most) =
                switch self {
                case .power(let standby, let on): ("POWER", standby, "onWattage", on)
                case .brightness(let standby, let maximum): ("BRIGHTNESS", standby, "maximumWattage", maximum)
                case .brightnessColor(let standby, let maximum):
                    ("BRIGHTNESS_COLOR", standby, "maximumWattage", maximum)
                }
            return ["type": .string(type), "standbyWattage": Self.watts(standby), key: Self.watts(most)]
        }

        private static func watts(_ watts: Double) -> JSONValue {
            ["value": .number(watts), "units": "WATTS"]
        }
    }

    /// A capability that lets Alexa estimate.
    package static func capability(_ profile: PowerProfile) -> Capability {
        Capability(Self.self, configuration: ["powerProfile": profile.json])
    }
}
