import AlexaProtocol

/// A device as Amps last described it. Source: docs.amps.ai, /concepts/device-state and /concepts/capabilities.
struct AmpsDevice: Sendable {
    /// A command that the device declares.
    struct Command: Sendable {
        let parameters: [String: AmpsBounds]
        /// Whether it can be carried out at once; some commands can only be planned.
        let isImmediate: Bool
    }

    /// A setting with a lasting value.
    struct Setting: Sendable {
        let key: String
        var value: Double?
        let bounds: AmpsBounds
        let isReadOnly: Bool
    }

    /// The source of the state.
    enum Source: String, Sendable {
        case cache
        case live
        /// The maker's cloud did not answer: the last known state, which may be old.
        case fallback
        case projection
    }

    let id: String
    let family: AmpsFamily
    let vendor: String?
    let name: String?
    let model: String?
    let source: Source?
    /// `false` if Amps does not receive the device's state from its maker.
    let isAvailable: Bool
    /// When the state was read from the maker.
    let pulledAt: Timestamp?
    var state: JSONObject
    /// `nil` if the answer has none: lists may omit them.
    var commands: [String: Command]?
    var conflictStrategies: [String]?
    var settings: [Setting]
    var lastAction: AmpsAction?

    /// Parses a device; `nil` if it has no id.
    init?(_ json: JSONValue?, _ family: AmpsFamily) {
        guard let object = json?.object, let id = object["id"]?.identifier ?? object["deviceId"]?.identifier else {
            return nil
        }
        self.id = id
        self.family = family
        let metadata = object["metadata"]?.object ?? [:]
        let sync = object["sync"]?.object ?? [:]
        func text(_ texts: JSONValue?...) -> String? {
            texts.lazy.compactMap { $0?.string }.first { $0.contains { $0.isLetter || $0.isNumber } }
        }
        vendor = text(object["vendor"], metadata["vendor"])
        name = text(object["name"], object["nickname"], metadata["name"])
        model = text(metadata["model"], object["model"])
        source = metadata["source"]?.string.flatMap(Source.init)
        isAvailable = sync["available"]?.bool ?? true
        pulledAt = sync["lastPulledAt"]?.string.flatMap { Timestamp($0) ?? Timestamp(withOffset: $0) }
        state = object["state"]?.object ?? [:]
        commands = object["commands"]?.object.map { Self.commands($0, family) }
        conflictStrategies = object["conflictStrategies"]?.array?.compactMap(\.string)
        settings = object["settings"]?.object.map(Self.settings) ?? []
        lastAction = AmpsAction(object["lastAction"])
    }

    private static func commands(_ json: JSONObject, _ family: AmpsFamily) -> [String: Command] {
        var commands: [String: Command] = [:]
        for member in json.members {
            guard let declared = member.value.object else { continue }
            let parameters = (declared["parameters"]?.object ?? [:]).members.compactMap { parameter in
                parameter.value.object.flatMap { AmpsBounds($0, usual: family.usualUnit(of: parameter.key)) }
                    .map { (parameter.key, $0) }
            }
            let execution = declared["execution"]?.array?.compactMap(\.string)
            commands[member.key] = Command(
                parameters: Dictionary(parameters, uniquingKeysWith: { $1 }),
                isImmediate: execution?.contains("immediate") ?? true)
        }
        return commands
    }

    private static func settings(_ json: JSONObject) -> [Setting] {
        json.members.sorted { $0.key < $1.key }.compactMap { member in
            guard let object = member.value.object, let bounds = AmpsBounds(object, usual: nil) else { return nil }
            let isReadOnly = object["readOnly"]?.bool ?? object["writable"]?.bool.map { !$0 } ?? false
            return Setting(
                key: member.key, value: object["value"]?.amount, bounds: bounds, isReadOnly: isReadOnly)
        }
    }

    /// The command, if the device can carry it out at once.
    func command(_ name: String) -> Command? {
        guard let command = commands?[name], command.isImmediate else { return nil }
        return command
    }

    /// The number in the first of these members of the state.
    func number(_ names: String...) -> Double? {
        names.lazy.compactMap { state[$0]?.amount }.first
    }

    /// The flag in the first of these members of the state.
    func flag(_ names: String...) -> Bool? {
        names.lazy.compactMap { state[$0]?.bool }.first
    }
}
