/// The base of the three inventory sensors: a supply per instance, with its measurement and, if it runs low, replenished
/// through Dash. Source: Alexa.InventoryLevelSensor, "Configuration object".
package protocol InventorySensor: AlexaInterface {}

extension InventorySensor {
    package static var hasInstances: Bool { true }

    /// A capability for one supply; `replenishmentId` is what Dash Replenishment calls it.
    package static func capability(
        instance: String, _ resources: CapabilityResources, measurement: InventoryMeasurement, replenishmentId: String
    ) -> Capability {
        Capability(
            Self.self, instance: instance, resources: resources.json,
            configuration: [
                "measurement": measurement.json,
                "replenishment": ["@type": "DashReplenishmentId", "value": .string(replenishmentId)],
            ])
    }

    /// The measurement that the capability declares; `nil` if it declares none.
    package static func measurement(of capability: Capability) -> InventoryMeasurement? {
        InventoryMeasurement(capability.configuration?["measurement"])
    }
}
