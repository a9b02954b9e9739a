/// `Alexa.InputController`: what a television or amplifier is connected to. Source: Alexa.InputController.
package enum InputController: AlexaInterface {
    package static let namespace = "Alexa.InputController"
    package static let directives = [
        DirectiveKind("SelectInput") { payload throws(AlexaError) in
            Directive.selectInput(try payload.text("input"))
        }
    ]
    package static let properties = [PropertyKind("input", .text)]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Switch to the input of that name.
        case selectInput(String)

        package func check(against capability: Capability) throws(AlexaError) {
            switch self {
            case .selectInput(let name):
                guard
                    InputController.inputs(of: capability).isEmpty
                        || InputController.input(called: name, of: capability) != nil
                else { throw .invalidValue("the endpoint declares no such input") }
            }
        }
    }

    /// The names that Alexa knows, as its page lists them. Source: Alexa.InputController, "Input values".
    package static let knownInputs: [String] =
        (1...7).map { "AUX \($0)" } + ["BLURAY", "CABLE", "CD", "COAX 1", "COAX 2", "COMPOSITE 1", "DVD", "GAME"]
        + ["HD RADIO"] + (1...10).map { "HDMI \($0)" } + ["HDMI ARC"] + (1...10).map { "INPUT \($0)" } + ["IPOD"]
        + (1...7).map { "LINE \($0)" } + ["MEDIA PLAYER", "OPTICAL 1", "OPTICAL 2", "PHONO", "PLAYSTATION"]
        + ["PLAYSTATION 3", "PLAYSTATION 4", "SATELLITE", "SMARTCAST", "TUNER", "TV", "USB DAC"]
        + (1...3).map { "VIDEO \($0)" } + ["XBOX"]

    /// The names in `inputs`; empty if the capability lists none.
    package static func inputs(of capability: Capability) -> [String] {
        capability.members["inputs"]?.array?.compactMap { $0.object?["name"]?.string } ?? []
    }

    /// The declared name that means the same as `name`: Alexa sends `HDMI1` for `HDMI 1`; `nil` if there is none.
    package static func input(called name: String, of capability: Capability) -> String? {
        let inputs = inputs(of: capability)
        return inputs.contains(name) ? name : inputs.first { plain($0) == plain(name) }
    }

    private static func plain(_ name: String) -> String {
        name.lowercased().filter { !$0.isWhitespace }
    }

    /// The capability of a device with `inputs`, in the words that Alexa knows, such as `HDMI 1`, `TV` or `AUX 2`.
    package static func capability(inputs: [String]) -> Capability {
        Capability(Self.self, members: ["inputs": .array(inputs.map { ["name": .string($0)] })])
    }

    package static func problem(with value: JSONValue, of property: String, in capability: Capability) -> String? {
        value.string.flatMap { problem(with: Directive.selectInput($0), in: capability) }
    }

    /// `input`, in the declared spelling.
    package static func input(_ name: String) -> PropertyState {
        PropertyState(namespace, "input", .string(name))
    }
}
