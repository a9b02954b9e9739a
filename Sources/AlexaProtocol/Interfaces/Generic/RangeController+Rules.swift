extension RangeController: SemanticInterface {
    package static let rules: [Rule] = [
        .rangeConfig, .rangeNumbersNotText, .rangeMinLtMax, .rangePrecision, .rangePrecisionDivides, .rangePresetIn,
        .rangePresetStep, .rangePresetUnique, .rangePresetMax, .rangeUnit, .rangeUnitFits, .rangeMoreSpecific,
        .semRangeInside, .semAdjustSize, .semDirectivePayload, .valRange, .valRangeStep,
    ]

    package static func conflict(
        of value: JSONValue, as property: String, in capability: Capability
    ) -> (rule: Rule, problem: String)? {
        guard let range = SupportedRange(capability), let number = value.number else { return nil }
        let text = JSONValue.number(number).text
        guard range.limits.contains(number) else { return (.valRange, "\(text) lies outside supportedRange") }
        guard isWhole((number - range.limits.lowerBound) / range.precision) else {
            return (.valRangeStep, "\(text) lies between two steps")
        }
        return nil
    }

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        var isKept = false
        inspection.object("configuration", of: &capability) { configuration, inspection in
            inspection.members(of: &configuration, known: ["supportedRange", "presets", "unitOfMeasure"])
            guard case .object(var supported)? = configuration["supportedRange"] else { return true }
            isKept = inspection.within("supportedRange") { range(&supported, &$0) }
            configuration["supportedRange"] = .object(supported)
            guard isKept, let limits = limits(supported) else { return true }
            presets(&configuration, limits, precision: supported["precision"]?.number ?? 1, &inspection)
            unit(configuration["unitOfMeasure"], limits, &inspection)
            return true
        }
        if !isKept {
            inspection.note(
                .rangeConfig, "supportedRange has not both ends as numbers, the smaller first", at: "configuration",
                doing: .leftOut("the capability"))
        }
        let names = Label.all(capability["capabilityResources"]).flatMap(\.spoken)
        if let name = names.first(where: ["brightness", "percentage", "power level"].contains) {
            inspection.note(.rangeMoreSpecific, "The range is called \(name)", at: "capabilityResources")
        }
        return isKept
    }

    private static func range(_ range: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        for key in ["minimumValue", "maximumValue", "precision"] {
            guard let text = range[key]?.string, let number = Double(text), number.isFinite else { continue }
            inspection.note(
                .rangeNumbersNotText, "\(key) is text", at: .key(key), doing: .mended("written as a number"))
            range[key] = .number(number)
        }
        inspection.members(of: &range, known: ["minimumValue", "maximumValue", "precision"])
        guard let limits = limits(range) else { return false }
        let span = limits.upperBound - limits.lowerBound
        if span == 0 {
            inspection.note(.rangeMinLtMax, "The range has one value only")
        }
        guard let precision = range["precision"]?.number else {
            inspection.note(.rangeConfig, "precision is missing", at: "precision", doing: .mended("precision is 1"))
            range["precision"] = 1
            return true
        }
        if precision <= 0 {
            inspection.note(
                .rangePrecision, "precision is not above 0", at: "precision", doing: .mended("precision is 1"))
            range["precision"] = 1
        } else if precision > span && span > 0 {
            inspection.note(.rangePrecision, "precision is larger than the range", at: "precision")
        } else if !isWhole(span / precision) {
            inspection.note(.rangePrecisionDivides, "The range is no multiple of precision", at: "precision")
        }
        return true
    }

    private static func limits(_ range: JSONObject) -> ClosedRange<Double>? {
        guard let minimum = range["minimumValue"]?.number, let maximum = range["maximumValue"]?.number,
            minimum <= maximum
        else { return nil }
        return minimum...maximum
    }

    private static func isWhole(_ number: Double) -> Bool {
        abs(number - number.rounded()) <= 1e-9 * max(1, abs(number))
    }

    private static func presets(
        _ configuration: inout JSONObject, _ limits: ClosedRange<Double>, precision: Double,
        _ inspection: inout Inspection
    ) {
        var values: Set<Double> = []
        var names: Set<String> = []
        let count = inspection.elements("presets", of: &configuration) { element, inspection in
            let leftOut = Finding.Outcome.leftOut("the preset")
            guard case .object(var preset) = element else { return false }
            if let number = preset["rangeValue"]?.string.flatMap({ Double($0) }), number.isFinite {
                inspection.note(
                    .rangeNumbersNotText, "rangeValue is text", at: "rangeValue", doing: .mended("written as a number"))
                preset["rangeValue"] = .number(number)
            }
            guard let value = preset["rangeValue"]?.number, values.insert(value).inserted,
                inspection.values("presetResources", of: &preset, apart: &names)
            else {
                inspection.note(
                    .rangePresetUnique, "A preset has no name of its own, no value, or that of another one",
                    doing: leftOut)
                return false
            }
            guard limits.contains(value) else {
                inspection.note(
                    .rangePresetIn, "The preset \(JSONValue.number(value).text) lies outside supportedRange",
                    at: "rangeValue", doing: leftOut)
                return false
            }
            if precision > 0, !isWhole((value - limits.lowerBound) / precision) {
                inspection.note(.rangePresetStep, "The preset lies between two steps", at: "rangeValue")
            }
            element = .object(preset)
            return true
        }
        if count == 0 { configuration["presets"] = nil }
        if (count ?? 0) > ModeController.manyValues {
            inspection.note(.rangePresetMax, "\(count ?? 0) presets are declared", at: "presets")
        }
    }

    private static func unit(_ unit: JSONValue?, _ limits: ClosedRange<Double>, _ inspection: inout Inspection) {
        guard let unit else { return }
        guard let id = unit.string, AssetCatalog.unit(id) else {
            inspection.note(
                .rangeUnit, "\(Text.quoted(unit.string ?? unit.text)) is not a unit of Alexa's", at: "unitOfMeasure")
            return
        }
        if id == "Alexa.Unit.Percent", limits.lowerBound < 0 || limits.upperBound > 100 {
            inspection.note(.rangeUnitFits, "A range in percent goes beyond 0 to 100", at: "unitOfMeasure")
        }
    }

    package static func valueResources(of capability: JSONObject) -> [JSONValue] {
        (capability["configuration"]?.object?["presets"]?.array ?? []).compactMap { $0.object?["presetResources"] }
    }

    package static func range(of capability: JSONObject) -> ClosedRange<Double>? {
        capability["configuration"]?.object?["supportedRange"]?.object.flatMap(limits)
    }

    package static func inspectAction(
        _ directive: String, _ payload: inout JSONObject, of capability: JSONObject, _ inspection: inout Inspection
    ) {
        guard let limits = range(of: capability) else { return }
        switch directive {
        case "SetRangeValue":
            guard let value = payload["rangeValue"]?.number else {
                inspection.note(.semDirectivePayload, "SetRangeValue has no rangeValue", at: "rangeValue")
                return
            }
            guard !limits.contains(value) else { return }
            let nearest = min(max(value, limits.lowerBound), limits.upperBound)
            inspection.note(
                .semRangeInside, "\(JSONValue.number(value).text) lies outside supportedRange", at: "rangeValue",
                doing: .mended("rangeValue is \(JSONValue.number(nearest).text)"))
            payload["rangeValue"] = .number(nearest)
        case "AdjustRangeValue":
            guard let delta = payload["rangeValueDelta"]?.number else {
                inspection.note(.semDirectivePayload, "AdjustRangeValue has no rangeValueDelta", at: "rangeValueDelta")
                return
            }
            if payload["rangeValueDeltaDefault"]?.bool == nil {
                inspection.note(
                    .semDirectivePayload, "AdjustRangeValue has no rangeValueDeltaDefault",
                    at: "rangeValueDeltaDefault", doing: .mended("rangeValueDeltaDefault is false"))
                payload["rangeValueDeltaDefault"] = false
            }
            if abs(delta) > limits.upperBound - limits.lowerBound {
                inspection.note(.semAdjustSize, "The change is larger than the range", at: "rangeValueDelta")
            }
        default: return
        }
    }

    package static func inspectState(_ value: JSONValue, of capability: JSONObject) -> Bool {
        guard let limits = range(of: capability) else { return false }
        return value.number.map(limits.contains) ?? false
    }
}

extension Rule {
    static let rangeConfig = Rule(
        "range-config", costs: .capability, .interface("RangeController").quoted,
        "supportedRange has minimumValue, maximumValue and precision, all numbers, the smaller end first.",
        "Give all three.")
    static let rangeNumbersNotText = Rule(
        "range-numbers-not-text", costs: .capability, .schema, "The numbers of a range are not text.",
        "Write them without quotation marks.")
    static let rangeMinLtMax = Rule(
        "range-min-lt-max", costs: .nothing, .inference, "A range has more than one value.",
        "Leave the capability out.")
    static let rangePrecision = Rule(
        "range-precision", costs: .nothing, .inference, "precision is above 0 and not larger than the range.",
        "Give the distance between two values.")
    static let rangePrecisionDivides = Rule(
        "range-precision-divides", costs: .nothing, isAdvice: true, .practice("home-assistant/core"),
        "A whole number of steps leads from one end of the range to the other.", "Choose another precision.")
    static let rangePresetIn = Rule(
        "range-preset-in", costs: .nothing, .practice("openhab/openhab-alexa"),
        "A preset lies inside supportedRange; otherwise it cannot be set.", "Correct the value.")
    static let rangePresetStep = Rule(
        "range-preset-step", costs: .nothing, isAdvice: true, .inference, "A preset lies on a step of the range.",
        "Correct the value.")
    static let rangePresetUnique = Rule(
        "range-preset-unique", costs: .capability, .resources, "Each preset has a value and a name of its own.",
        "Give it both.")
    static let rangePresetMax = Rule(
        "range-preset-max", costs: .nothing, .practice("openhab/openhab-alexa"),
        "RangeController has at most 150 presets.", "Declare fewer.")
    static let rangeUnit = Rule(
        "range-unit", costs: .nothing, .interface("RangeController").quoted,
        "unitOfMeasure is a unit of Alexa's catalogue; another one is not spoken.", "Take one, or leave it out.")
    static let rangeUnitFits = Rule(
        "range-unit-fits", costs: .nothing, isAdvice: true, .inference, "A range in percent goes from 0 to 100.",
        "Scale the range.")
    static let rangeMoreSpecific = Rule(
        "range-more-specific", costs: .nothing, isAdvice: true, .interface("RangeController"),
        "Brightness, percentages and power levels have interfaces of their own.", "Declare that interface.")
    static let semRangeInside = Rule(
        "sem-range-inside", costs: .nothing, isObserved: true, .report("NorthernMan54/homebridge-alexa#434"),
        "An action sets a value inside supportedRange; otherwise every request of that kind fails.",
        "Set the end of the range.")
    static let semAdjustSize = Rule(
        "sem-adjust-size", costs: .nothing, isAdvice: true, .practice("openhab/openhab-alexa"),
        "A change is not larger than the range.", "Make it smaller.")
    static let valRange = Rule(
        "val-range", costs: .nothing, .inference, "A value that is reported lies inside supportedRange.",
        "Declare the range that the device has, or leave the property out.")
    static let valRangeStep = Rule(
        "val-range-step", costs: .nothing, isAdvice: true, .practice("home-assistant/core"),
        "A value that is reported is a multiple of precision above minimumValue.", "Round it, or declare the precision."
    )
}
