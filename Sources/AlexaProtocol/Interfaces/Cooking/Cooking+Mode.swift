extension Cooking {
    /// How food is cooked; its wire form is `{"value": "BAKE"}`. Source: Alexa cooking property schemas, `CookingMode`.
    package struct Mode: Hashable, Sendable {
        /// One of ``values``.
        package let value: String
        /// The maker's own name of a mode whose value is `CUSTOM`.
        package let customName: String?

        /// Not cooking.
        package static let off = Mode(unchecked: "OFF")
        /// Cooking for a time, in a way that the appliance chooses.
        package static let timeCook = Mode(unchecked: "TIMECOOK")
        /// Cooking in an oven.
        package static let bake = Mode(unchecked: "BAKE")
        /// Cooking by a preset.
        package static let preset = Mode(unchecked: "PRESET")

        /// Every value that Alexa knows.
        package static let values = [
            "OFF", "AIR_FRY", "BAKE", "BLANCH", "BREW", "BOIL", "BROIL", "BROWN", "CAN", "CONVECTION_BAKE",
            "CONVECTION_BROIL", "CONVECTION_ROAST", "CONVECTION_STEAM", "CURE", "CUSTOM", "DEFROST", "DEHYDRATE",
            "FERMENT", "FRY", "GRILL", "INCUBATE", "MELT", "PRESET", "PRESSURE", "PROOF", "REHEAT", "ROAST", "SAUTE",
            "SEAR", "SIMMER", "SLOW_COOK", "SMOKE", "SOFTEN", "SOUS_VIDE", "STEAM", "STERILIZE", "STEW", "STIR_FRY",
            "TIMECOOK", "TOAST", "WARM",
        ]

        private static let known = Set(values)

        static let shape = ValueShape.either([
            .object([.required("value", .word(values)), .optional("customName", .text)]), .word(values),
        ])

        private init(unchecked value: String) {
            self.value = value
            customName = nil
        }

        /// A mode that Alexa knows; `nil` for another value.
        package init?(_ value: String, customName: String? = nil) {
            guard Self.known.contains(value) else { return nil }
            self.value = value
            self.customName = customName.flatMap { $0.isEmpty ? nil : $0 }
        }

        /// Reads the property, either form of it.
        package init?(_ json: JSONValue) {
            let object = json.object
            guard let value = json.string ?? object?["value"]?.string else { return nil }
            self.init(value, customName: object?["customName"]?.string)
        }

        init(_ payload: Payload, _ key: String) throws(AlexaError) {
            let value: String
            var customName: String?
            if case .string(let bare) = try payload.value(key) {
                value = bare
            } else {
                let object = try payload.payload(key)
                value = try object.text("value")
                customName = try object.optionalText("customName")
            }
            guard let mode = Mode(value, customName: customName) else {
                throw .invalidValue("\(key) is not one of Alexa's cooking modes")
            }
            self = mode
        }

        /// Reads the mode of a directive that starts to cook and may leave it to the appliance.
        init?(optional payload: Payload) throws(AlexaError) {
            guard payload.optionalValue("cookingMode") != nil else { return nil }
            let mode = try Mode(payload, "cookingMode")
            guard mode != .off else { throw .invalidValue("nothing can be cooked in the mode OFF") }
            self = mode
        }

        /// `{"value": ..., "customName"?: ...}`.
        package var json: JSONValue {
            var json: JSONObject = ["value": .string(value)]
            if let customName { json["customName"] = .string(customName) }
            return .object(json)
        }

        /// The modes that a capability declares in `supportedCookingModes`; empty if it declares none.
        package static func supported(by capability: Capability?) -> [String] {
            let declared = capability?.configuration?["supportedCookingModes"]?.array ?? []
            return declared.compactMap { $0.string ?? $0.object?["value"]?.string }
        }

        /// Compares the mode with those that the capability declares.
        ///
        /// - Throws: INVALID_VALUE if it declares modes, and not this one.
        func check(against capability: Capability) throws(AlexaError) {
            let supported = Self.supported(by: capability)
            guard supported.isEmpty || supported.contains(value) else {
                throw .invalidValue(
                    "the appliance does not cook in the mode \(value); its modes: \(supported.joined(separator: ", "))")
            }
        }
    }

    /// `configuration` of the cooking interfaces.
    package struct Configuration: Hashable, Sendable {
        /// Whether cooking can be started remotely at all; `nil` if not declared.
        package let supportsRemoteStart: Bool?
        /// The modes that can be asked for; empty if not declared.
        package let supportedCookingModes: [String]

        /// An appliance with these modes.
        package init(supportsRemoteStart: Bool, supportedCookingModes: [Mode]) {
            self.supportsRemoteStart = supportsRemoteStart
            self.supportedCookingModes = supportedCookingModes.map(\.value)
        }

        /// What a capability declares.
        package init(_ capability: Capability) {
            supportsRemoteStart = capability.configuration?["supportsRemoteStart"]?.bool
            supportedCookingModes = Mode.supported(by: capability)
        }

        var json: JSONObject {
            var json = JSONObject()
            if let supportsRemoteStart { json["supportsRemoteStart"] = .bool(supportsRemoteStart) }
            if !supportedCookingModes.isEmpty {
                json["supportedCookingModes"] = .array(supportedCookingModes.map { .string($0) })
            }
            return json
        }
    }

    /// A capability of one of the cooking interfaces.
    package static func capability(
        _ interface: any AlexaInterface.Type = Cooking.self, _ configuration: Configuration
    ) -> Capability {
        Capability(interface, configuration: configuration.json)
    }
}
