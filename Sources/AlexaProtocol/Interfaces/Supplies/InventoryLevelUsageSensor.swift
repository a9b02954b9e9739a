/// `Alexa.InventoryLevelUsageSensor`: reports when a part of a supply was used and when it was refilled; Alexa keeps the total.
/// Source: Alexa.InventoryLevelUsageSensor; the events from Amazon's Alexa Connect Kit.
package enum InventoryLevelUsageSensor: InventorySensor {
    package static let namespace = "Alexa.InventoryLevelUsageSensor"

    /// `usage` of the supply was used at `time`.
    package static func inventoryConsumed(
        _ usage: InventoryQuantity, at time: Timestamp, instance: String
    ) -> InterfaceEvent {
        InterfaceEvent(
            namespace, "InventoryConsumed", instance: instance,
            ["usage": usage.json, "timeOfSample": .string(time.description)])
    }

    /// The supply was filled up or exchanged at `time`, and `level` is there now.
    package static func inventoryReplaced(
        _ level: InventoryQuantity, at time: Timestamp, instance: String
    ) -> InterfaceEvent {
        InterfaceEvent(
            namespace, "InventoryReplaced", instance: instance,
            ["newAbsoluteLevel": level.json, "replaceDate": .string(time.description)])
    }
}
