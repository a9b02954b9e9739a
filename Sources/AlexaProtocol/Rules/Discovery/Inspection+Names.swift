extension Inspection {
    /// Checks friendlyName, manufacturerName and description: `false` if the endpoint has no name that could be spoken.
    mutating func names(_ json: inout JSONObject) -> Bool {
        guard friendlyName(&json) else { return false }
        label("manufacturerName", of: &json, .manufacturerPresent) { json in
            json["additionalAttributes"]?.object?["manufacturer"]?.string ?? "Unknown"
        }
        label("description", of: &json, .descriptionPresent) { json in
            "\(json["friendlyName"]?.string ?? "") by \(json["manufacturerName"]?.string ?? "")"
        }
        if let description = json["description"]?.string, let maker = json["manufacturerName"]?.string,
            !Self.tellsOrigin(description, of: maker)
        {
            note(
                .descriptionSaysWho, "description names neither the maker nor the way of connection", at: "description")
        }
        return true
    }

    private static func tellsOrigin(_ description: String, of maker: String) -> Bool {
        let words = Text.folded(description)
        return words.includes(Text.folded(maker))
            || ["via", "through", "by", "over", "connected"].contains { " \(words) ".includes(" \($0) ") }
    }

    /// 1 to 128 characters; too many are cut, and a missing one is made from the rest of the endpoint.
    private mutating func label(
        _ key: String, of json: inout JSONObject, _ rule: Rule, substitute: (JSONObject) -> String
    ) {
        let text = json[key]?.string ?? ""
        if Text.isBlank(text) {
            let substitute = Text.cut(substitute(json), to: Self.maximumLabel)
            let given = Text.isBlank(substitute) ? "Unknown" : substitute
            note(rule, "\(key) is missing", at: .key(key), doing: .mended("\(key) is \(Text.quoted(given))"))
            json[key] = .string(given)
        } else if Text.length(text) > Self.maximumLabel {
            note(
                rule, "\(key) has \(Text.length(text)) characters", at: .key(key),
                doing: .mended("cut to \(Self.maximumLabel) characters"))
            json[key] = .string(Text.cut(text, to: Self.maximumLabel))
        }
    }

    /// The longest manufacturerName and description, in characters.
    private static let maximumLabel = 128
    /// The longest friendlyName, in characters.
    private static let maximumName = 256
    /// The longest friendlyName of the page's earlier editions, in characters.
    private static let usualName = 128

    private mutating func friendlyName(_ json: inout JSONObject) -> Bool {
        guard var name = json["friendlyName"]?.string, !Text.isBlank(name) else {
            note(
                .namePresent, "friendlyName is missing or blank", at: "friendlyName", doing: .leftOut("the endpoint"))
            return false
        }
        let speakable = name.filter { !Self.isOdd($0) }
        if speakable != name {
            name = Text.spaced(speakable.split(separator: " "))
            let isLeft = !Text.isBlank(name)
            note(
                .nameControlChars, "friendlyName has a control character, a backslash or an emoji", at: "friendlyName",
                doing: isLeft ? .mended("friendlyName is \(Text.quoted(name))") : .leftOut("the endpoint"))
            guard isLeft else { return false }
        }
        if Text.length(name) > Self.maximumName {
            note(
                .nameLength256, "friendlyName has \(Text.length(name)) characters", at: "friendlyName",
                doing: .mended("cut to \(Self.maximumName) characters at most, at a word"))
            name = Text.cut(name, to: Self.maximumName)
        } else if Text.length(name) > Self.usualName {
            note(.nameLength128, "friendlyName has \(Text.length(name)) characters", at: "friendlyName")
        }
        json["friendlyName"] = .string(name)
        advise(on: name)
        return true
    }

    private mutating func advise(on name: String) {
        let signs = name.filter { !$0.isLetter && !$0.isNumber && !$0.isWhitespace }
        if !signs.isEmpty {
            note(
                .nameCharset,
                "friendlyName has \(Text.quoted(String(signs))); \(Text.quoted(Self.suggestion(for: name))) would do",
                at: "friendlyName")
        }
        if ReservedName.all.contains(Text.folded(name)) {
            note(.nameNotReserved, "friendlyName is \(Text.quoted(name)), a word of Alexa's own", at: "friendlyName")
        }
        if name.split(whereSeparator: \.isWhitespace).count > 5 || Text.length(name) > 64 {
            note(.nameTooLongToSay, "friendlyName is long", at: "friendlyName")
        }
    }

    private static func suggestion(for name: String) -> String {
        let spoken = name.map { $0.isLetter || $0.isNumber ? $0 : " " }
        return Text.spaced(String(spoken).split(separator: " "))
    }

    private static func isOdd(_ character: Character) -> Bool {
        character.unicodeScalars.contains { scalar in
            scalar == "\\" || scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{FE0F}"
                || scalar.properties.isEmojiPresentation
        }
    }
}

/// Words for which Alexa has a meaning of its own. Source: Resources and Assets, "names you cannot use".
enum ReservedName {
    /// Folded as ``Text/folded(_:)`` does it.
    static let all: Set<String> = [
        "alarm", "alarms", "all alarms", "away mode", "bass", "camera", "date", "date today", "day", "do not disturb",
        "drop in", "music", "night light", "notification", "playing", "sleep sounds", "time", "timer",
        "today in music", "treble", "volume", "way f. m.",
    ]
}

extension Rule {
    static let manufacturerPresent = Rule(
        "manufacturer-present", costs: .endpoint, .objects, "manufacturerName has 1 to 128 characters.",
        "Name the maker in up to 128 characters.")
    static let descriptionPresent = Rule(
        "description-present", costs: .endpoint, .objects, "description has 1 to 128 characters.",
        "Describe the device in up to 128 characters.")
    static let descriptionSaysWho = Rule(
        "description-says-who", costs: .nothing, isAdvice: true, .objects,
        "description names the maker or how the device is connected.", "Write, say, \"Lamp by Example Works\".")
    static let namePresent = Rule(
        "name-present", costs: .endpoint, .objects, "friendlyName is there and not blank.", "Name the device.")
    static let nameLength256 = Rule(
        "name-length-256", costs: .endpoint, .objects, "friendlyName has at most 256 characters.", "Shorten the name.")
    static let nameLength128 = Rule(
        "name-length-128", costs: .nothing, .deviceSDK,
        "friendlyName has at most 128 characters by Amazon's earlier pages and code, 256 by the newest page.",
        "Shorten the name to 128 characters.")
    static let nameCharset = Rule(
        "name-charset", costs: .nothing, .objects,
        "friendlyName has letters and digits of any script, and spaces; other signs cannot be spoken.",
        "Write the name without them.")
    static let nameControlChars = Rule(
        "name-control-chars", costs: .answer, .report("alexa-samples/alexa-smarthome#145"),
        "friendlyName has no control characters, backslashes and emoji.", "Remove them from the name.")
    static let nameNotReserved = Rule(
        "name-not-reserved", costs: .nothing, isAdvice: true, .inference,
        "A device is called by more than a word that means something else to Alexa.", "Add a word, such as the room.")
    static let nameTooLongToSay = Rule(
        "name-too-long-to-say", costs: .nothing, isAdvice: true, .inference,
        "A name has at most 5 words and 64 characters, so that people can say it.", "Shorten the name.")

    static let nameRules: [Rule] = [
        manufacturerPresent, descriptionPresent, descriptionSaysWho, namePresent, nameLength256, nameLength128,
        nameCharset, nameControlChars, nameNotReserved, nameTooLongToSay,
    ]
}
