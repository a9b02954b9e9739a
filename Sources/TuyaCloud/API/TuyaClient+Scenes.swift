import AlexaProtocol
package import DeviceCloud
package import Skill

/// Scenes (tap-to-run) of the customer's homes. Source: developer.tuya.com, "Smart Home Scene Linkage".
extension TuyaClient {
    /// The ids of a user's homes.
    package func homes(of user: String, _ call: AdapterCall) async throws(CloudFailure) -> [String] {
        let answer = try await read(
            [.get("scenes.homes", "/v1.0/users/\(user)/homes", for: .discovery, scenes)], call)
        guard let items = answer.result.array ?? answer.result.object?["list"]?.array else {
            throw unreadable("scenes.homes", answer)
        }
        return items.compactMap { $0.object?.text("home_id", "homeId", "id") }
    }

    /// The scenes of a home, including disabled ones.
    package func scenes(in home: String, _ call: AdapterCall) async throws(CloudFailure) -> [TuyaScene] {
        let answer = try await read(
            [
                .get("scenes.list", "/v1.1/homes/\(home)/scenes", for: .discovery, scenes),
                .get("scenes.list", "/v1.0/homes/\(home)/scenes", for: .discovery, scenes),
            ], call)
        guard let items = answer.result.array ?? answer.result.object?["list"]?.array else {
            throw unreadable("scenes.list", answer)
        }
        let found = items.compactMap { TuyaScene($0, homeId: home) }
        if found.isEmpty, !items.isEmpty { throw unreadable("scenes.list", answer) }
        return found
    }

    /// Starts a scene; not idempotent.
    package func trigger(scene: String, home: String, _ call: AdapterCall) async throws(CloudFailure) {
        var request = CloudRequest.post(
            "scenes.trigger", "/v1.0/homes/\(home)/scenes/\(scene)/trigger", .none, for: .command, effect: .once, scenes
        )
        request.demand = .noValue
        _ = try await write([request], call)
    }

    private var scenes: CloudRequest.Concern { CloudRequest.Concern(api: "scenes") }
}
