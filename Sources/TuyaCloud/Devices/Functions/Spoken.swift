import AlexaProtocol

/// Names that customers use.
enum Spoken {
    /// A name from Alexa's catalogue.
    static func asset(_ id: String) -> FriendlyName { .asset("Alexa." + id) }
    /// A name in English.
    static func text(_ text: String) -> FriendlyName { .text(text, locale: "en-US") }

    /// The names of usual mode words.
    private static let words: [String: FriendlyName] = [
        "auto": asset("Setting.Auto"), "low": asset("Value.Low"), "middle": asset("Value.Medium"),
        "mid": asset("Value.Medium"), "medium": asset("Value.Medium"), "high": asset("Value.High"),
        "max": asset("Value.Maximum"), "min": asset("Value.Minimum"), "quiet": asset("Setting.Quiet"),
        "mute": asset("Setting.Quiet"), "silent": asset("Setting.Quiet"), "night": asset("Setting.Night"),
        "sleep": text("sleep"), "strong": text("turbo"), "turbo": text("turbo"), "nature": text("natural wind"),
        "fresh": text("fresh"), "cold": text("cool"), "cool": text("cool"), "hot": text("heat"), "heat": text("heat"),
        "wet": text("dry"), "dry": text("dry"), "wind": text("fan only"), "fan": text("fan only"), "eco": text("eco"),
        "manual": text("manual"), "holiday": text("holiday"), "smart": text("smart"), "chargego": text("dock"),
        "charge_go": text("dock"), "standby": text("standby"), "random": text("random"), "wall_follow": text("edge"),
        "spiral": text("spot"), "single": text("single room"), "partial_bow": text("part"), "zone": text("zone"),
        "pose": text("point"), "gentle": text("gentle"), "normal": text("normal"), "closed": text("closed"),
        "off": text("off"), "forward": text("forward"), "reverse": text("reverse"), "alarm": text("alarm"),
        "horizontal": text("horizontal"), "vertical": text("vertical"), "both": text("both"),
        "program": text("program"), "comfort": text("comfort"), "away": text("away"), "baby": text("baby"),
        "continuous": text("continuous"), "health": text("health"), "purify": text("purify"),
    ]

    /// A name for each word, different from each other and from those in `taken`. An unknown word is its own name. If it has
    /// nothing to be spoken, or the name is taken, the name of the capability or a number is added.
    ///
    /// - Parameter taken: the names of the endpoint's other modes, as ``key(_:)`` returns them; those of these words are added.
    static func names(
        _ words: [WordPoint.Word], of capability: [FriendlyName], taken: inout Set<String>
    ) -> [FriendlyName] {
        let kind = capability.first.map(spoken) ?? "option"
        return words.enumerated().map { index, word in
            let known = Self.words[word.usual]
            let plain = letters(known.map(spoken) ?? word.usual)
            let candidates = [
                known, plain.isEmpty ? nil : text(plain), plain.isEmpty ? nil : text("\(plain) \(kind)"),
                text("option \(index + 1)"),
            ]
            for candidate in candidates.compactMap(\.self) where taken.insert(key(candidate)).inserted {
                return candidate
            }
            var number = index + 1
            while !taken.insert("\(kind) option \(number)").inserted { number += 1 }
            return text("\(kind) option \(number)")
        }
    }

    /// A name in spoken form: `fan speed` for `Alexa.Setting.FanSpeed`.
    private static func spoken(_ name: FriendlyName) -> String {
        switch name {
        case .text(let text, _): return text
        case .asset(let id):
            var words = ""
            for character in id.split(separator: ".").last ?? "" {
                if character.isUppercase, words.last?.isLowercase == true { words.append(" ") }
                words.append(contentsOf: character.lowercased())
            }
            return words
        }
    }

    /// The form in which names are compared.
    static func key(_ name: FriendlyName) -> String {
        switch name {
        case .asset(let id): (id.split(separator: ".").last ?? "").lowercased()
        case .text(let text, _): text.lowercased()
        }
    }

    /// The text with letters and digits only, single spaces between words, and at most 64 characters.
    static func letters(_ text: String) -> String {
        let spoken = text.map { $0.isLetter || $0.isNumber ? $0 : " " }
        return String(String(spoken).split(separator: " ").joined(separator: " ").prefix(64))
    }
}
