extension InputController {
    package static let rules: [Rule] = [.inputList, .inputKnown, .inputUnique, .valInput]

    package static func conflict(
        of value: JSONValue, as property: String, in capability: Capability
    ) -> (rule: Rule, problem: String)? {
        problem(with: value, of: property, in: capability).map { (.valInput, $0) }
    }

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        guard capability["inputs"] != nil else {
            inspection.note(.inputKnown, "No inputs are listed", at: "inputs")
            return true
        }
        var seen: Set<String> = []
        let count = inspection.elements("inputs", of: &capability) { element, inspection in
            guard let name = element.object?["name"]?.string, !Text.isBlank(name) else {
                inspection.note(.inputList, "An input has no name", doing: .leftOut("the input"))
                return false
            }
            let plain = Text.folded(name).split(separator: " ").joined()
            guard seen.insert(plain).inserted else {
                inspection.note(
                    .inputUnique, "\(Text.quoted(name)) stands there twice", doing: .leftOut("the second one"))
                return false
            }
            if !known.contains(plain) {
                inspection.note(.inputKnown, "\(Text.quoted(name)) is not in Alexa's list", at: "name")
            }
            return true
        }
        guard (count ?? 0) > 0 else {
            inspection.note(.inputList, "inputs is empty", at: "inputs", doing: .leftOut("the capability"))
            return false
        }
        return true
    }

    /// Folded, without blanks.
    private static let known = Set(knownInputs.map { Text.folded($0).split(separator: " ").joined() })
}

extension Rule {
    static let inputList = Rule(
        "input-list", costs: .capability, .interface("InputController").quoted,
        "inputs lists at least one object with a name.", "List the inputs.")
    static let inputKnown = Rule(
        "input-known", costs: .nothing, .interface("InputController").quoted,
        "Inputs have names of Alexa's list, such as HDMI 1 or AUX 2; customers cannot ask for another one.",
        "Take a name of the list, or declare ModeController.")
    static let inputUnique = Rule(
        "input-unique", costs: .capability, .schema, "No input stands twice in inputs, blanks ignored.",
        "Remove the second one.")
    static let valInput = Rule(
        "val-input", costs: .nothing, .interface("InputController").quoted,
        "An input that is reported is a declared one; the app shows no other.",
        "Report a declared input, or leave the property out.")
}
