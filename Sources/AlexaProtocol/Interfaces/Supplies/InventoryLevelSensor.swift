/// `Alexa.InventoryLevelSensor`: how much of a supply is left, such as a printer's ink.
/// Source: Alexa.InventoryLevelSensor.
package enum InventoryLevelSensor: InventorySensor {
    package static let namespace = "Alexa.InventoryLevelSensor"
    package static let properties = [PropertyKind("level", InventoryQuantity.shape)]

    package static func problem(with capability: Capability) -> String? {
        if capability.resources == nil { return "capabilityResources must name it" }
        return measurement(of: capability) == nil || capability.configuration?["replenishment"]?.object == nil
            ? "configuration must give a measurement with one of Alexa's units, and a replenishment" : nil
    }

    /// `level` of an instance: what is left.
    package static func level(_ quantity: InventoryQuantity, instance: String) -> PropertyState {
        PropertyState(namespace, "level", instance: instance, quantity.json)
    }
}
