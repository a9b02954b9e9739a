import Synchronization

/// The known devices and scenes of an account, in memory.
final class TuyaInventory: Sendable {
    private struct State {
        var appliances: [String: TuyaAppliance] = [:]
        /// By product, so that twelve equal bulbs need only one request.
        var specifications: [String: TuyaSpecification] = [:]
    }

    private let state = Mutex(State())

    /// The appliance with this device id.
    func appliance(_ id: String) -> TuyaAppliance? { state.withLock { $0.appliances[id] } }

    /// The ids of the appliances for which `condition` returns true.
    func ids(where condition: (TuyaAppliance) -> Bool) -> Set<String> {
        state.withLock { state in Set(state.appliances.filter { condition($0.value) }.keys) }
    }

    /// Stores an appliance, replacing an older one.
    func keep(_ appliance: TuyaAppliance) { state.withLock { $0.appliances[appliance.device.id] = appliance } }

    /// Stores a complete list. Devices that are neither in the list nor in `ids` are removed.
    func replace(with appliances: [TuyaAppliance], keeping ids: Set<String>) {
        state.withLock { state in
            state.appliances = state.appliances.filter { ids.contains($0.key) }
            for appliance in appliances { state.appliances[appliance.device.id] = appliance }
        }
    }

    /// Removes a device and its product's specification, which is then read again.
    func forget(_ id: String) {
        state.withLock { state in
            guard let appliance = state.appliances.removeValue(forKey: id) else { return }
            state.specifications[appliance.device.productId] = nil
        }
    }

    /// The specification of a product; `nil` if it is not known, or the device names no product.
    func specification(of device: TuyaDevice) -> TuyaSpecification? {
        device.productId.isEmpty ? nil : state.withLock { $0.specifications[device.productId] }
    }

    /// Stores the specification of a device's product.
    func keep(_ specification: TuyaSpecification, of device: TuyaDevice) {
        guard !device.productId.isEmpty else { return }
        state.withLock { $0.specifications[device.productId] = specification }
    }
}
