import AlexaProtocol
import Skill

extension AmpsDevice {
    /// The prefix of this cloud's endpoint ids.
    static let idPrefix = "amps:"

    /// The vendor's id in an endpoint id; `nil` if the id is not one of this cloud's.
    static func id(ofEndpoint endpointId: String) -> String? {
        guard endpointId.hasPrefix(idPrefix), endpointId.utf8.count > idPrefix.utf8.count else { return nil }
        return String(endpointId.dropFirst(idPrefix.count))
    }

    /// The endpoint's id.
    var endpointId: String { Self.idPrefix + id }

    /// The endpoint for discovery; `nil` if Alexa would not accept its id.
    ///
    /// - Parameters:
    ///   - name: the customer's name for it.
    ///   - account: the hash of our account, for the cookie.
    func endpoint(called name: String, account: String, isReadOnly: Bool) -> Endpoint? {
        guard EndpointID(endpointId) != nil else { return nil }
        let features = AmpsFeatures(self, isReadOnly: isReadOnly)
        let maker = Self.label(vendor ?? "Amps")
        var attributes: JSONObject = ["manufacturer": .string(maker)]
        if let model { attributes["model"] = .string(Self.label(model)) }
        return Endpoint(
            endpointId: endpointId, manufacturerName: maker, friendlyName: name,
            description: Self.label("\(family.spokenName) by \(maker), connected through Amps"),
            displayCategories: [family.category], capabilities: features.capabilities,
            cookie: ["family": .string(family.rawValue), "account": .string(account)], additionalAttributes: attributes)
    }

    /// The customer's name of the device: its own name, or maker and family, without characters that Alexa cannot speak.
    var spokenName: String {
        let words = (name ?? "\(vendor ?? "") \(family.spokenName)")
            .map { $0.isLetter || $0.isNumber ? $0 : " " }
        let spoken = String(words).split(separator: " ").joined(separator: " ")
        return spoken.isEmpty ? family.spokenName : String(spoken.prefix(64))
    }

    /// At most 128 characters, as manufacturerName and description may have.
    private static func label(_ text: String) -> String { String(text.prefix(128)) }
}

extension AmpsFeatures {
    /// Changes are not reported proactively: Amps reports them by webhook only.
    private static func properties(_ name: String, canBeSet: Bool) -> Capability.Properties {
        Capability.Properties([name], nonControllable: canBeSet ? nil : true)
    }

    /// The capabilities of the device. Those that can be set are slow, because Amps carries actions out later.
    var capabilities: [Capability] {
        var capabilities: [Capability] = []
        for mode in modes {
            capabilities.append(
                ModeController.capability(
                    instance: mode.instance, mode.resources, modes: mode.modes, ordered: false,
                    properties: Self.properties("mode", canBeSet: true)))
        }
        for range in ranges {
            capabilities.append(
                RangeController.capability(
                    instance: range.instance, range.resources, range: range.range,
                    unitOfMeasure: range.unit == .percent ? "Alexa.Unit.Percent" : nil, semantics: range.semantics,
                    properties: Self.properties("rangeValue", canBeSet: range.write != nil)))
        }
        for toggle in toggles {
            capabilities.append(
                ToggleController.capability(
                    instance: toggle.instance, toggle.resources,
                    properties: Self.properties("toggleState", canBeSet: toggle.commands != nil)))
        }
        if let thermostat { capabilities += thermostat.capabilities }
        for index in capabilities.indices where capabilities[index].properties?.nonControllable != true {
            capabilities[index].isSlow = capabilities[index].interface != TemperatureSensor.namespace
        }
        capabilities.append(health)
        return capabilities
    }

    /// EndpointHealth. The battery's level needs version 3.2 (Alexa.EndpointHealth, the edition titled 3.2).
    private var health: Capability {
        var health = Capability(
            EndpointHealth.self, properties: .init(hasBattery ? ["connectivity", "battery"] : ["connectivity"]))
        if hasBattery { health.version = "3.2" }
        return health
    }
}

extension AmpsFeatures.Range {
    /// "Raise" and "lower" by a tenth of the range.
    var semantics: Semantics? {
        guard isRaised, write != nil else { return nil }
        func step(_ sign: Double) -> JSONObject {
            ["rangeValueDelta": .number(sign * range.defaultDelta), "rangeValueDeltaDefault": false]
        }
        return Semantics(actions: [
            .init([.raise], "AdjustRangeValue", step(1)), .init([.lower], "AdjustRangeValue", step(-1)),
        ])
    }
}

extension AmpsThermostat {
    /// TemperatureSensor, and ThermostatController if the device accepts commands.
    var capabilities: [Capability] {
        var capabilities: [Capability] = []
        if isControlled {
            var names: [String] = []
            if heat != nil || cool != nil { names.append("targetSetpoint") }
            if auto != nil { names += ["lowerSetpoint", "upperSetpoint"] }
            var thermostat = ThermostatController.capability(
                .init(supportedModes: modes, supportsScheduling: canFollowSchedule),
                properties: names + ["thermostatMode"])
            thermostat.limits = setpointRange.map {
                Capability.Limits(ThermostatController.Limits(setpointRange: $0))
            }
            capabilities.append(thermostat)
        }
        capabilities.append(Capability(TemperatureSensor.self, properties: .init(["temperature"])))
        return capabilities
    }
}
