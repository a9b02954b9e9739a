/// What an endpoint can do: one item of `capabilities` in a discovery answer. Source: Alexa.Discovery, "Capability".
package struct Capability: Hashable, Sendable {
    /// The interface, such as `Alexa.RangeController`.
    package let interface: String
    /// The interface version, a string such as `3` or `3.2`.
    package var version: String
    /// The instance, on interfaces that an endpoint can have several times.
    package let instance: String?
    /// What is reported; `nil` on interfaces that report nothing.
    package var properties: Properties?
    /// `capabilityResources`: the names by which customers call this capability.
    package var resources: JSONObject?
    /// The limits of the capability, in the form that its interface defines.
    package var configuration: JSONObject?
    /// `semantics`: what "open" or "lower" means here.
    package var semantics: JSONObject?
    /// Further members of the interface, such as `supportsDeactivation` or `inputs`.
    package var members: JSONObject
    /// Further limits that the device cloud knows; `nil` if there are none.
    package var limits: Limits?
    /// Whether its directives may take the device longer than 8 seconds, so that answers may be deferred. Never sent.
    package var isSlow = false

    /// `properties` of a capability.
    package struct Properties: Hashable, Sendable {
        /// The names of the properties that can be reported.
        package var supported: [String]
        /// Whether changes are sent proactively; obliges the skill to send ChangeReports.
        package var proactivelyReported: Bool
        /// Whether ReportState is answered with them.
        package var retrievable: Bool
        /// Whether they can only be read; `nil` leaves the member out.
        package var nonControllable: Bool?

        /// No properties: sent as an empty object.
        package static let empty = Properties([], retrievable: false)

        /// The reported properties of a capability.
        package init(
            _ supported: [String], proactivelyReported: Bool = false, retrievable: Bool = true,
            nonControllable: Bool? = nil
        ) {
            self.supported = supported
            self.proactivelyReported = proactivelyReported
            self.retrievable = retrievable
            self.nonControllable = nonControllable
        }
    }

    /// A capability of `interface`; its version and reported properties are the interface's own unless given.
    package init(
        _ interface: any AlexaInterface.Type, instance: String? = nil, properties: Properties? = nil,
        resources: JSONObject? = nil, configuration: JSONObject? = nil, semantics: JSONObject? = nil,
        members: JSONObject = [:]
    ) {
        self.init(
            interface: interface.namespace, version: interface.version, instance: instance,
            properties: properties ?? Self.allProperties(of: interface), resources: resources,
            configuration: configuration, semantics: semantics, members: members)
    }

    private static func allProperties(of interface: any AlexaInterface.Type) -> Properties? {
        guard interface.declaresProperties else { return nil }
        let names = interface.properties.filter(\.isUsual).map(\.name)
        // Alexa drops some interfaces that report nothing if they lack an empty `properties` (seen by implementers).
        return names.isEmpty ? Properties.empty : Properties(names)
    }

    fileprivate init(
        interface: String, version: String, instance: String?, properties: Properties?, resources: JSONObject?,
        configuration: JSONObject?, semantics: JSONObject?, members: JSONObject
    ) {
        self.interface = interface
        self.version = version
        self.instance = instance
        self.properties = properties
        self.resources = resources
        self.configuration = configuration
        self.semantics = semantics
        self.members = members
    }

    /// Whether the property called `name` is declared as reported.
    package func supports(_ name: String) -> Bool {
        properties?.supported.contains(name) ?? false
    }
}

extension Capability {
    private static let common: Set<String> = [
        "type", "interface", "version", "instance", "properties", "capabilityResources", "configuration",
        "configurations", "semantics",
    ]

    /// Reads a capability leniently, as recordings have it; `nil` if it does not even name its interface.
    package init?(_ json: JSONValue) {
        guard let object = json.object, let interface = object["interface"]?.string else { return nil }
        self.init(
            interface: interface,
            version: object["version"]?.string ?? object["version"]?.number.map { JSONValue.number($0).text } ?? "3",
            instance: object["instance"]?.string ?? object["instance"]?.number.map { JSONValue.number($0).text },
            properties: object["properties"]?.object.map(Properties.init),
            resources: object["capabilityResources"]?.object,
            configuration: object["configuration"]?.object ?? object["configurations"]?.object,
            semantics: object["semantics"]?.object,
            members: JSONObject(members: object.members.filter { !Self.common.contains($0.key) && $0.value != .null }))
    }

    /// The capability as discovery has it.
    package var json: JSONObject {
        var json: JSONObject = ["type": "AlexaInterface", "interface": .string(interface)]
        if let instance { json["instance"] = .string(instance) }
        json["version"] = .string(version)
        if let properties { json["properties"] = properties.json }
        if let resources { json["capabilityResources"] = .object(resources) }
        if let configuration {
            let key = InterfaceCatalog.interface(interface)?.configurationKey ?? "configuration"
            json[key] = .object(configuration)
        }
        if let semantics { json["semantics"] = .object(semantics) }
        json.members += members.members
        return json
    }
}

extension Capability.Properties {
    fileprivate init(_ json: JSONObject) {
        func flag(_ key: String) -> Bool? {
            switch json[key] {
            case .bool(let flag): flag
            case .string(let text): text.lowercased() == "true"
            case .number(let number): number != 0
            case .null, .array, .object, nil: nil
            }
        }
        self.init(
            json["supported"]?.array?.compactMap { $0.object?["name"]?.string } ?? [],
            proactivelyReported: flag("proactivelyReported") ?? false, retrievable: flag("retrievable") ?? false,
            nonControllable: flag("nonControllable"))
    }

    fileprivate var json: JSONValue {
        // Alexa expects an empty `properties` object on interfaces that report nothing.
        guard !supported.isEmpty else { return .object([:]) }
        var json: JSONObject = [
            "supported": .array(supported.map { ["name": .string($0)] }),
            "proactivelyReported": .bool(proactivelyReported),
            "retrievable": .bool(retrievable),
        ]
        if let nonControllable { json["nonControllable"] = .bool(nonControllable) }
        return .object(json)
    }
}
