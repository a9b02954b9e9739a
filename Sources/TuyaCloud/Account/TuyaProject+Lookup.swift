import AlexaProtocol
import DeviceCloud
import Skill
import Timing

extension TuyaProject {
    /// One endpoint, without listing all of them where Tuya's records allow it.
    ///
    /// - Returns: `nil` when a list says that there is none.
    func endpoint(_ endpointId: String, _ call: AdapterCall) async throws(CloudFailure) -> Endpoint? {
        if let scene = TuyaDeviceMap.scene(of: endpointId) {
            // The project may reach homes of others.
            if let user = client.userId, !(try await client.homes(of: user, call).contains(scene.homeId)) { return nil }
            return try await client.scenes(in: scene.homeId, call).first { $0.id == scene.sceneId }
                .flatMap { map.endpoint(of: $0) }
        }
        guard let id = TuyaDeviceMap.deviceId(of: endpointId),
            let device = try await record(of: id, isKnown: false, call)
        else {
            return nil
        }
        let appliance = await withAccountScales([try await described(device, among: [:], call)], call)[0]
        return map.endpoints(of: appliance).first { $0.endpointId == endpointId }
    }

    /// The record of a device of the account's user; `nil` when a list lacks it.
    ///
    /// - Parameter isKnown: whether a list has had the device as the user's, at some time.
    func record(
        of id: String, isKnown: Bool, _ call: AdapterCall
    ) async throws(CloudFailure) -> TuyaDevice? {
        if let remote = inventory.appliance(id)?.remote {
            return try await client.remotes(of: remote.hubId, call).contains { $0.id == id }
                ? inventory.appliance(id)?.device : nil
        }
        // The project may reach devices of other customers. If the account is some customers' own, only the list says which
        // devices are theirs, and nothing else is asked about an id that it has never had.
        if isKnown || client.userId == nil || account.identity.customers == nil {
            do throws(CloudFailure) {
                let device = try await client.device(id, call, for: .discovery)
                // The project may hold devices of others: the list says whose they are.
                if client.userId == nil || device.userId == client.userId { return device }
            } catch {
                guard error.row.recovery.isConfirmedByList || error.isOfAnotherGeneration else { throw error }
            }
        }
        let devices = try await listed(call)
        if let device = devices.first(where: { $0.id == id }) { return device }
        // Infrared appliances may be known to their blaster only.
        for hub in devices where hub.isInfraredHub {
            if let remote = try await client.remotes(of: hub.id, call).first(where: { $0.id == id }) {
                return TuyaDevice(infrared: remote)
            }
        }
        return nil
    }
}
