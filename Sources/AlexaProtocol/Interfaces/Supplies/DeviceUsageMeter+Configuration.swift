extension DeviceUsageMeter {
    /// One form of energy in a capability's `configurations.energySources`.
    package struct EnergySource: Hashable, Sendable {
        /// What is counted, such as `KILOWATT_HOUR`.
        package let unit: String
        /// How it is known, such as `MEASURED`.
        package let measuringMethod: String
        /// How long an interval normally is, in seconds; Amazon recommends 3600 to 86400.
        package let defaultResolution: Int

        /// A form of energy that is metered.
        package init(unit: String, measuringMethod: String, defaultResolution: Int) {
            self.unit = unit
            self.measuringMethod = measuringMethod
            self.defaultResolution = defaultResolution
        }

        fileprivate init?(_ json: JSONValue?) {
            guard let object = json?.object else { return nil }
            unit = object["unit"]?.string ?? "KILOWATT_HOUR"
            measuringMethod = object["measuringMethod"]?.string ?? "MEASURED"
            defaultResolution = object["defaultResolution"]?.integer ?? 3600
        }

        fileprivate var json: JSONValue {
            [
                "unit": .string(unit), "measuringMethod": .string(measuringMethod),
                "defaultResolution": .number(Double(defaultResolution)),
            ]
        }
    }

    /// A capability that meters electricity, natural gas or both.
    package static func capability(electricity: EnergySource? = nil, naturalGas: EnergySource? = nil) -> Capability {
        var sources = JSONObject()
        if let electricity { sources["electricity"] = electricity.json }
        if let naturalGas { sources["naturalGas"] = naturalGas.json }
        return Capability(Self.self, configuration: ["energySources": .object(sources)])
    }

    /// The forms of energy that the capability declares, read leniently.
    package static func energySources(
        of capability: Capability
    ) -> (electricity: EnergySource?, naturalGas: EnergySource?) {
        let sources = capability.configuration?["energySources"]?.object
        return (EnergySource(sources?["electricity"]), EnergySource(sources?["naturalGas"]))
    }
}
