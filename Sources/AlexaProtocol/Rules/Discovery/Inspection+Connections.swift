extension Inspection {
    private static let connectionTypes: Set<String> = ["MATTER", "TCP_IP", "UNKNOWN", "ZIGBEE", "ZWAVE"]
    private static let connectionNumbers = [
        ("matterDiscriminator", 4095), ("matterVendorId", 65535), ("matterProductId", 65535),
    ]
    private static let connectionTexts: Set<String> = [
        "type", "macAddress", "macNetworkInterface", "homeId", "nodeId", "value",
    ]

    /// Checks `connections`; those that Alexa would not accept are left out.
    mutating func connections(_ json: inout JSONObject) {
        if let connections = json["connections"], connections.array == nil {
            note(
                .connType, "connections is \(connections.kind)", at: "connections", doing: .leftOut("connections"))
            json["connections"] = nil
        }
        let count = elements("connections", of: &json) { element, inspection in
            guard case .object(var connection) = element,
                let type = connection["type"]?.string, Self.connectionTypes.contains(type)
            else {
                inspection.note(
                    .connType, "The type of the connection is unknown to Alexa", at: "type",
                    doing: .leftOut("the connection"))
                return false
            }
            let isKept = inspection.connection(&connection, type)
            element = .object(connection)
            return isKept
        }
        if count == 0 { json["connections"] = nil }
    }

    private mutating func connection(_ connection: inout JSONObject, _ type: String) -> Bool {
        for member in connection.members {
            if let (_, maximum) = Self.connectionNumbers.first(where: { $0.0 == member.key }) {
                if !(member.value.integer.map((0...maximum).contains) ?? false) {
                    note(
                        .connMatterNumbers, "\(member.key) is no whole number from 0 to \(maximum)",
                        at: .key(member.key), doing: .leftOut("the member"))
                    connection[member.key] = nil
                }
            } else if !Self.connectionTexts.contains(member.key)
                || !(member.value.string.map { (1...256).contains(Text.length($0)) && !Text.isBlank($0) } ?? false)
            {
                note(
                    .connValues, "\(Text.quoted(member.key)) is not a member of a connection with 1 to 256 characters",
                    at: .key(member.key), doing: .leftOut("the member"))
                connection[member.key] = nil
            }
        }
        if type == "UNKNOWN" && connection["value"] == nil {
            note(.connUnknownValue, "A connection of type UNKNOWN has no value", doing: .leftOut("the connection"))
            return false
        }
        if let address = connection["macAddress"]?.string, !MACAddress.isValid(address, bytes: [6, 8]) {
            note(.connMac, "macAddress is not six or eight bytes in hexadecimal with : or -", at: "macAddress")
        }
        for (key, digits) in [("homeId", 8), ("nodeId", 2)] {
            if let id = connection[key]?.string, !Self.isHexadecimal(id, digits: digits) {
                note(.connZwave, "\(key) is not 0x and \(digits) digits in hexadecimal", at: .key(key))
            }
        }
        if type == "MATTER" && (connection["matterVendorId"] == nil || connection["matterProductId"] == nil) {
            note(.connMatterComplete, "matterVendorId or matterProductId is missing")
        }
        return true
    }

    private static func isHexadecimal(_ text: String, digits: Int) -> Bool {
        text.hasPrefix("0x") && text.utf8.count == digits + 2 && text.dropFirst(2).allSatisfy(\.isHexDigit)
    }

    /// Checks `relationships` and `registration`.
    mutating func relationships(_ json: inout JSONObject) {
        if json["registration"] != nil {
            note(.registrationOdd, "registration is given", at: "registration")
        }
        guard let relationships = json["relationships"] else { return }
        guard case .object(let object) = relationships else {
            note(
                .relKeys, "relationships is \(relationships.kind)", at: "relationships",
                doing: .leftOut("relationships"))
            json["relationships"] = nil
            return
        }
        let kept = object.members.filter { member in
            let isKnown =
                ["isConnectedBy", "Alexa.Automotive.IsPartOf"].contains(member.key)
                && member.value.object?["endpointId"]?.string != nil
            if !isKnown {
                note(
                    .relKeys, "\(Text.quoted(member.key)) is not a relation to an endpointId", at: "relationships",
                    .key(member.key), doing: .leftOut("the relation"))
            }
            return isKnown
        }
        json["relationships"] = kept.isEmpty ? nil : .object(JSONObject(members: kept))
    }
}

/// A hardware address.
enum MACAddress {
    /// Whether it is one with a number of bytes in `bytes`: pairs of hexadecimal digits with `:` or `-` between them.
    static func isValid(_ text: String, bytes: [Int]) -> Bool {
        let pairs = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        return bytes.contains(pairs.count) && pairs.allSatisfy { $0.count == 2 && $0.allSatisfy(\.isHexDigit) }
    }
}

extension Rule {
    static let connType = Rule(
        "conn-type", costs: .endpoint, .objects.quoted,
        "connections is a list; the type of a connection is TCP_IP, ZIGBEE, ZWAVE, MATTER or UNKNOWN.",
        "Take one of these.")
    static let connUnknownValue = Rule(
        "conn-unknown-value", costs: .endpoint, .objects.quoted,
        "A connection of type UNKNOWN has a value of 1 to 256 characters that stays the same.", "Give the value.")
    static let connValues = Rule(
        "conn-values", costs: .endpoint, .deviceSDK,
        "A connection has only documented members, none empty or above 256 characters.", "Leave the member out.")
    static let connMac = Rule(
        "conn-mac", costs: .nothing, .schema,
        "macAddress is six or eight bytes in hexadecimal with : or - between them; otherwise Alexa cannot recognise the device.",
        "Write it so.")
    static let connZwave = Rule(
        "conn-zwave", costs: .nothing, .objects.quoted,
        "homeId has the form 0x00000000 and nodeId the form 0x00; otherwise Alexa cannot recognise the device.",
        "Write them so.")
    static let connMatterNumbers = Rule(
        "conn-matter-numbers", costs: .endpoint, .objects.quoted,
        "matterDiscriminator is 0 to 4095, matterVendorId and matterProductId are 0 to 65535, all whole numbers.",
        "Correct the number.")
    static let connMatterComplete = Rule(
        "conn-matter-complete", costs: .nothing, isAdvice: true, .inference,
        "A connection of type MATTER names vendor and product; otherwise Alexa may show the device twice.",
        "Give matterVendorId and matterProductId.")
    static let relKeys = Rule(
        "rel-keys", costs: .endpoint, .objects.quoted,
        "relationships has only isConnectedBy and Alexa.Automotive.IsPartOf, each with an endpointId.",
        "Leave the rest out.")
    static let registrationOdd = Rule(
        "registration-odd", costs: .nothing, isAdvice: true, .deviceSDK,
        "registration is for devices with Alexa built in and for Matter devices.", "Leave it out for others.")

    static let connectionRules: [Rule] = [
        connType, connUnknownValue, connValues, connMac, connZwave, connMatterNumbers, connMatterComplete, relKeys,
        registrationOdd,
    ]
}
