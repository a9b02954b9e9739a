/// What customers call a capability, a mode or a preset: `capabilityResources`, `modeResources`, `presetResources`.
/// Source: Alexa.Discovery, "Capability resources"; Resources and Assets.
package struct CapabilityResources: Hashable, Sendable {
    /// The names, any of which customers can use; at least one in each language.
    package var friendlyNames: [FriendlyName]

    /// Resources with these names.
    package init(_ friendlyNames: [FriendlyName]) {
        self.friendlyNames = friendlyNames
    }

    /// Reads resources leniently, as recordings have them; names that cannot be read are left out.
    package init(_ json: JSONObject) {
        self.init(json["friendlyNames"]?.array?.compactMap(FriendlyName.init) ?? [])
    }

    /// `{"friendlyNames": [...]}`.
    package var json: JSONObject {
        ["friendlyNames": .array(friendlyNames.map(\.json))]
    }
}

/// One name of a capability, a mode or a preset.
package enum FriendlyName: Hashable, Sendable {
    /// A name out of Alexa's catalogue, such as `Alexa.Setting.FanSpeed`, which Alexa knows in all its languages.
    case asset(String)
    /// A name of the maker's own, in one language, such as `en-US`.
    case text(String, locale: String)

    /// Reads `{"@type": "asset" or "text", "value": {...}}`; the value decides, and a text without a locale is English.
    package init?(_ json: JSONValue) {
        guard let value = json.object?["value"]?.object else { return nil }
        if let assetId = value["assetId"]?.string {
            self = .asset(assetId)
        } else if let text = value["text"]?.string {
            self = .text(text, locale: value["locale"]?.string ?? "en-US")
        } else {
            return nil
        }
    }

    /// The name as discovery has it.
    package var json: JSONValue {
        switch self {
        case .asset(let assetId):
            ["@type": "asset", "value": ["assetId": .string(assetId)]]
        case .text(let text, let locale):
            ["@type": "text", "value": ["text": .string(text), "locale": .string(locale)]]
        }
    }
}
