/// `Alexa.InventoryUsageSensor`: reports when a part of a supply was used, without knowing what is left. Source:
/// Alexa.InventoryUsageSensor; the event from two implementations that agree.
package enum InventoryUsageSensor: InventorySensor {
    package static let namespace = "Alexa.InventoryUsageSensor"

    /// `usage` of the supply was used at `time`.
    package static func inventoryConsumed(
        _ usage: InventoryQuantity, at time: Timestamp, instance: String
    ) -> InterfaceEvent {
        InterfaceEvent(
            namespace, "InventoryConsumed", instance: instance,
            ["usage": usage.json, "timeOfSample": .string(time.description)])
    }
}
