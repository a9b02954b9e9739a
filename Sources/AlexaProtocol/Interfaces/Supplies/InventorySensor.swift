/// What the three inventory sensors have in common: a supply per instance, measured somehow and, if it runs low,
/// replenished through Dash. Source: Alexa.InventoryLevelSensor, "Configuration object".
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

    /// In what the capability measures its supply; `nil` if it does not say.
    package static func measurement(of capability: Capability) -> InventoryMeasurement? {
        InventoryMeasurement(capability.configuration?["measurement"])
    }
}
