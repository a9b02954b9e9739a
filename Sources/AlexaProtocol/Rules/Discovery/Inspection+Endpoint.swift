extension Inspection {
    /// Walks through an item of `endpoints`: `false` if Alexa must not get it.
    package mutating func endpoint(_ json: inout JSONObject) -> Bool {
        endpointId = json["endpointId"]?.string
        defer { endpointId = nil }
        removeNulls(from: &json)
        guard identifier(json) else { return false }
        guard names(&json) else { return false }
        categories(&json)
        attributes(&json)
        cookie(&json)
        connections(&json)
        relationships(&json)
        return capabilities(&json)
    }

    private mutating func removeNulls(from json: inout JSONObject) {
        guard JSONValue.object(json).containsNull else { return }
        for path in JSONValue.object(json).nulls {
            within(path) { $0.note(.noNullAnywhere, "This is null", doing: .leftOut("the null")) }
        }
        if case .object(let clean) = JSONValue.object(json).withoutNulls { json = clean }
    }

    /// Walks on several steps further in.
    mutating func within<Result>(_ steps: [JSONPath.Step], _ body: (inout Inspection) -> Result) -> Result {
        guard let first = steps.first else { return body(&self) }
        return within(first) { $0.within(Array(steps.dropFirst()), body) }
    }

    private mutating func identifier(_ json: JSONObject) -> Bool {
        func leaveOut(_ rule: Rule, _ problem: String) -> Bool {
            note(rule, problem, at: "endpointId", doing: .leftOut("the endpoint"))
            return false
        }
        guard let id = json["endpointId"]?.string, !id.isEmpty else {
            return leaveOut(
                .idPresent,
                "endpointId is \(json["endpointId"].map { $0.string == nil ? $0.kind : "empty" } ?? "missing")")
        }
        if let odd = id.first(where: { !$0.utf8.allSatisfy(EndpointID.isAllowed) }) {
            return leaveOut(.idCharset, "endpointId has the character \(Text.quoted(String(odd)))")
        }
        guard id.utf8.count <= EndpointID.maximumLength else {
            return leaveOut(.idLength, "endpointId has \(id.utf8.count) characters")
        }
        if id.first == " " || id.last == " " {
            note(.idEdgeSpace, "endpointId begins or ends with a space", at: "endpointId")
        }
        if id.utf8.count <= 3 && id.utf8.allSatisfy({ (48...57).contains($0) }) {
            note(.idUniqueGlobal, "endpointId is \(id), which other customers' devices may have too", at: "endpointId")
        }
        return true
    }

    private mutating func categories(_ json: inout JSONObject) {
        let words = json["displayCategories"]?.array?.compactMap(\.string) ?? []
        var kept: [String] = []
        within("displayCategories") { inspection in
            for (index, word) in words.enumerated() {
                let upper = word.uppercased()
                if upper != word {
                    inspection.note(
                        .categoryCase, "The category \(Text.quoted(word)) is not in capital letters", at: .index(index),
                        doing: .mended(upper))
                }
                if kept.contains(upper) {
                    inspection.note(
                        .categoryUnique, "\(upper) stands there twice", at: .index(index),
                        doing: .leftOut("the second one"))
                } else if !Text.isBlank(upper) {
                    kept.append(upper)
                    if !DisplayCategory.all.contains(upper) {
                        inspection.note(
                            .categoryKnown, "\(Text.quoted(upper)) is not a category", at: .index(index))
                    }
                }
            }
            if kept.isEmpty {
                inspection.note(
                    .categoryPresent, "No category is given", doing: .mended("displayCategories is [\"OTHER\"]"))
                kept = ["OTHER"]
            }
            if kept.count > 1 && kept[0] == "OTHER" {
                inspection.note(.categoryFirstPrimary, "OTHER stands before \(kept[1])", at: 0)
            }
        }
        json["displayCategories"] = .array(kept.map { .string($0) })
    }
}

/// The words of `displayCategories`.
enum DisplayCategory {
    /// The 55 words that Amazon documents.
    static let all: Set<String> = [
        "ACTIVITY_TRIGGER", "AIR_CONDITIONER", "AIR_FRESHENER", "AIR_PURIFIER", "AIR_QUALITY_MONITOR",
        "AUTO_ACCESSORY", "BLUETOOTH_SPEAKER", "CAMERA", "CHRISTMAS_TREE", "COFFEE_MAKER", "COMPUTER",
        "CONTACT_SENSOR", "DISHWASHER", "DOOR", "DOORBELL", "DRYER", "EXTERIOR_BLIND", "FAN", "GAME_CONSOLE",
        "GARAGE_DOOR", "HEADPHONES", "HUB", "INTERIOR_BLIND", "LAPTOP", "LIGHT", "MICROWAVE", "MOBILE_PHONE",
        "MOTION_SENSOR", "MUSIC_SYSTEM", "NETWORK_HARDWARE", "OTHER", "OVEN", "PHONE", "PRINTER", "REMOTE", "ROUTER",
        "SCENE_TRIGGER", "SCREEN", "SECURITY_PANEL", "SECURITY_SYSTEM", "SLOW_COOKER", "SMARTLOCK", "SMARTPLUG",
        "SPEAKER", "STREAMING_DEVICE", "SWITCH", "TABLET", "TEMPERATURE_SENSOR", "THERMOSTAT", "TV",
        "VACUUM_CLEANER", "VEHICLE", "WASHER", "WATER_HEATER", "WEARABLE",
    ]
}

extension Rule {
    static let noNullAnywhere = Rule(
        "no-null-anywhere", costs: .answer, .report("home-assistant/core#27027"),
        "Nothing in a discovery answer is null.", "Leave the member out.")
    static let idPresent = Rule(
        "id-present", costs: .answer, .objects, "Every endpoint has an endpointId, a text that is not empty.",
        "Give the device an id.")
    static let idCharset = Rule(
        "id-charset", costs: .answer, isObserved: true, .objects,
        "An endpointId has only letters and digits of ASCII, spaces and _ - = # ; : ? @ &.",
        "Give the device an id of these characters; its name may have any letters.")
    static let idLength = Rule(
        "id-length", costs: .answer, .objects, "An endpointId has at most 256 characters.",
        "Give the device a shorter id.")
    static let idEdgeSpace = Rule(
        "id-edge-space", costs: .nothing, isAdvice: true, .inference,
        "An endpointId neither begins nor ends with a space.", "Remove the space before the device is discovered.")
    static let idUniqueGlobal = Rule(
        "id-unique-global", costs: .nothing, .objects, "An endpointId is unique over all customers of the skill.",
        "Put the account or the device's serial number into the id.")
    static let categoryPresent = Rule(
        "category-present", costs: .endpoint, .deviceSDK, "displayCategories has at least one word.",
        "Name the category; OTHER if none fits.")
    static let categoryUnique = Rule(
        "category-unique", costs: .endpoint, .schema, "displayCategories has no word twice.", "Remove the second one.")
    static let categoryCase = Rule(
        "category-case", costs: .endpoint, .objects.quoted, "Display categories are written in capital letters.",
        "Write it in capital letters.")
    static let categoryKnown = Rule(
        "category-known", costs: .nothing, .objects.quoted,
        "Display categories are words of Amazon's list; with another one Alexa shows the device as something else.",
        "Take a word of the list, OTHER if none fits.")
    static let categoryFirstPrimary = Rule(
        "category-first-primary", costs: .nothing, .objects.quoted,
        "The first display category is the device's main one.", "Put the main category first.")

    static let endpointRules: [Rule] = [
        noNullAnywhere, idPresent, idCharset, idLength, idEdgeSpace, idUniqueGlobal, categoryPresent, categoryUnique,
        categoryCase, categoryKnown, categoryFirstPrimary,
    ]
}

extension JSONValue {
    /// Whether there is a null at any depth.
    var containsNull: Bool {
        switch self {
        case .null: true
        case .bool, .number, .string: false
        case .array(let elements): elements.contains(where: \.containsNull)
        case .object(let object): object.members.contains { $0.value.containsNull }
        }
    }

    /// The places of all nulls, from here.
    var nulls: [[JSONPath.Step]] {
        switch self {
        case .null: [[]]
        case .bool, .number, .string: []
        case .array(let elements):
            elements.enumerated().flatMap { index, element in element.nulls.map { [.index(index)] + $0 } }
        case .object(let object):
            object.members.flatMap { member in member.value.nulls.map { [.key(member.key)] + $0 } }
        }
    }
}
