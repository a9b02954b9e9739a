/// `Alexa.InventoryLevelSensor`: how much of a supply is left, such as a printer's ink.
/// Source: Alexa.InventoryLevelSensor.
package enum InventoryLevelSensor: InventorySensor {
    package static let namespace = "Alexa.InventoryLevelSensor"
    package static let properties = [PropertyKind("level", InventoryQuantity.shape)]

    /// `level` of an instance: what is left.
    package static func level(_ quantity: InventoryQuantity, instance: String) -> PropertyState {
        PropertyState(namespace, "level", instance: instance, quantity.json)
    }
}
