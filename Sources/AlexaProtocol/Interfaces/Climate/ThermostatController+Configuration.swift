extension ThermostatController {
    /// `configuration` of a capability: what the thermostat can do.
    package struct Configuration: Hashable, Sendable {
        /// The modes that it can be set to, by their wire names; empty if it has none.
        package let supportedModes: [String]
        /// Whether it accepts ResumeSchedule; `nil` if not declared.
        package let supportsScheduling: Bool?

        /// A thermostat with these modes.
        package init(supportedModes: [Mode], supportsScheduling: Bool) {
            self.supportedModes = supportedModes.map(\.rawValue)
            self.supportsScheduling = supportsScheduling
        }

        /// The modes of a thermostat that reports a mode without declaring its modes.
        package static let usualModes: [Mode] = [.auto, .cool, .heat, .eco, .off]

        /// What a capability declares, as far as Alexa knows it too: discovery leaves other modes out, so a directive may not
        /// ask for them and no report names them. A capability that reports a mode without declaring its modes is assumed to
        /// have ``usualModes``.
        package init(_ capability: Capability) {
            let declared = Self.modes(capability.configuration?["supportedModes"])
            let properties = capability.properties?.supported ?? []
            if declared.isEmpty, properties.isEmpty || properties.contains("thermostatMode") {
                supportedModes = Self.usualModes.map(\.rawValue)
            } else {
                supportedModes = declared
            }
            supportsScheduling = capability.configuration?["supportsScheduling"]?.bool
        }

        var json: JSONObject {
            var json: JSONObject = ["supportedModes": .array(supportedModes.map { .string($0) })]
            if let supportsScheduling { json["supportsScheduling"] = .bool(supportsScheduling) }
            return json
        }

        /// Modes as Amazon wants them, a list of words; some skills wrap each in an object.
        fileprivate static func modes(_ json: JSONValue?) -> [String] {
            let names = json?.array?.compactMap { $0.string ?? $0.object?["value"]?.string } ?? []
            return names.filter { Mode(rawValue: $0) != nil }
        }
    }

    /// A capability that reports `properties`; a thermostat with one setpoint leaves out the lower and the upper one.
    package static func capability(
        _ configuration: Configuration, properties: [String] = ["targetSetpoint", "thermostatMode"]
    ) -> Capability {
        Capability(Self.self, properties: Capability.Properties(properties), configuration: configuration.json)
    }
}
