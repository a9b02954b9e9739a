import AlexaProtocol
package import DeviceCloud
package import Skill

/// Infrared appliances behind a blaster. Source: developer.tuya.com, "IR Control Hub Open Service".
extension TuyaClient {
    /// The remotes of a blaster.
    package func remotes(
        of hub: String, _ call: AdapterCall
    ) async throws(CloudFailure) -> [TuyaRemote] {
        let answer = try await read(
            [.get("infrared.remotes", "/v2.0/infrareds/\(hub)/remotes", for: .discovery, infrared(hub))], call)
        guard let items = answer.result.array ?? answer.result.object?["list"]?.array else {
            throw unreadable("infrared.remotes", answer)
        }
        let remotes = items.compactMap { TuyaRemote($0, hubId: hub) }
        if remotes.isEmpty, !items.isEmpty { throw unreadable("infrared.remotes", answer) }
        return remotes.filter { TuyaDevice.isPlain($0.id) }
    }

    /// The keys, or the settings of an air conditioner, that a remote can send.
    package func keys(of remote: TuyaRemote, _ call: AdapterCall) async throws(CloudFailure) -> TuyaRemoteKeys {
        let answer = try await read(
            [
                .get(
                    "infrared.keys", "/v2.0/infrareds/\(remote.hubId)/remotes/\(remote.id)/keys", for: .discovery,
                    infrared(remote.id))
            ], call)
        guard let keys = TuyaRemoteKeys(answer.result) else { throw unreadable("infrared.keys", answer) }
        return keys
    }

    /// The state that was last sent to an air conditioner.
    package func airConditioner(
        _ remote: TuyaRemote, _ call: AdapterCall, for purpose: CloudRequest.Purpose
    ) async throws(CloudFailure) -> TuyaAirConditionerState {
        let answer = try await read(
            [
                .get(
                    "infrared.state", "/v2.0/infrareds/\(remote.hubId)/remotes/\(remote.id)/ac/status", for: purpose,
                    infrared(remote.id))
            ], call)
        guard let state = TuyaAirConditionerState(answer.result) else { throw unreadable("infrared.state", answer) }
        return state
    }

    /// Sends an air conditioner's whole state; idempotent.
    package func send(
        _ state: TuyaAirConditionerState, to remote: TuyaRemote, demand: Demand?, _ call: AdapterCall
    ) async throws(CloudFailure) {
        var request = CloudRequest.post(
            "infrared.scene", "/v2.0/infrareds/\(remote.hubId)/air-conditioners/\(remote.id)/scenes/command",
            .json(state.json), for: .command, effect: .idempotent, infrared(remote.id))
        request.demand = demand
        _ = try await write([request], call)
    }

    /// Sends a key; not idempotent.
    package func press(
        _ key: TuyaRemoteKeys.Key, of remote: TuyaRemote, demand: Demand?, _ call: AdapterCall
    ) async throws(CloudFailure) {
        var body: JSONObject = [
            "category_id": .string(remote.categoryId), "key": .string(key.key), "key_id": .string(key.id),
        ]
        body["remote_index"] = (remote.keys?.remoteIndex ?? remote.remoteIndex).map(JSONValue.string)
        var request = CloudRequest.post(
            "infrared.key", "/v2.0/infrareds/\(remote.hubId)/remotes/\(remote.id)/raw/command",
            .json(.object(body)), for: .command, effect: .once, infrared(remote.id))
        request.demand = demand
        _ = try await write([request], call)
    }

    private func infrared(_ device: String) -> CloudRequest.Concern {
        CloudRequest.Concern(device: device, api: "infrared")
    }
}
