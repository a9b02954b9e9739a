import AlexaProtocol

/// Reads a file of quirks, and collects all problems in it.
struct QuirkReader {
    /// The problems, one sentence each.
    private(set) var problems: [String] = []

    /// The contents of a file.
    struct File {
        /// The usual spelling of units.
        var units: [String: String] = [:]
        var categories: [String: TuyaQuirk] = [:]
        var products: [String: TuyaQuirk] = [:]
        var devices: [String: TuyaQuirk] = [:]
    }

    /// Reads a file.
    mutating func file(_ bytes: [UInt8]) -> File {
        let document = JSONDocument(parsing: bytes)
        guard document.problem == nil, let object = document.value?.object else {
            problems.append("the quirks are not a JSON object" + (document.problem.map { ": \($0)" } ?? ""))
            return File()
        }
        var file = File()
        for member in object.members {
            switch member.key {
            case "units": file.units = words(member.value, member.key, "each unit of a device") ?? [:]
            case "categories": file.categories = quirks(member)
            case "products": file.products = quirks(member)
            case "devices": file.devices = quirks(member)
            default: unknown(member.key, known: ["units", "categories", "products", "devices"])
            }
        }
        return file
    }

    private mutating func unknown(_ place: String, known: [String]) {
        problems.append("\(place) is not a key of quirks; the keys here are \(known.joined(separator: ", "))")
    }

    private mutating func wrong(_ place: String, _ expected: String) {
        problems.append("\(place) must be \(expected)")
    }

    private mutating func quirks(_ member: JSONObject.Member) -> [String: TuyaQuirk] {
        guard let object = member.value.object else {
            wrong(member.key, "an object with a key for each id")
            return [:]
        }
        var quirks: [String: TuyaQuirk] = [:]
        for entry in object.members {
            let place = "\(member.key).\(entry.key)"
            guard let content = entry.value.object else {
                wrong(place, "an object")
                continue
            }
            quirks[entry.key] = quirk(content, at: place)
        }
        return quirks
    }

    private static let keys = ["hide", "category", "invert", "codes", "position", "switchAlone"]

    private mutating func quirk(_ object: JSONObject, at place: String) -> TuyaQuirk {
        var quirk = TuyaQuirk()
        for member in object.members {
            let here = "\(place).\(member.key)"
            switch member.key {
            case "hide":
                if let hide = member.value.bool {
                    quirk.hide = hide
                } else if let codes = codes(member.value) {
                    quirk.hidden = codes
                } else {
                    wrong(here, "true, false or a list of data point codes")
                }
            case "category": quirk.category = word(member.value, here, "a category such as dj")
            case "invert":
                guard let codes = codes(member.value) else {
                    wrong(here, "a list of data point codes")
                    continue
                }
                quirk.inverted = codes
                quirk.clearsInverted = codes.isEmpty
            case "position": quirk.position = word(member.value, here, "a data point code")
            case "switchAlone":
                quirk.switchAlone = member.value.bool
                if member.value.bool == nil { wrong(here, "true or false") }
            case "codes":
                guard let codes = member.value.object else {
                    wrong(here, "an object with a key for each data point")
                    continue
                }
                for code in codes.members {
                    guard let content = code.value.object else {
                        wrong("\(here).\(code.key)", "an object")
                        continue
                    }
                    quirk.codes[code.key] = correction(content, at: "\(here).\(code.key)")
                }
            default: unknown(here, known: Self.keys)
            }
        }
        return quirk
    }

    private func codes(_ json: JSONValue) -> Set<String>? {
        guard let items = json.array else { return nil }
        let codes = items.compactMap(\.string)
        return codes.count == items.count ? Set(codes) : nil
    }

    private mutating func word(_ json: JSONValue, _ place: String, _ expected: String) -> String? {
        if let text = json.string, !text.isEmpty { return text }
        wrong(place, expected)
        return nil
    }

    private mutating func words(_ json: JSONValue, _ place: String, _ what: String) -> [String: String]? {
        let members = json.object?.members ?? []
        let words = members.compactMap { entry in entry.value.string.map { (entry.key, $0) } }
        guard json.object != nil, words.count == members.count else {
            wrong(place, "an object that gives the usual word for \(what)")
            return nil
        }
        return Dictionary(words) { $1 }
    }

    private static let correctionKeys = ["scale", "step", "unit", "min", "max", "values", "fahrenheitFrom"]

    private mutating func correction(_ object: JSONObject, at place: String) -> PointCorrection {
        var correction = PointCorrection()
        for member in object.members {
            let here = "\(place).\(member.key)"
            let largest = 1_000_000_000
            switch member.key {
            case "scale": correction.scale = whole(member.value, here, 0...9)
            case "step": correction.step = whole(member.value, here, 1...largest)
            case "unit":
                correction.unit = member.value.string
                if member.value.string == nil { wrong(here, "a text such as °C") }
            case "min": correction.minimum = whole(member.value, here, -largest...largest)
            case "max": correction.maximum = whole(member.value, here, -largest...largest)
            case "fahrenheitFrom": correction.fahrenheitFrom = whole(member.value, here, -largest...largest)
            case "values":
                correction.values = words(member.value, here, "each word of the device") ?? [:]
            default: unknown(here, known: Self.correctionKeys)
            }
        }
        if let minimum = correction.minimum, let maximum = correction.maximum, minimum >= maximum {
            wrong("\(place).min", "smaller than max")
        }
        let kelvins = ColorTemperatureController.kelvins
        if correction.isKelvin,
            ![correction.minimum, correction.maximum].allSatisfy({ $0.map(kelvins.contains) ?? false })
        {
            wrong(
                "\(place).min and max",
                "kelvins from \(kelvins.lowerBound) to \(kelvins.upperBound), because the unit is K")
        }
        return correction
    }

    private mutating func whole(_ json: JSONValue, _ place: String, _ range: ClosedRange<Int>) -> Int? {
        if let number = json.integer, range.contains(number) { return number }
        wrong(place, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }
}
