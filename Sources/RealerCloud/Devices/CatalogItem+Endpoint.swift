import AlexaProtocol

extension CatalogItem {
    /// The instance of an item's range controller.
    static let instance = "Realer.Value"

    /// The item as an endpoint.
    ///
    /// - Parameters:
    ///   - name: the customer's name for it, unique among the endpoints of the account.
    func endpoint(id endpointId: String, name: String) -> Endpoint {
        var attributes: JSONObject = ["manufacturer": "Realer"]
        if !hardware.isEmpty { attributes["model"] = .string(String(hardware.prefix(256))) }
        return Endpoint(
            endpointId: endpointId, manufacturerName: "Realer", friendlyName: name,
            description: "\(word.capitalized) connected via Realer", displayCategories: [category],
            capabilities: capabilities, additionalAttributes: attributes)
    }

    private var category: String {
        switch role {
        case .power: "SWITCH"
        case .range: "OTHER"
        case .thermometer: "TEMPERATURE_SENSOR"
        }
    }

    private var capabilities: [Capability] {
        let health = Capability(EndpointHealth.self, properties: .init(["connectivity"]))
        return switch role {
        case .power: [Capability(PowerController.self), health]
        case .range(let range):
            [
                RangeController.capability(
                    instance: Self.instance, Self.label, range: range.supported, unitOfMeasure: unitOfMeasure(range)),
                health,
            ]
        case .thermometer: [Capability(TemperatureSensor.self), health]
        }
    }

    /// "Set the pump's level to 5": the word in Alexa's languages, and a name from Alexa's catalogue for all others.
    private static let label = CapabilityResources(
        [
            ("en-US", "Level"), ("en-GB", "Level"), ("en-CA", "Level"), ("en-AU", "Level"), ("en-IN", "Level"),
            ("de-DE", "Stufe"), ("fr-FR", "Niveau"), ("fr-CA", "Niveau"), ("it-IT", "Livello"), ("es-ES", "Nivel"),
            ("es-MX", "Nivel"), ("es-US", "Nivel"), ("pt-BR", "Nível"), ("nl-NL", "Niveau"), ("ja-JP", "レベル"),
        ].map { FriendlyName.text($0.1, locale: $0.0) } + [.asset("Alexa.Setting.Preset")])

    private func unitOfMeasure(_ range: ValueRange) -> String? {
        switch unit {
        case "percent", "percentage", "%":
            range.bounds.lowerBound >= 0 && range.bounds.upperBound <= 100 ? "Alexa.Unit.Percent" : nil
        case "degree_celsius", "celsius": "Alexa.Unit.Temperature.Celsius"
        case "degree_fahrenheit", "fahrenheit": "Alexa.Unit.Temperature.Fahrenheit"
        case "kelvin": "Alexa.Unit.Temperature.Kelvin"
        case "liter", "litre": "Alexa.Unit.Volume.Liters"
        case "meter", "metre": "Alexa.Unit.Distance.Meters"
        case "degree", "angle_degree": "Alexa.Unit.Angle.Degrees"
        case _?, nil: nil
        }
    }

    /// The kind of hardware, in a form that can be spoken.
    private var word: String {
        let spoken = hardware.map { $0.isLetter || $0.isNumber ? $0 : " " }
        let words = String(spoken).split(separator: " ").joined(separator: " ")
        if !words.isEmpty { return words }
        return kind == .commands ? "command" : "sensor"
    }

    /// The first 100 characters, with single spaces.
    private static func cut(_ words: String) -> String {
        words.prefix(100).split(separator: " ").joined(separator: " ")
    }

    /// The customer's name: the catalogue's name without characters that cannot be spoken, else the kind of hardware and its
    /// port.
    var spokenName: String {
        let spoken = (name ?? "").map { $0.isLetter || $0.isNumber ? $0 : " " }
        let words = String(spoken).split(separator: " ").joined(separator: " ")
        if words.contains(where: { $0.isLetter || $0.isNumber }) { return Self.cut(words) }
        let place = (port ?? id).filter { $0.isLetter || $0.isNumber }
        return "\(word.capitalized) \(place.suffix(12))"
    }
}

extension String {
    /// The text with each word capitalised.
    fileprivate var capitalized: String {
        split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }
}

extension Catalog {
    /// The items as endpoints of the control device `device`. Of two with the same name the later one gets a number.
    func endpoints(of device: String) -> [Endpoint] {
        var names: Set<String> = []
        return items.compactMap { item in
            let id = RealerEndpointID(device: device, item: item.id, kind: item.kind).text
            guard EndpointID(id) != nil else { return nil }
            var name = item.spokenName
            var number = 2
            while !names.insert(name.lowercased()).inserted {
                name = "\(item.spokenName) \(number)"
                number += 1
            }
            return item.endpoint(id: id, name: name)
        }
    }
}
