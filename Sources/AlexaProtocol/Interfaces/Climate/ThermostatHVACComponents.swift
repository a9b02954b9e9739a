/// `Alexa.ThermostatController.HVAC.Components`: which parts of heating, cooling and ventilation run just now. Takes no
/// directives. Source: Alexa.ThermostatController.HVAC.Components 1.0.
package enum ThermostatHVACComponents: AlexaInterface {
    package static let namespace = "Alexa.ThermostatController.HVAC.Components"
    package static let version = "1.0"
    package static let payloadVersion = "1.0"
    package static let properties = [
        PropertyKind("primaryHeaterOperation", .word(Operation.allCases.map(\.rawValue))),
        PropertyKind("auxiliaryHeaterOperation", .word(["OFF", "ON"])),
        PropertyKind("coolerOperation", .word(Operation.allCases.map(\.rawValue))),
        PropertyKind("fanOperation", .word(Operation.allCases.map(\.rawValue))),
    ]

    /// How hard a component runs.
    package enum Operation: String, CaseIterable, Sendable {
        /// Not at all.
        case off = "OFF"
        /// The lowest stage.
        case stage1 = "STAGE_1"
        /// The second stage.
        case stage2 = "STAGE_2"
        /// The third stage.
        case stage3 = "STAGE_3"
    }

    /// `configuration`: how many stages each component has, 1 to 3; `nil` for one that is not there.
    package struct Configuration: Hashable, Sendable {
        /// Stages of the heater.
        package var numberOfPrimaryHeaterOperations: Int?
        /// Stages of the cooler.
        package var numberOfCoolerOperations: Int?
        /// Stages of the fan.
        package var numberOfFanOperations: Int?

        /// Components of so many stages.
        package init(heater: Int? = nil, cooler: Int? = nil, fan: Int? = nil) {
            numberOfPrimaryHeaterOperations = heater
            numberOfCoolerOperations = cooler
            numberOfFanOperations = fan
        }

        /// What a capability declares.
        package init(_ capability: Capability) {
            let configuration = capability.configuration ?? [:]
            self.init(
                heater: configuration["numberOfPrimaryHeaterOperations"]?.integer,
                cooler: configuration["numberOfCoolerOperations"]?.integer,
                fan: configuration["numberOfFanOperations"]?.integer)
        }

        var json: JSONObject {
            var json = JSONObject()
            for (key, count) in [
                ("numberOfPrimaryHeaterOperations", numberOfPrimaryHeaterOperations),
                ("numberOfCoolerOperations", numberOfCoolerOperations),
                ("numberOfFanOperations", numberOfFanOperations),
            ] {
                if let count { json[key] = .number(Double(count)) }
            }
            return json
        }
    }

    /// A capability that reports `properties`.
    package static func capability(
        _ configuration: Configuration, properties: [String] = properties.map(\.name)
    ) -> Capability {
        Capability(Self.self, properties: Capability.Properties(properties), configuration: configuration.json)
    }

    /// `primaryHeaterOperation`.
    package static func primaryHeaterOperation(_ operation: Operation) -> PropertyState {
        PropertyState(namespace, "primaryHeaterOperation", .string(operation.rawValue))
    }

    /// `auxiliaryHeaterOperation`: the auxiliary heater has no stages.
    package static func auxiliaryHeaterOperation(_ isOn: Bool) -> PropertyState {
        PropertyState(namespace, "auxiliaryHeaterOperation", isOn ? "ON" : "OFF")
    }

    /// `coolerOperation`.
    package static func coolerOperation(_ operation: Operation) -> PropertyState {
        PropertyState(namespace, "coolerOperation", .string(operation.rawValue))
    }

    /// `fanOperation`.
    package static func fanOperation(_ operation: Operation) -> PropertyState {
        PropertyState(namespace, "fanOperation", .string(operation.rawValue))
    }
}
