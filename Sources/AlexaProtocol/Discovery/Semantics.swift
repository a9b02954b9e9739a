/// The meanings of "open", "lower" or "closed" for one capability, so that customers need not know its modes or numbers.
/// Source: Alexa.Discovery, "Semantics"; allowed on ModeController, RangeController and ToggleController.
package struct Semantics: Hashable, Sendable {
    /// What customers may ask for, and the directive that Alexa then sends.
    package var actionMappings: [ActionMapping]
    /// What customers may ask about, and the values that stand for it.
    package var stateMappings: [StateMapping]

    /// Semantics of these mappings.
    package init(actions: [ActionMapping] = [], states: [StateMapping] = []) {
        actionMappings = actions
        stateMappings = states
    }

    /// Something to ask for. Makers cannot add to Alexa's list.
    package struct Action: RawRepresentable, Hashable, Sendable {
        /// The name on the wire.
        package let rawValue: String

        /// An action by its name on the wire.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// "Open the blind."
        package static let open = Action(rawValue: "Alexa.Actions.Open")
        /// "Close the blind."
        package static let close = Action(rawValue: "Alexa.Actions.Close")
        /// "Raise the blind."
        package static let raise = Action(rawValue: "Alexa.Actions.Raise")
        /// "Lower the blind."
        package static let lower = Action(rawValue: "Alexa.Actions.Lower")
        /// "Turn on eco mode."
        package static let setEcoOn = Action(rawValue: "Alexa.Actions.SetEcoOn")
        /// "Turn off eco mode."
        package static let setEcoOff = Action(rawValue: "Alexa.Actions.SetEcoOff")
    }

    /// Something to ask about. Makers cannot add to Alexa's list.
    package struct State: RawRepresentable, Hashable, Sendable {
        /// The name on the wire.
        package let rawValue: String

        /// A state by its name on the wire.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// "Is the blind open?"
        package static let open = State(rawValue: "Alexa.States.Open")
        /// "Is the blind closed?"
        package static let closed = State(rawValue: "Alexa.States.Closed")
    }

    /// The directive that stands for some actions.
    package struct ActionMapping: Hashable, Sendable {
        /// What customers ask for.
        package let actions: [Action]
        /// The directive's name, one of the capability's own interface.
        package let directive: String
        /// The directive's payload.
        package let payload: JSONObject

        /// `directive` carries out `actions`.
        package init(_ actions: [Action], _ directive: String, _ payload: JSONObject = [:]) {
            self.actions = actions
            self.directive = directive
            self.payload = payload
        }
    }

    /// The values that stand for some states.
    package enum StateMapping: Hashable, Sendable {
        /// At exactly this value.
        case value([State], JSONValue)
        /// Anywhere in this range, both ends included.
        case range([State], ClosedRange<Double>)
    }

    /// Whether `value` stands for `state`.
    package func holds(_ state: State, at value: JSONValue) -> Bool {
        stateMappings.contains { mapping in
            switch mapping {
            case .value(let states, let wanted): states.contains(state) && wanted == value
            case .range(let states, let range): states.contains(state) && value.number.map(range.contains) == true
            }
        }
    }
}

extension Semantics {
    /// Reads semantics leniently, as recordings have them; mappings that cannot be read are left out.
    package init(_ json: JSONObject) {
        self.init(
            actions: json["actionMappings"]?.array?.compactMap { ActionMapping($0) } ?? [],
            states: json["stateMappings"]?.array?.compactMap { StateMapping($0) } ?? [])
    }

    /// The semantics as discovery has them.
    package var json: JSONObject {
        var json = JSONObject()
        if !actionMappings.isEmpty { json["actionMappings"] = .array(actionMappings.map(\.json)) }
        if !stateMappings.isEmpty { json["stateMappings"] = .array(stateMappings.map(\.json)) }
        return json
    }
}

extension Semantics.ActionMapping {
    fileprivate init?(_ json: JSONValue) {
        let actions = json.object?["actions"]?.array?.compactMap(\.string) ?? []
        guard !actions.isEmpty, let directive = json.object?["directive"]?.object, let name = directive["name"]?.string
        else { return nil }
        self.init(actions.map(Semantics.Action.init), name, directive["payload"]?.object ?? [:])
    }

    fileprivate var json: JSONValue {
        [
            "@type": "ActionsToDirective",
            "actions": .array(actions.map { .string($0.rawValue) }),
            "directive": ["name": .string(directive), "payload": .object(payload)],
        ]
    }
}

extension Semantics.StateMapping {
    fileprivate init?(_ json: JSONValue) {
        let states = (json.object?["states"]?.array?.compactMap(\.string) ?? []).map(Semantics.State.init)
        guard !states.isEmpty else { return nil }
        if let range = json.object?["range"]?.object {
            guard let minimum = range["minimumValue"]?.number, let maximum = range["maximumValue"]?.number,
                minimum <= maximum
            else { return nil }
            self = .range(states, minimum...maximum)
        } else if let value = json.object?["value"], value != .null {
            self = .value(states, value)
        } else {
            return nil
        }
    }

    fileprivate var json: JSONValue {
        switch self {
        case .value(let states, let value):
            ["@type": "StatesToValue", "states": .array(states.map { .string($0.rawValue) }), "value": value]
        case .range(let states, let range):
            [
                "@type": "StatesToRange",
                "states": .array(states.map { .string($0.rawValue) }),
                "range": ["minimumValue": .number(range.lowerBound), "maximumValue": .number(range.upperBound)],
            ]
        }
    }
}
