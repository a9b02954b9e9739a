/// `Alexa.ModeController`: one of several settings, such as a washer's cycle. Source: Alexa.ModeController.
package enum ModeController: AlexaInterface {
    package static let namespace = "Alexa.ModeController"
    package static let hasInstances = true
    package static let directives = [
        DirectiveKind("SetMode") { payload throws(AlexaError) in
            Directive.setMode(try payload.text("mode"))
        },
        DirectiveKind("AdjustMode") { payload throws(AlexaError) in
            Directive.adjustMode(delta: try payload.integer("modeDelta"))
        },
    ]
    package static let properties = [PropertyKind("mode", .text)]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Set to a mode out of the endpoint's supported ones.
        case setMode(String)
        /// Move by `delta` modes in their order; only if the capability declares `ordered`.
        case adjustMode(delta: Int)

        package func check(against capability: Capability) throws(AlexaError) {
            let configuration = Configuration(capability)
            switch self {
            case .setMode(let mode):
                guard let modes = configuration?.modes, !modes.isEmpty else { return }
                guard modes.contains(where: { $0.value == mode }) else {
                    throw .invalidValue("the mode is none of \(modes.map(\.value).joined(separator: ", "))")
                }
            case .adjustMode:
                guard configuration?.isOrdered == true else {
                    throw .invalidDirective("AdjustMode needs modes that are declared as ordered")
                }
            }
        }
    }

    /// `configuration` of a capability.
    package struct Configuration: Hashable, Sendable {
        /// The modes, from the lowest to the highest if they are ordered.
        package let modes: [Mode]
        /// Whether the modes have an order, so that AdjustMode makes sense.
        package let isOrdered: Bool

        /// What the capability declares, read leniently; `nil` if it declares no configuration.
        package init?(_ capability: Capability) {
            guard let configuration = capability.configuration else { return nil }
            self.init(configuration)
        }

        fileprivate init(_ json: JSONObject) {
            self.init(
                modes: json["supportedModes"]?.array?.compactMap(Mode.init) ?? [],
                isOrdered: json["ordered"]?.bool ?? (json["ordered"]?.string?.lowercased() == "true"))
        }

        fileprivate init(modes: [Mode], isOrdered: Bool) {
            self.modes = modes
            self.isOrdered = isOrdered
        }

        fileprivate var json: JSONObject {
            ["ordered": .bool(isOrdered), "supportedModes": .array(modes.map(\.json))]
        }
    }

    /// One of several settings.
    package struct Mode: Hashable, Sendable {
        /// Its name in directives and reports.
        package let value: String
        /// What customers call it.
        package let resources: CapabilityResources

        /// A mode and its names.
        package init(_ value: String, _ friendlyNames: FriendlyName...) {
            self.value = value
            resources = CapabilityResources(friendlyNames)
        }

        fileprivate init?(_ json: JSONValue) {
            guard let value = json.object?["value"]?.string else { return nil }
            self.value = value
            resources = CapabilityResources(json.object?["modeResources"]?.object ?? [:])
        }

        fileprivate var json: JSONValue {
            ["value": .string(value), "modeResources": .object(resources.json)]
        }
    }

    /// A capability whose modes are `modes`.
    package static func capability(
        instance: String, _ resources: CapabilityResources, modes: [Mode], ordered: Bool,
        semantics: Semantics? = nil, properties: Capability.Properties? = nil
    ) -> Capability {
        Capability(
            Self.self, instance: instance, properties: properties, resources: resources.json,
            configuration: Configuration(modes: modes, isOrdered: ordered).json, semantics: semantics?.json)
    }

    package static func problem(with value: JSONValue, of property: String, in capability: Capability) -> String? {
        value.string.flatMap { problem(with: Directive.setMode($0), in: capability) }
    }

    /// `mode` of an instance.
    package static func mode(_ mode: String, instance: String) -> PropertyState {
        PropertyState(namespace, "mode", instance: instance, .string(mode))
    }
}
