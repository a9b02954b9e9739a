import Synchronization

/// What is known of an account's devices and scenes, in memory.
final class TuyaInventory: Sendable {
    private struct State {
        var appliances: [String: TuyaAppliance] = [:]
        /// By product, so that twelve equal bulbs cost one request.
        var specifications: [String: TuyaSpecification] = [:]
    }

    private let state = Mutex(State())

    /// The appliance with that device id.
    func appliance(_ id: String) -> TuyaAppliance? { state.withLock { $0.appliances[id] } }

    /// The ids of the appliances that fulfil a condition.
    func ids(where condition: (TuyaAppliance) -> Bool) -> Set<String> {
        state.withLock { state in Set(state.appliances.filter { condition($0.value) }.keys) }
    }

    /// Keeps an appliance in place of what was known of it.
    func keep(_ appliance: TuyaAppliance) { state.withLock { $0.appliances[appliance.device.id] = appliance } }

    /// Takes over a whole list: devices that it lacks are forgotten.
    func replace(with appliances: [TuyaAppliance], keeping ids: Set<String>) {
        state.withLock { state in
            state.appliances = state.appliances.filter { ids.contains($0.key) }
            for appliance in appliances { state.appliances[appliance.device.id] = appliance }
        }
    }

    /// Forgets a device: its specification is read anew.
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

    /// Keeps the specification of a device's product.
    func keep(_ specification: TuyaSpecification, of device: TuyaDevice) {
        guard !device.productId.isEmpty else { return }
        state.withLock { $0.specifications[device.productId] = specification }
    }
}
