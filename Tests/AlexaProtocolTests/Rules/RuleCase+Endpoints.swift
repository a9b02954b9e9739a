extension RuleCase {
    private static let long257 = String(repeating: "x", count: 257)
    private static let long256 = String(repeating: "x", count: 256)
    private static let long129 = String(repeating: "x", count: 129)
    private static let long128 = String(repeating: "x", count: 128)

    /// Rules about an endpoint's own members.
    static let endpoints: [RuleCase] = [
        RuleCase("no-null-anywhere", .members, broken: #"{"relationships": null}"#, fine: #"{"relationships": {}}"#),
        RuleCase("id-present", .members, broken: #"{"endpointId": ""}"#, fine: #"{"endpointId": "x-1"}"#),
        RuleCase(
            "id-charset", .members, broken: #"{"endpointId": "lampe.küche"}"#, fine: #"{"endpointId": "lampe kueche"}"#),
        RuleCase(
            "id-length", .members, broken: #"{"endpointId": "\#(long257)"}"#, fine: #"{"endpointId": "\#(long256)"}"#),
        RuleCase("id-edge-space", .members, broken: #"{"endpointId": "lamp "}"#, fine: #"{"endpointId": "lamp 1"}"#),
        RuleCase("id-unique-global", .members, broken: #"{"endpointId": "17"}"#, fine: #"{"endpointId": "lamp-17"}"#),
        RuleCase(
            "category-present", .members, broken: #"{"displayCategories": []}"#,
            fine: #"{"displayCategories": ["LIGHT"]}"#),
        RuleCase(
            "category-unique", .members, broken: #"{"displayCategories": ["LIGHT", "LIGHT"]}"#,
            fine: #"{"displayCategories": ["LIGHT", "SWITCH"]}"#),
        RuleCase(
            "category-case", .members, broken: #"{"displayCategories": ["light"]}"#,
            fine: #"{"displayCategories": ["LIGHT"]}"#),
        RuleCase(
            "category-known", .members, broken: #"{"displayCategories": ["OTHERS"]}"#,
            fine: #"{"displayCategories": ["OTHER"]}"#),
        RuleCase(
            "category-first-primary", .members, broken: #"{"displayCategories": ["OTHER", "LIGHT"]}"#,
            fine: #"{"displayCategories": ["LIGHT", "OTHER"]}"#),
        RuleCase(
            "manufacturer-present", .members, broken: #"{"manufacturerName": "\#(long129)"}"#,
            fine: #"{"manufacturerName": "\#(long128)"}"#),
        RuleCase(
            "description-present", .members, broken: #"{"description": ""}"#, fine: #"{"description": "by Me"}"#),
        RuleCase(
            "description-says-who", .members, broken: #"{"description": "Lamp"}"#,
            fine: #"{"description": "Lamp by Me"}"#),
        RuleCase("name-present", .members, broken: #"{"friendlyName": " "}"#, fine: #"{"friendlyName": "ä"}"#),
        RuleCase(
            "name-length-256", .members, broken: #"{"friendlyName": "\#(long257)"}"#,
            fine: #"{"friendlyName": "\#(long256)"}"#),
        RuleCase(
            "name-length-128", .members, broken: #"{"friendlyName": "\#(long129)"}"#,
            fine: #"{"friendlyName": "\#(long128)"}"#),
        RuleCase("name-charset", .members, broken: #"{"friendlyName": "Lamp #2"}"#, fine: #"{"friendlyName": "台所 2"}"#),
        RuleCase(
            "name-control-chars", .members, broken: #"{"friendlyName": "Lamp\u0007"}"#,
            fine: #"{"friendlyName": "Lamp"}"#),
        RuleCase(
            "name-not-reserved", .members, broken: #"{"friendlyName": "Alarm"}"#,
            fine: #"{"friendlyName": "Hall alarm"}"#),
        RuleCase(
            "name-too-long-to-say", .members, broken: #"{"friendlyName": "the lamp left of the sofa"}"#,
            fine: #"{"friendlyName": "lamp left of the sofa"}"#),
        RuleCase(
            "attr-object", .members, broken: #"{"additionalAttributes": {"hardware": "2"}}"#,
            fine: #"{"additionalAttributes": {"softwareVersion": "2"}}"#),
        RuleCase(
            "attr-length", .members, broken: #"{"additionalAttributes": {"model": "\#(long257)"}}"#,
            fine: #"{"additionalAttributes": {"model": "\#(long256)"}}"#),
        RuleCase(
            "attr-not-empty", .members, broken: #"{"additionalAttributes": {"model": ""}}"#,
            fine: #"{"additionalAttributes": {"model": "-"}}"#),
        RuleCase(
            "attr-charset", .members, broken: #"{"additionalAttributes": {"model": "A\\B"}}"#,
            fine: #"{"additionalAttributes": {"model": "A/B (2.0)"}}"#),
        RuleCase("cookie-strings", .members, broken: #"{"cookie": {"n": 1}}"#, fine: #"{"cookie": {"n": "1"}}"#),
        RuleCase(
            "cookie-size", .members, broken: #"{"cookie": {"k": "\#(String(repeating: "x", count: 4993))"}}"#,
            fine: #"{"cookie": {"k": "\#(String(repeating: "x", count: 4992))"}}"#),
        RuleCase("cookie-no-state", .members, broken: #"{"cookie": {"on": "1"}}"#, fine: #"{"cookie": {"line": "1"}}"#),
        RuleCase(
            "conn-type", .members, broken: #"{"connections": [{"type": "WIFI"}]}"#,
            fine: #"{"connections": [{"type": "MATTER"}]}"#),
        RuleCase(
            "conn-type", .members, broken: #"{"connections": {"type": "TCP_IP"}}"#,
            fine: #"{"connections": [{"type": "TCP_IP"}]}"#),
        RuleCase(
            "conn-unknown-value", .members, broken: #"{"connections": [{"type": "UNKNOWN"}]}"#,
            fine: #"{"connections": [{"type": "UNKNOWN", "value": "x"}]}"#),
        RuleCase(
            "conn-values", .members, broken: #"{"connections": [{"type": "TCP_IP", "macAddress": ""}]}"#,
            fine: #"{"connections": [{"type": "TCP_IP", "macAddress": "00:11:22:33:44:55"}]}"#),
        RuleCase(
            "conn-mac", .members, broken: #"{"connections": [{"type": "TCP_IP", "macAddress": "AABB"}]}"#,
            fine: #"{"connections": [{"type": "ZIGBEE", "macAddress": "00-11-22-33-44-55-66-77"}]}"#),
        RuleCase(
            "conn-zwave", .members, broken: #"{"connections": [{"type": "ZWAVE", "homeId": "12"}]}"#,
            fine: #"{"connections": [{"type": "ZWAVE", "homeId": "0x00000012"}]}"#),
        RuleCase(
            "conn-matter-numbers", .members, broken: #"{"connections": [{"type": "MATTER", "matterVendorId": 65536}]}"#,
            fine: #"{"connections": [{"type": "MATTER", "matterVendorId": 65535}]}"#),
        RuleCase(
            "conn-matter-complete", .members, broken: #"{"connections": [{"type": "MATTER", "matterVendorId": 1}]}"#,
            fine: #"{"connections": [{"type": "MATTER", "matterVendorId": 1, "matterProductId": 2}]}"#),
        RuleCase(
            "rel-keys", .members, broken: #"{"relationships": {"partOf": "x"}}"#,
            fine: #"{"relationships": {"isConnectedBy": {"endpointId": "x"}}}"#),
        RuleCase("registration-odd", .members, broken: #"{"registration": []}"#, fine: "{}"),
        RuleCase(
            "rel-target", .members, broken: #"{"relationships": {"isConnectedBy": {"endpointId": "x"}}}"#,
            fine: #"{"relationships": {"isConnectedBy": {"endpointId": "lamp-of-a-customer"}}}"#),
        RuleCase(
            "id-unique-answer", .endpoints, broken: #"[{"endpointId": "a-lamp"}, {"endpointId": "a-lamp"}]"#,
            fine: #"[{"endpointId": "a-lamp"}, {"endpointId": "A-lamp"}]"#),
        RuleCase(
            "limit-endpoints", .endpoints,
            broken: "[" + Array(repeating: "{}", count: 301).joined(separator: ",") + "]",
            fine: "[" + Array(repeating: "{}", count: 300).joined(separator: ",") + "]"),
        RuleCase(
            "name-unique", .endpoints, broken: #"[{"friendlyName": "The Lamp"}, {"friendlyName": "the  lamp"}]"#,
            fine: #"[{"friendlyName": "The Lamp"}, {"friendlyName": "That lamp"}]"#),
        RuleCase(
            "attr-custom-unique", .endpoints,
            broken:
                #"[{"additionalAttributes": {"customIdentifier": "x"}}, {"additionalAttributes": {"customIdentifier": "x"}}]"#,
            fine:
                #"[{"additionalAttributes": {"customIdentifier": "x"}}, {"additionalAttributes": {"customIdentifier": "y"}}]"#
        ),
        RuleCase(
            "attr-serial-unique", .endpoints,
            broken:
                #"[{"additionalAttributes": {"model": "m", "serialNumber": "x"}}, {"additionalAttributes": {"model": "m", "serialNumber": "x"}}]"#,
            fine:
                #"[{"additionalAttributes": {"model": "m", "serialNumber": "x"}}, {"additionalAttributes": {"model": "n", "serialNumber": "x"}}]"#
        ),
        RuleCase(
            "wwa-manufacturer-model", .members, broken: #"{"additionalAttributes": {"manufacturer": "m"}}"#,
            fine: #"{"additionalAttributes": {"manufacturer": "m", "model": "n"}}"#),
    ]

    /// Rules about combinations of an endpoint's parts.
    static let fitting: [RuleCase] = [
        category(
            "category-scene", "LIGHT", "SCENE_TRIGGER",
            #"[{"interface": "Alexa.SceneController", "supportsDeactivation": true}]"#),
        category("category-scene-only", "SCENE_TRIGGER", "LIGHT", "[]"),
        category("category-lock", "DOOR", "SMARTLOCK", #"[{"interface": "Alexa.LockController"}]"#),
        category(
            "category-temperature-sensor", "TEMPERATURE_SENSOR", "THERMOSTAT",
            #"[{"interface": "Alexa.ThermostatController"}]"#),
        category("category-garage-mode", "GARAGE_DOOR", "DOOR", "[]"),
        category(
            "category-camera", "OTHER", "CAMERA",
            #"[{"interface": "Alexa.RTCSessionController", "configuration": {"isFullDuplexAudioSupported": true}}]"#),
        category("wwa-thermostat", "THERMOSTAT", "OTHER", "[]"),
        category("wwa-air-conditioner", "AIR_CONDITIONER", "OTHER", "[]"),
        category("wwa-air-purifier", "AIR_PURIFIER", "OTHER", "[]"),
        category("color-needs-light", "OTHER", "LIGHT", #"[{"interface": "Alexa.ColorController"}]"#),
        RuleCase(
            "wwa-fan-filter", .members, broken: fan(#"{"interface": "Alexa.BrightnessController"}"#),
            fine: fan(#"{"interface": "Alexa.PowerController"}"#)),
        RuleCase(
            "category-network-dead", .members,
            broken: router(#"{"interface": "Alexa.Networking.AccessController"}"#),
            fine: router(#"{"interface": "Alexa.PowerController"}"#)),
        RuleCase(
            "cap-something-useful", .members, broken: fan(#"{"interface": "Alexa.EndpointHealth"}"#),
            fine: fan(#"{"interface": "Alexa.PowerController"}"#)),
        RuleCase(
            "health-sensor", .members, broken: fan(#"{"interface": "Alexa.MotionSensor"}"#),
            fine: fan(#"{"interface": "Alexa.MotionSensor"}, {"interface": "Alexa.EndpointHealth"}"#)),
        RuleCase(
            "health-recommended", .members, broken: fan(#"{"interface": "Alexa.PowerController"}"#),
            fine: fan(#"{"interface": "Alexa.PowerController"}, {"interface": "Alexa.EndpointHealth"}"#)),
        RuleCase(
            "scene-alone", .capabilities,
            broken: #"[{"interface": "Alexa.SceneController", "supportsDeactivation": true}]"#,
            fine: #"[{"interface": "Alexa.LockController"}]"#),
        RuleCase(
            "color-with-brightness", .capabilities, broken: #"[{"interface": "Alexa.ColorController"}]"#,
            fine: #"[{"interface": "Alexa.ColorController"}, {"interface": "Alexa.BrightnessController"}]"#),
        RuleCase(
            "thermo-sensor", .capabilities, broken: #"[{"interface": "Alexa.ThermostatController"}]"#,
            fine: #"[{"interface": "Alexa.ThermostatController"}, {"interface": "Alexa.TemperatureSensor"}]"#),
    ]

    private static func fan(_ capabilities: String) -> String {
        #"{"displayCategories": ["FAN"], "capabilities": [{"interface": "Alexa"}, \#(capabilities)]}"#
    }

    private static func router(_ capability: String) -> String {
        #"{"displayCategories": ["ROUTER"], "capabilities": [{"interface": "Alexa"}, \#(capability)]}"#
    }

    private static func category(_ id: String, _ broken: String, _ fine: String, _ capabilities: String) -> RuleCase {
        func members(_ category: String) -> String {
            #"[{"displayCategories": ["\#(category)"], "added": \#(capabilities)}]"#
        }
        return RuleCase(id, .endpoints, broken: members(broken), fine: members(fine))
    }
}
