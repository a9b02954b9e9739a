extension Inspection {
    private static let attributeNames: Set<String> = [
        "manufacturer", "model", "serialNumber", "firmwareVersion", "softwareVersion", "customIdentifier",
    ]
    /// The longest attribute, in characters.
    private static let maximumAttribute = 256

    /// Checks additionalAttributes; values that Alexa would not accept are left out.
    mutating func attributes(_ json: inout JSONObject) {
        guard let attributes = json["additionalAttributes"] else { return }
        guard case .object(let object) = attributes else {
            note(
                .attrObject, "additionalAttributes is \(attributes.kind)", at: "additionalAttributes",
                doing: .leftOut("additionalAttributes"))
            json["additionalAttributes"] = nil
            return
        }
        let kept = within("additionalAttributes") { inspection in
            object.members.compactMap { member in
                inspection.within(.key(member.key)) { $0.attribute(member) }.map {
                    JSONObject.Member(key: member.key, value: .string($0))
                }
            }
        }
        json["additionalAttributes"] = kept.isEmpty ? nil : .object(JSONObject(members: kept))
    }

    private mutating func attribute(_ member: JSONObject.Member) -> String? {
        let leftOut = Finding.Outcome.leftOut("the attribute")
        guard Self.attributeNames.contains(member.key) else {
            note(.attrObject, "\(Text.quoted(member.key)) is not an attribute of Alexa's", doing: leftOut)
            return nil
        }
        guard var text = member.value.string else {
            note(.attrObject, "\(member.key) is \(member.value.kind), not a text", doing: leftOut)
            return nil
        }
        guard !Text.isBlank(text) else {
            note(.attrNotEmpty, "\(member.key) is empty", doing: leftOut)
            return nil
        }
        let isPlain: (UInt8) -> Bool = { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
        if !text.utf8.allSatisfy(isPlain) {
            let plain = text.filter { $0.utf8.allSatisfy(isPlain) }
            // A name that lacks some of its letters would be another name.
            let lettersLost = text.contains { !$0.isASCII && ($0.isLetter || $0.isNumber) }
            let isMended = !lettersLost && !Text.isBlank(plain)
            note(
                .attrCharset, "\(member.key) has a letter outside ASCII, a control character or a backslash",
                doing: isMended ? .mended("without it") : leftOut)
            guard isMended else { return nil }
            text = plain
        }
        if Text.length(text) > Self.maximumAttribute {
            note(.attrLength, "\(member.key) has \(Text.length(text)) characters", doing: .mended("cut to 256"))
            text = Text.cut(text, to: Self.maximumAttribute)
        }
        return text
    }

    /// A cookie has to be smaller than this, counted as Amazon's code does it: bytes of keys and values, and 6 for each entry.
    static let cookieLimit = 5000

    /// Checks the cookie; entries that Alexa would not accept, or that are too large together, are left out.
    mutating func cookie(_ json: inout JSONObject) {
        guard let cookie = json["cookie"] else { return }
        guard case .object(let object) = cookie else {
            note(.cookieStrings, "cookie is \(cookie.kind)", at: "cookie", doing: .leftOut("the cookie"))
            json["cookie"] = nil
            return
        }
        var kept: [JSONObject.Member] = []
        within("cookie") { inspection in
            for member in object.members {
                if member.value.string != nil {
                    kept.append(member)
                } else {
                    let isSimple = member.value.bool != nil || member.value.number != nil
                    inspection.note(
                        .cookieStrings, "The value of \(Text.quoted(member.key)) is \(member.value.kind)",
                        at: .key(member.key), doing: isSimple ? .mended("written as text") : .leftOut("the entry"))
                    if isSimple { kept.append(.init(key: member.key, value: .string(member.value.text))) }
                }
                if Self.looksLikeState(member.key) {
                    inspection.note(
                        .cookieNoState, "\(Text.quoted(member.key)) looks like a state or a secret",
                        at: .key(member.key))
                }
            }
        }
        let size = kept.reduce(0) { $0 + Self.size(of: $1) }
        if size >= Self.cookieLimit {
            var names: [String] = []
            while kept.reduce(0, { $0 + Self.size(of: $1) }) >= Self.cookieLimit,
                let largest = kept.indices.max(by: { Self.size(of: kept[$0]) < Self.size(of: kept[$1]) })
            {
                names.append(Text.quoted(kept.remove(at: largest).key))
            }
            note(
                .cookieSize, "The cookie has \(size) bytes", at: "cookie",
                doing: .leftOut("the largest entries: \(names.joined(separator: ", "))"))
        }
        json["cookie"] = kept.isEmpty ? nil : .object(JSONObject(members: kept))
    }

    private static func size(of member: JSONObject.Member) -> Int {
        member.key.utf8.count + (member.value.string?.utf8.count ?? 0) + 6
    }

    private static func looksLikeState(_ key: String) -> Bool {
        let key = key.lowercased()
        return ["on", "state", "powerstate", "brightness"].contains(key)
            || ["token", "password", "secret", "apikey", "api_key"].contains { key.includes($0) }
    }
}

extension Rule {
    static let attrObject = Rule(
        "attr-object", costs: .endpoint, .objects,
        "additionalAttributes has only manufacturer, model, serialNumber, firmwareVersion, softwareVersion and customIdentifier, all texts.",
        "Leave the rest out.")
    static let attrLength = Rule(
        "attr-length", costs: .endpoint, .objects.quoted, "An attribute has at most 256 characters.", "Shorten it.")
    static let attrNotEmpty = Rule(
        "attr-not-empty", costs: .answer, isObserved: true, .report("alexa-samples/alexa-smarthome#145"),
        "No attribute is empty.", "Leave out what is not known.")
    static let attrCharset = Rule(
        "attr-charset", costs: .answer, isObserved: true, .report("alexa-samples/alexa-smarthome#145"),
        "Attributes have letters, digits and punctuation of ASCII, and no backslash.",
        "Write the attribute without them, or leave it out.")
    static let cookieStrings = Rule(
        "cookie-strings", costs: .endpoint, .objects.quoted, "The values of a cookie are texts.",
        "Write them as texts.")
    static let cookieSize = Rule(
        "cookie-size", costs: .endpoint, .deviceSDK,
        "A cookie has less than 5,000 bytes: those of all keys and values, and 6 more for each entry.",
        "Keep an id in the cookie and the rest elsewhere.")
    static let cookieNoState = Rule(
        "cookie-no-state", costs: .nothing, .objects,
        "A cookie holds neither state, which grows old there, nor secrets, which Alexa stores.",
        "Take it out of the cookie.")

    static let attributeRules: [Rule] = [
        attrObject, attrLength, attrNotEmpty, attrCharset, cookieStrings, cookieSize, cookieNoState,
    ]
}
