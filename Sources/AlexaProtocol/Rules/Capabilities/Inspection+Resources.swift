extension Inspection {
    /// Checks `capabilityResources`: `false` if a capability that needs a name has none that Alexa accepts, and none can be
    /// derived from its instance.
    mutating func resources(_ json: inout JSONObject, of interface: any AlexaInterface.Type) -> Bool {
        guard interface.isNamed || json["capabilityResources"] != nil else { return true }
        let isNamed = labels("capabilityResources", of: &json, reserved: ReservedName.all)
        if !isNamed {
            guard interface.isNamed else {
                json["capabilityResources"] = nil
                return true
            }
            let name = Text.spoken(json["instance"]?.string ?? "")
            guard let name, !ReservedName.all.contains(Text.folded(name)) else {
                note(
                    .resPresent, "No name is left for the capability", at: "capabilityResources",
                    doing: .leftOut("the capability"))
                return false
            }
            note(
                .resPresent, "No name is left for the capability", at: "capabilityResources",
                doing: .mended("it is called \(Text.quoted(name)), after its instance"))
            json["capabilityResources"] = Label.resources(named: name)
        }
        return true
    }

    /// Checks the names in the member `key`, which is `capabilityResources` or the like; those that Alexa would not accept
    /// are left out.
    ///
    /// - Parameter reserved: names that are not allowed here, folded.
    /// - Returns: whether a name is left.
    mutating func labels(_ key: String, of json: inout JSONObject, reserved: Set<String> = []) -> Bool {
        var seen: Set<String> = []
        var count = 0
        object(key, of: &json) { resources, inspection in
            inspection.members(of: &resources, known: ["friendlyNames"])
            let names = inspection.elements("friendlyNames", of: &resources) { label, inspection in
                guard inspection.label(&label, reserved: reserved) else { return false }
                guard let name = Label(label), seen.insert(name.key).inserted else {
                    inspection.note(
                        .resDupLabel, "The name stands there twice", doing: .leftOut("the second one"))
                    return false
                }
                return true
            }
            count = names ?? 0
            return true
        }
        return count > 0
    }

    private mutating func label(_ json: inout JSONValue, reserved: Set<String>) -> Bool {
        let leftOut = Finding.Outcome.leftOut("the name")
        guard case .object(var label) = json, case .object(var value)? = label["value"] else {
            note(.resType, "A name has no value", doing: leftOut)
            return false
        }
        let isAsset = value["assetId"] != nil && label["@type"]?.string != "text"
        let type = isAsset ? "asset" : "text"
        if label["@type"]?.string != type {
            note(
                .resType, "@type is neither asset nor text, or does not fit the value", at: "@type",
                doing: .mended("@type is \(type)"))
            label["@type"] = .string(type)
        }
        if isAsset {
            guard let id = value["assetId"]?.string, !id.isEmpty else {
                note(.resAssetId, "The asset has no assetId", at: "value", doing: leftOut)
                return false
            }
            if !AssetCatalog.knows(id) {
                let isAmazons = id.hasPrefix("Alexa.")
                note(
                    isAmazons ? .resAssetKnown : .resAssetForeign, "\(Text.quoted(id)) is not in Alexa's catalogue",
                    at: "value", "assetId", doing: isAmazons ? leftOut : .kept)
                if isAmazons { return false }
            }
        } else {
            guard text(&value, reserved: reserved, leftOut) else { return false }
        }
        within("value") { $0.members(of: &value, known: isAsset ? ["assetId"] : ["text", "locale"]) }
        label["value"] = .object(value)
        members(of: &label, known: ["@type", "value"])
        json = .object(label)
        return true
    }

    private mutating func text(
        _ value: inout JSONObject, reserved: Set<String>, _ leftOut: Finding.Outcome
    ) -> Bool {
        guard var text = value["text"]?.string else {
            note(.resTextLocale, "The text of a name is missing", at: "value", doing: leftOut)
            return false
        }
        guard !Text.isBlank(text) else {
            note(.resTextBlank, "The name is blank", at: "value", "text", doing: leftOut)
            return false
        }
        let speakable = text.filter { !Self.isUnspeakable($0) }
        if speakable != text {
            let words = Text.spaced(speakable.split(whereSeparator: \.isWhitespace))
            note(
                .resTextChars, "The name \(Text.quoted(text)) has signs that Alexa refuses", at: "value", "text",
                doing: words.isEmpty ? leftOut : .mended(Text.quoted(words)))
            guard !words.isEmpty else { return false }
            text = words
            value["text"] = .string(words)
        }
        guard !reserved.contains(Text.folded(text)) else {
            note(.resReserved, "\(Text.quoted(text)) is a reserved name", at: "value", "text", doing: leftOut)
            return false
        }
        guard let locale = value["locale"]?.string, !Text.isBlank(locale) else {
            note(
                .resTextLocale, "The name \(Text.quoted(text)) has no locale", at: "value",
                doing: .mended("locale is en-US"))
            value["locale"] = "en-US"
            return true
        }
        if !AssetCatalog.locales.contains(locale) {
            note(.resLocaleKnown, "\(Text.quoted(locale)) is not a locale of Alexa's", at: "value", "locale")
        }
        return true
    }

    private static func isUnspeakable(_ character: Character) -> Bool {
        guard let ascii = character.asciiValue else { return false }
        return ascii < 0x20 || ascii == 0x7F || "!?()[]{}<>|\\\"*~^$@#=;".utf8.contains(ascii)
    }
}

/// One name of a capability, a mode or a preset, in the form in which names are compared.
struct Label {
    /// Equal for equal names in one list: the asset, or the text with its language.
    let key: String
    /// The language of a text; `nil` for an asset, which has names in all.
    let locale: String?
    /// How it is spoken, folded: several ways for an asset.
    let spoken: [String]

    init?(_ json: JSONValue) {
        guard let value = json.object?["value"]?.object else { return nil }
        if let asset = value["assetId"]?.string {
            key = asset
            locale = nil
            spoken = AssetCatalog.spoken(asset)
        } else if let text = value["text"]?.string {
            let locale = value["locale"]?.string ?? "en-US"
            self.locale = locale
            key = locale.lowercased() + " " + Text.folded(text)
            spoken = [Text.folded(text)]
        } else {
            return nil
        }
    }

    /// Names of a capability, a mode or a preset that has one English name.
    static func resources(named text: String) -> JSONValue {
        ["friendlyNames": [["@type": "text", "value": ["text": .string(text), "locale": "en-US"]]]]
    }

    /// Whether a customer who says one name may mean the other.
    func clashes(with other: Label) -> Bool {
        if let locale, let otherLocale = other.locale, locale.lowercased() != otherLocale.lowercased() { return false }
        return key == other.key || spoken.contains(where: other.spoken.contains)
    }

    /// The names in `friendlyNames` of a member such as `capabilityResources`.
    static func all(_ resources: JSONValue?) -> [Label] {
        resources?.object?["friendlyNames"]?.array?.compactMap { Label($0) } ?? []
    }
}

extension Rule {
    static let resPresent = Rule(
        "res-present", costs: .capability, isObserved: true, .ackConsole,
        "A capability with an instance has at least one name in capabilityResources.friendlyNames.", "Name it.")
    static let resType = Rule(
        "res-type", costs: .part, .resources, "The @type of a name is asset or text, and it has a value.",
        "Write asset or text.")
    static let resAssetId = Rule(
        "res-asset-id", costs: .part, .resources, "A name of the @type asset has an assetId.", "Give the assetId.")
    static let resAssetKnown = Rule(
        "res-asset-known", costs: .part, .resources.quoted,
        "Assets whose id begins with Alexa are in Alexa's catalogue.",
        "Take an asset of the catalogue, or a text.")
    static let resAssetForeign = Rule(
        "res-asset-foreign", costs: .nothing, .resources.quoted,
        "An asset is one of Alexa's; nothing is known of other catalogues.", "Take an asset of Alexa's, or a text.")
    static let resTextLocale = Rule(
        "res-text-locale", costs: .part, .resources, "A name of the @type text has a text and a locale.", "Give both.")
    static let resLocaleKnown = Rule(
        "res-locale-known", costs: .nothing, .resources.quoted,
        "A locale is one of Alexa's; nobody can use a name in another one.", "Take one such as en-US or de-DE.")
    static let resTextBlank = Rule(
        "res-text-blank", costs: .part, isObserved: true, .ackConsole, "A name is not blank.", "Remove it.")
    static let resTextChars = Rule(
        "res-text-chars", costs: .part, isObserved: true, .ackConsole,
        "A name has letters, digits and spaces, but no signs such as ! ? ( ).", "Write it without them.")
    static let resReserved = Rule(
        "res-reserved", costs: .capability, isObserved: true, .resources.quoted,
        "A capability is not called by a word that Alexa reserves, such as volume, camera or timer.",
        "Take another name.")
    static let resDupLabel = Rule(
        "res-dup-label", costs: .capability, isObserved: true, .ackConsole,
        "No name stands twice in the names of a capability, or of its modes or presets.", "Remove or rename one.")

    static let resourceRules: [Rule] = [
        resPresent, resType, resAssetId, resAssetKnown, resAssetForeign, resTextLocale, resLocaleKnown, resTextBlank,
        resTextChars,
        resReserved, resDupLabel,
    ]
}
