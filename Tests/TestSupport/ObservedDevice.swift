package import AlexaProtocol

/// An endpoint whose answers and reports are compared with each other, to find statements that no device may make.
package struct ObservedDevice {
    /// A property of a report.
    private struct Reported: Equatable {
        let value: JSONValue
        let time: String
    }

    private let endpoint: Endpoint
    private var last: [String: Reported]?
    private let fanSpeeds: Set<String>

    /// An endpoint as it was discovered.
    package init(_ endpoint: Endpoint) {
        self.endpoint = endpoint
        fanSpeeds = Set(
            endpoint.capabilities.compactMap { capability in
                let names = capability.resources.map { CapabilityResources($0).friendlyNames } ?? []
                return names.contains(.asset("Alexa.Setting.FanSpeed")) ? capability.instance : nil
            })
    }

    /// The problems of the answer to a directive at `now`, and of the StateReport that was requested right after it.
    package mutating func observe(_ answer: [UInt8], report: [UInt8], at now: Timestamp) -> [String] {
        var problems = Self.refused(answer) + Self.refused(report)
        guard let told = Self.event(report), told.name == "StateReport" else {
            // A device may fail to report, too.
            return problems
        }
        defer { last = told.properties }
        problems += told.problems
        for (key, property) in told.properties {
            problems += check(key, property, at: now)
        }
        problems += contradictions(in: told.properties)
        guard let answered = Self.event(answer) else { return problems + ["the answer is not an event"] }
        if answered.name.hasSuffix("ErrorResponse"), let last, last != told.properties {
            problems.append("it failed, but changed its state")
        }
        if answered.name == "Response", answered.namespace == "Alexa", answered.properties != told.properties {
            problems.append("the Response says \(answered.text), the report \(told.text)")
        }
        return problems
    }

    /// The parts of an event that Alexa would not accept.
    private static func refused(_ event: [UInt8]) -> [String] {
        guard let json = JSONDocument(parsing: event).value, let judgement = Judgement(of: json) else {
            return ["not an event"]
        }
        return judgement.findings.filter { $0.rule.severity != .poor && $0.rule.id != "ev-correlation-copied" }.map(
            \.message)
    }

    private struct Event {
        var namespace = ""
        var name = ""
        var properties: [String: Reported] = [:]
        var problems: [String] = []

        var text: String {
            properties.map { "\($0.key) = \($0.value.value.text) at \($0.value.time)" }.sorted().joined(separator: ", ")
        }
    }

    private static func event(_ bytes: [UInt8]) -> Event? {
        let root = JSONDocument(parsing: bytes).value?.object
        guard let header = root?["event"]?.object?["header"]?.object else { return nil }
        var event = Event()
        event.namespace = header["namespace"]?.string ?? ""
        event.name = header["name"]?.string ?? ""
        for property in (root?["context"]?.object?["properties"]?.array ?? []).compactMap(\.object) {
            let words = ["namespace", "instance", "name"].map { property[$0]?.string ?? "" }
            let reported = Reported(value: property["value"] ?? .null, time: property["timeOfSample"]?.string ?? "")
            if event.properties.updateValue(reported, forKey: words.joined(separator: " ")) != nil {
                event.problems.append("\(words) twice")
            }
        }
        return event
    }

    private func check(_ key: String, _ property: Reported, at now: Timestamp) -> [String] {
        let words = key.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let instance = words[1].isEmpty ? nil : words[1]
        guard
            let capability = endpoint.capabilities.first(where: { $0.interface == words[0] && $0.instance == instance }
            ),
            capability.supports(words[2]), let interface = InterfaceCatalog.interface(words[0])
        else { return ["\(key) was not declared"] }
        var problems: [String] = []
        if let problem = interface.problem(with: property.value, of: words[2], in: capability) {
            problems.append("\(key): \(problem)")
        }
        guard let time = Timestamp(property.time) else { return problems + ["\(key): no time"] }
        if time > now { problems.append("\(key) is from the future") }
        if let last = last?[key] {
            if last.value == property.value, last.time != property.time {
                problems.append("\(key) has not changed, but its time has")
            }
            if last.value != property.value, time != now { problems.append("\(key) has changed, but not its time") }
        }
        return problems
    }

    /// Values that contradict each other.
    private func contradictions(in reported: [String: Reported]) -> [String] {
        var found: [String] = []
        func value(_ interface: String, _ name: String) -> JSONValue? { reported["Alexa.\(interface)  \(name)"]?.value }
        let power = value("PowerController", "powerState")?.string
        let mode = value("ThermostatController", "thermostatMode")?.string
        if power == "OFF" {
            let playback = value("PlaybackStateReporter", "playbackState")?.object?["state"]?.string
            if let playback, playback != "STOPPED" { found.append("off and \(playback)") }
            if value("RecordController", "RecordingState")?.string == "RECORDING" { found.append("off and recording") }
            if value("TimeHoldController", "holdStartTime") != nil { found.append("off and on hold") }
            let cooking = value("Cooking", "cookingMode")
            if let cooking, (cooking.object?["value"] ?? cooking).string != "OFF" { found.append("off and cooking") }
            if value("Cooking.TimeController", "requestedCookTime") != nil { found.append("off with a cook time") }
            if let mode, mode != "OFF", hasModeOff { found.append("off in the mode \(mode)") }
        }
        if power == "ON" {
            for (interface, name) in [
                ("BrightnessController", "brightness"), ("PowerLevelController", "powerLevel"),
                ("PercentageController", "percentage"),
            ] where value(interface, name)?.number == 0 {
                found.append("on with \(name) 0")
            }
            for speed in fanSpeeds where reported["Alexa.RangeController \(speed) rangeValue"]?.value.number == 0 {
                found.append("on with a fan that stands still")
            }
            if mode == "OFF" { found.append("on in the mode OFF") }
        }
        let setpoints = ["targetSetpoint", "lowerSetpoint", "upperSetpoint"].map {
            value("ThermostatController", $0).flatMap(Temperature.init)?.celsius
        }
        if mode == "OFF", setpoints.contains(where: { $0 != nil }) { found.append("a setpoint in the mode OFF") }
        if let lower = setpoints[1], let upper = setpoints[2], lower > upper { found.append("setpoints upside down") }
        let parts = ["primaryHeaterOperation", "auxiliaryHeaterOperation", "coolerOperation", "fanOperation"].map {
            (value("ThermostatController.HVAC.Components", $0)?.string ?? "OFF") != "OFF"
        }
        if power == "OFF" || mode == "OFF", parts.contains(true) { found.append("off, but heats, cools or blows") }
        if parts[2], parts[0] || parts[1] { found.append("heats and cools") }
        if value("ColorController", "color") != nil,
            value("ColorTemperatureController", "colorTemperatureInKelvin") != nil
        {
            found.append("a colour and a white")
        }
        return found
    }

    private var hasModeOff: Bool {
        let capability = endpoint.capability(ThermostatController.namespace)
        return capability.map { ThermostatController.Configuration($0).supportedModes.contains("OFF") } ?? false
    }
}
