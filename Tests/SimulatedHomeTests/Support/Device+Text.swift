import AlexaProtocol
import Testing

extension Device {
    /// A device from the text of its capabilities, separated by commas, and of its `simulation`.
    init(reading capabilities: String, simulation: String = "{}") throws {
        let list = JSONValue(reading: "[\(capabilities)]").array ?? []
        try self.init(list, simulation: JSONValue(reading: simulation).object ?? [:])
    }

    /// Sends the directive `Interface.Name`, given without `Alexa.`.
    @discardableResult
    func ask(_ directive: String, _ payload: JSONValue = [:], instance: String? = nil) async throws -> Reply {
        let dot = directive.lastIndex(of: ".") ?? directive.startIndex
        return try await ask(
            "Alexa." + directive[..<dot], String(directive[directive.index(after: dot)...]), payload,
            instance: instance)
    }

    /// The text of a capability that reports these properties.
    static func text(_ interface: String, _ properties: String..., more: String = "") -> String {
        let names = properties.map { #"{"name":"\#($0)"}"# }.joined(separator: ",")
        let rest = more.isEmpty ? "" : "," + more
        return #"{"interface":"Alexa.\#(interface)","properties":{"supported":[\#(names)],"retrievable":true}\#(rest)}"#
    }

    /// The text of an item of `simulation.state`.
    static func seed(_ interface: String, _ name: String, _ value: String, instance: String? = nil) -> String {
        let more = instance.map { #","instance":"\#($0)""# } ?? ""
        return #"{"namespace":"Alexa.\#(interface)","name":"\#(name)","value":\#(value)\#(more)}"#
    }
}
