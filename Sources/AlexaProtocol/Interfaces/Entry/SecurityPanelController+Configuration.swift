extension SecurityPanelController {
    /// `configuration` of a capability: what the panel can do.
    package struct Configuration: Hashable, Sendable {
        /// The states that it can be in; empty if not declared.
        package let supportedArmStates: [ArmState]
        /// Whether Disarm accepts a PIN.
        package let takesPin: Bool
        /// Whether it can arm without an exit delay; `nil` if not declared.
        package let supportsArmInstant: Bool?

        /// A panel with these states.
        package init(supportedArmStates: [ArmState], takesPin: Bool = false, supportsArmInstant: Bool? = nil) {
            self.supportedArmStates = supportedArmStates
            self.takesPin = takesPin
            self.supportsArmInstant = supportsArmInstant
        }

        /// What a capability declares.
        package init(_ capability: Capability) {
            self.init(capability.configuration ?? [:])
        }

        fileprivate init(_ json: JSONObject) {
            func words(_ key: String, _ member: String) -> [String] {
                json[key]?.array?.compactMap { $0.object?[member]?.string ?? $0.string } ?? []
            }
            self.init(
                supportedArmStates: words("supportedArmStates", "value").compactMap(ArmState.init(rawValue:)),
                takesPin: words("supportedAuthorizationTypes", "type").contains(Pin.type)
                    || words("supportedCredentialTypes", "type").contains(Pin.type),
                supportsArmInstant: json["supportsArmInstant"]?.bool)
        }

        var json: JSONObject {
            var json = JSONObject()
            if !supportedArmStates.isEmpty {
                json["supportedArmStates"] = .array(supportedArmStates.map { ["value": .string($0.rawValue)] })
            }
            if takesPin { json["supportedAuthorizationTypes"] = [["type": .string(Pin.type)]] }
            if let supportsArmInstant { json["supportsArmInstant"] = .bool(supportsArmInstant) }
            return json
        }
    }

    /// A capability that reports `properties`.
    package static func capability(
        _ configuration: Configuration, properties: [String] = properties.map(\.name)
    ) -> Capability {
        Capability(Self.self, properties: Capability.Properties(properties), configuration: configuration.json)
    }

    /// A PIN of four digits. Descriptions leave it out, so that it cannot get into a log.
    package struct Pin: Sendable, CustomStringConvertible, CustomReflectable {
        /// `FOUR_DIGIT_PIN`, the only kind of authorization that Alexa knows.
        package static let type = "FOUR_DIGIT_PIN"

        private let digits: String

        /// What the customer said, whether it is four digits or not: the panel refuses a wrong PIN.
        package init(_ digits: String) {
            self.digits = digits
        }

        /// Whether this is the PIN `other`.
        package func matches(_ other: String) -> Bool { digits == other }

        package var description: String { "PIN (not shown)" }
        package var customMirror: Mirror { Mirror(self, children: [:]) }
    }
}
