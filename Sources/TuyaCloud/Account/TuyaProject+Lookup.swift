import AlexaProtocol
import DeviceCloud
import Skill
import Timing

extension TuyaProject {
    /// One endpoint, if possible without listing all devices.
    ///
    /// - Returns: `nil` when a list lacks it.
    func endpoint(_ endpointId: String, _ call: AdapterCall) async throws(CloudFailure) -> Endpoint? {
        if let scene = TuyaDeviceMap.scene(of: endpointId) {
            // The project may have access to other users' homes.
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
    /// - Parameter isKnown: whether a list has had the device as the user's before.
    func record(
        of id: String, isKnown: Bool, _ call: AdapterCall
    ) async throws(CloudFailure) -> TuyaDevice? {
        if let remote = inventory.appliance(id)?.remote {
            return try await client.remotes(of: remote.hubId, call).contains { $0.id == id }
                ? inventory.appliance(id)?.device : nil
        }
        // The project may have access to devices of other customers. If the account belongs to certain customers, only the list
        // shows which devices are theirs. Then no record is read for an id that was never in it.
        if isKnown || client.userId == nil || account.identity.customers == nil {
            do throws(CloudFailure) {
                let device = try await client.device(id, call, for: .discovery)
                // The project may have devices of other users: the list shows the owner.
                if client.userId == nil || device.userId == client.userId { return device }
            } catch {
                guard error.row.recovery.isConfirmedByList || error.isOfAnotherGeneration else { throw error }
            }
        }
        let devices = try await listed(call)
        if let device = devices.first(where: { $0.id == id }) { return device }
        // An infrared appliance may only be in its blaster's list.
        for hub in devices where hub.isInfraredHub {
            if let remote = try await client.remotes(of: hub.id, call).first(where: { $0.id == id }) {
                return TuyaDevice(infrared: remote)
            }
        }
        return nil
    }
}
