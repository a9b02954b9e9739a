import AlexaProtocol

extension Endpoint {
    /// A readable form of the endpoint: one line for itself, and one for each capability.
    var readable: String {
        let head = "\(endpointId) \"\(friendlyName)\" \(displayCategories.joined(separator: " "))"
        return ([head] + capabilities.map(\.readable).filter { $0 != "  Alexa" }).joined(separator: "\n")
    }
}

extension Capability {
    fileprivate var readable: String {
        var words = [String(interface == "Alexa" ? "Alexa" : interface.dropFirst("Alexa.".count))]
        if let instance { words.append(instance) }
        if let resources { words.append("[\(Self.names(resources))]") }
        if let range = RangeController.SupportedRange(self) {
            words.append(
                "\(Self.text(range.limits.lowerBound))...\(Self.text(range.limits.upperBound)) by \(Self.text(range.precision))"
            )
        }
        if let unit = RangeController.unitOfMeasure(of: self) { words.append(unit) }
        if let modes = ModeController.Configuration(self), !modes.modes.isEmpty {
            words.append(modes.isOrdered ? "ordered" : "")
            words += modes.modes.map { "\($0.value)=\(Self.names($0.resources.json))" }
        }
        if interface == ThermostatController.namespace {
            words += ThermostatController.Configuration(self).supportedModes
        }
        if let range = limits(of: ThermostatController.self)?.setpointRange {
            words.append("\(range.minimum) to \(range.maximum)")
        }
        if properties?.nonControllable == true { words.append("read-only") }
        if properties?.supported.contains("battery") == true { words.append("battery") }
        if semantics != nil { words.append("with semantics") }
        return "  " + words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func text(_ number: Double) -> String { JSONValue.number(number).text }

    private static func names(_ json: JSONObject) -> String {
        CapabilityResources(json).friendlyNames.map { name in
            switch name {
            case .asset(let id): String(id.split(separator: ".").last ?? "")
            case .text(let text, _): "'\(text)'"
            }
        }.joined(separator: ",")
    }
}
