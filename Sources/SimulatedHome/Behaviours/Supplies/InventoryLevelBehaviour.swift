import AlexaProtocol

/// A supply: something is there at first, and nothing uses it up.
enum InventoryLevelBehaviour: Behaviour {
    typealias Directive = Never

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        guard let instance = capability.instance else { return }
        let quantity: InventoryQuantity =
            switch InventoryLevelSensor.measurement(of: capability) {
            case .volume(let unit): .volume(1, unit)
            case .weight(let unit): .weight(1, unit)
            case .count: .count(1)
            case .percentage, nil: .percentage(100)
            }
        device.setIfUnknown(InventoryLevelSensor.level(quantity, instance: instance))
    }
}
