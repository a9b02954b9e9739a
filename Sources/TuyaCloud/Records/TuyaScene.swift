package import AlexaProtocol

/// A scene (tap-to-run) of one of the customer's homes.
package struct TuyaScene: Hashable, Sendable {
    /// Tuya's id of the scene.
    package let id: String
    /// Tuya's id of the home.
    package let homeId: String
    /// The name that the customer gave it.
    package let name: String
    /// Whether it can be triggered: `enabled`, and `status` 1 where there is one.
    package let isEnabled: Bool

    /// A scene.
    package init(id: String, homeId: String, name: String, isEnabled: Bool = true) {
        self.id = id
        self.homeId = homeId
        self.name = name
        self.isEnabled = isEnabled
    }

    /// Parses an item of `/v1.1/homes/{home}/scenes`; `nil` if it has no id.
    package init?(_ json: JSONValue, homeId: String) {
        guard let object = json.object, let id = object.text("scene_id", "id") else { return nil }
        self.init(
            id: id, homeId: homeId, name: object.text("name") ?? "",
            isEnabled: (object.truth("enabled") ?? true) && (object.text("status") ?? "1") == "1")
    }
}
