import AlexaProtocol

extension DevicePart {
    /// The endpoint for discovery.
    ///
    /// - Parameter reader: the last values, for capabilities that depend on them, such as the scale of a thermostat.
    func endpoint(of appliance: TuyaAppliance, _ reader: PointReader) -> Endpoint {
        let device = appliance.device
        var attributes: JSONObject = ["manufacturer": "Tuya"]
        let model = Self.ascii(
            [device.model, device.productName, device.productId].first { !Self.ascii($0).isEmpty } ?? "")
        if !model.isEmpty { attributes["model"] = .string(model) }
        return Endpoint(
            endpointId: endpointId, manufacturerName: "Tuya", friendlyName: name(of: appliance),
            description: "\(kind) via Tuya", displayCategories: [display], capabilities: capabilities(reader),
            additionalAttributes: attributes)
    }

    /// The customer's name of the device without characters that cannot be spoken, and the name of the part.
    private func name(of appliance: TuyaAppliance) -> String {
        let device = appliance.device
        let names = [device.name, appliance.remote?.name ?? "", device.productName, kind]
        let name = names.lazy.map(Spoken.letters).first { !$0.isEmpty } ?? kind
        return nameSuffix.isEmpty ? name : "\(name) \(nameSuffix)"
    }

    /// The text without the characters that Alexa refuses in attributes.
    private static func ascii(_ text: String) -> String {
        let plain = text.filter { character in
            guard let ascii = character.asciiValue else { return false }
            return (0x20...0x7E).contains(ascii) && ascii != UInt8(ascii: "\\") && ascii != UInt8(ascii: "\"")
        }
        return String(plain.split(separator: " ").joined(separator: " ").prefix(200))
    }

    /// All capabilities of the part.
    func capabilities(_ reader: PointReader) -> [Capability] {
        var capabilities = power?.capabilities ?? []
        capabilities += lamp?.capabilities ?? []
        capabilities += cover?.capabilities ?? []
        capabilities += garage?.capabilities ?? []
        capabilities += thermostat?.capabilities(reader) ?? []
        capabilities += lock?.capabilities ?? []
        capabilities += airConditioner?.capabilities ?? []
        capabilities += ranges.flatMap(\.capabilities) + steps.flatMap(\.capabilities)
        var taken: Set<String> = []
        capabilities += modes.map { $0.capability(besides: &taken) } + toggles.flatMap(\.capabilities)
        capabilities += sensors.map(\.capability)
        var health = Capability(
            EndpointHealth.self,
            properties: Capability.Properties(battery == nil ? ["connectivity"] : ["connectivity", "battery"]))
        if battery != nil { health.version = "3.2" }
        return capabilities + [health]
    }

    /// The properties of the part, except for its connectivity.
    func properties(_ reader: PointReader, _ state: TuyaState, colours: ColourMemory) -> [Property] {
        if let airConditioner {
            return state.airConditioner.map { airConditioner.properties($0, at: state.readAt) } ?? []
        }
        var properties = power?.properties(reader) ?? []
        properties += lamp?.properties(reader, given: colours.colour(of: deviceId)) ?? []
        properties += cover?.properties(reader) ?? []
        properties += garage?.properties(reader) ?? []
        properties += thermostat?.properties(reader) ?? []
        properties += lock?.properties(reader) ?? []
        properties += ranges.flatMap { $0.properties(reader) } + steps.flatMap { $0.properties(reader) }
        properties += modes.flatMap { $0.properties(reader) } + toggles.flatMap { $0.properties(reader) }
        properties += sensors.flatMap { $0.properties(reader) }
        properties += battery?.properties(reader) ?? []
        return properties
    }
}
