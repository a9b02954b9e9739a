extension Inspection {
    /// Walks through the payload of an ErrorResponse under `namespace`.
    mutating func error(_ payload: inout JSONObject, _ namespace: String) {
        guard let type = payload["type"]?.string, !type.isEmpty else {
            note(.errMessage, "type is missing", at: "type")
            return
        }
        if payload["message"]?.string == nil {
            note(.errMessage, "message is missing or not a text", at: "message", doing: .mended("message is the type"))
            payload["message"] = .string(type)
        } else if let message = payload["message"]?.string, message.includes("@") || message.includes("Bearer ") {
            note(.errMessageNoSecret, "message looks as if it held an address or a token", at: "message")
        }
        let kinds = ErrorCatalog.kinds.filter { $0.type == type }
        guard let kind = kinds.first(where: { $0.header.namespace == namespace }) ?? kinds.first else {
            if !Self.newerTypes.contains(type) {
                note(.errTypeKnown, "\(Text.quoted(type)) is not in Amazon's list", at: "type")
            }
            return
        }
        if kind.header.namespace != namespace, !Self.newerTypes.contains(type) {
            note(
                .errNamespace, "\(type) stands under \(namespace), not \(kind.header.namespace)", at: "type")
        }
        if type == "VALUE_OUT_OF_RANGE", TemperatureRange(payload["validRange"]) != nil {
            note(.errTempRange, "VALUE_OUT_OF_RANGE has a range of temperatures", at: "validRange")
            return
        }
        let fields = JSONObject(members: payload.members.filter { !["type", "message"].contains($0.key) })
        let missing = kind.fields.filter { $0.isRequired && fields[$0.name] == nil }.map(\.name)
        guard missing.isEmpty, kind.error(fields: fields) != nil else {
            let names = missing.isEmpty ? kind.fields.map(\.name) : missing
            // Every type with fields has a rule for them; a test checks that.
            guard let rule = Self.fieldRules[type] else { return }
            note(
                rule,
                "\(names.joined(separator: ", ")) of \(type) is \(missing.isEmpty ? "not as documented" : "missing")",
                at: .key(names.first ?? ""))
            return
        }
        if type == "INTERNAL_ERROR" { note(.errMostSpecific, "The type is INTERNAL_ERROR", at: "type") }
    }

    /// Types of newer lists, which may have any namespace.
    private static let newerTypes: Set<String> = [
        "CONTENT_NOT_FOUND", "DEVICE_STUCK", "DO_NOT_DISTURB_MODE", "HDMI_CEC_DISABLED_ON_DEVICE",
        "HDMI_CEC_NOT_PRESENT", "INSUFFICIENT_RESOURCE", "MAINTENANCE_REQUIRED", "NO_ACTIVE_MONITORABLE_DEVICES",
        "PARTNER_OUTAGE", "UNABLE_TO_CHARGE",
    ]

    /// The rule for the fields of an error, by its type.
    package static let fieldRules: [String: Rule] = [
        "NOT_SUPPORTED_IN_CURRENT_MODE": .errModePayload, "VALUE_OUT_OF_RANGE": .errRange,
        "TEMPERATURE_VALUE_OUT_OF_RANGE": .errTempRange, "COOK_DURATION_TOO_LONG": .errCookLong,
        "NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE": .errBattery, "ENDPOINT_LOW_POWER": .errLowPower,
        "ENDPOINT_CONTROL_UNAVAILABLE": .errControlUnavailable,
        "REQUESTED_SETPOINTS_TOO_CLOSE": .errSetpointsClose,
    ]
}

extension Rule {
    private static func field(_ id: String, _ statement: String, isAdvice: Bool = false) -> Rule {
        Rule(
            id, costs: .nothing, isAdvice: isAdvice, .errorResponse,
            statement + " Alexa tells the customer more with it.", "Give the field.")
    }

    static let errTypeKnown = Rule(
        "err-type-known", costs: .nothing, .errorResponse,
        "The type of an error is one of Amazon's list; another one tells the customer nothing.", "Take one of the list."
    )
    static let errNamespace = Rule(
        "err-namespace", costs: .nothing, isObserved: true, .errorResponse,
        "The namespace of an error follows its type; otherwise Alexa gives only a general answer.",
        "Send it under the namespace that owns the type.")
    static let errMessage = Rule(
        "err-message", costs: .event, .errorResponse, "An error has type and message, both texts.", "Give both.")
    static let errMessageNoSecret = Rule(
        "err-message-no-secret", costs: .nothing, .inference,
        "The message of an error is logged: it holds no token and no e-mail address.", "Write it without.")
    static let errModePayload = field(
        "err-mode-payload", "currentDeviceMode is COLOR, ASLEEP, NOT_PROVISIONED or OTHER.")
    static let errLowPower = field(
        "err-low-power", "percentageState, if given, is a whole number from 0 to 100.", isAdvice: true)
    static let errRange = field("err-range", "validRange has two numbers, minimumValue not above maximumValue.")
    static let errTempRange = field(
        "err-temp-range",
        "Temperatures outside the range are TEMPERATURE_VALUE_OUT_OF_RANGE, and validRange has two temperatures.")
    static let errSetpointsClose = field(
        "err-setpoints-close", "minimumTemperatureDelta is a temperature.", isAdvice: true)
    static let errCookLong = field("err-cook-long", "maxCookTime is a duration such as PT1H.")
    static let errBattery = field("err-battery", "currentChargeState is a documented one, the level 0 to 100.")
    static let errControlUnavailable = field("err-control-unavailable", "reason is one of the four documented ones.")
    static let errMostSpecific = Rule(
        "err-most-specific", costs: .nothing, isAdvice: true, .errorResponse,
        "INTERNAL_ERROR is for what no other type fits.", "Take a more specific type if there is one.")

    static let errorRules: [Rule] = [
        errTypeKnown, errNamespace, errMessage, errMessageNoSecret, errModePayload, errLowPower, errRange,
        errTempRange, errSetpointsClose, errCookLong, errBattery, errControlUnavailable, errMostSpecific,
    ]
}
