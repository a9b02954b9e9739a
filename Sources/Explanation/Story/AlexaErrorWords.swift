/// What Alexa's errors mean to the customer, and where Amazon describes them.
enum AlexaErrorWords {
    /// The meaning of the type, as the end of "Alexa was told that …"; `nil` for types whose name says it.
    static func meaning(of error: Story.ErrorName) -> String? { texts[error.type] }

    /// Amazon's page about the error.
    static func page(of error: Story.ErrorName) -> Story.Page {
        let own = [
            "Alexa.Cooking", "Alexa.DataController", "Alexa.SecurityPanelController", "Alexa.ThermostatController",
            "Alexa.Video", "Alexa.Authorization",
        ]
        let base = "https://developer.amazon.com/docs/alexaplus/device-apis/"
        guard let interface = own.first(where: { error.namespace == $0 || error.namespace.hasPrefix($0 + ".") }),
            interface != "Alexa.Authorization"
        else {
            return error.namespace == "Alexa.Authorization"
                ? Story.Page(title: "Alexa.Authorization", address: base + "alexa-authorization.html")
                : Story.Page(title: "Alexa.ErrorResponse", address: base + "alexa-errorresponse.html")
        }
        let name = interface.split(separator: ".").joined(separator: "-").lowercased()
        return Story.Page(title: "\(interface).ErrorResponse", address: "\(base)\(name)-errorresponse.html")
    }

    private static let texts = [
        "ACCEPT_GRANT_FAILED": "the grant could not be accepted, so that the skill was not enabled",
        "ALREADY_IN_OPERATION": "the device is doing this already",
        "BRIDGE_UNREACHABLE": "the hub before the device is offline",
        "CLOUD_CONTROL_DISABLED": "the device may not be controlled over the internet",
        "DEVICE_STUCK": "the device is stuck",
        "DO_NOT_DISTURB_MODE": "the device must not be disturbed",
        "ENDPOINT_BUSY": "the device is busy and can be asked again",
        "ENDPOINT_CONTROL_UNAVAILABLE": "the device does not take commands now",
        "ENDPOINT_LOW_POWER": "the device's battery is low",
        "ENDPOINT_UNREACHABLE": "the device is offline or does not respond",
        "EXPIRED_AUTHORIZATION_CREDENTIAL": "the account-linking token has expired; Alexa ends the link to the skill",
        "FIRMWARE_OUT_OF_DATE": "the device's firmware has to be updated",
        "HARDWARE_MALFUNCTION": "the device has a defect",
        "INSUFFICIENT_PERMISSIONS": "the customer's account may not do this",
        "INTERNAL_ERROR": "something went wrong; it says nothing more",
        "INVALID_AUTHORIZATION_CREDENTIAL": "the account-linking token is not valid; Alexa ends the link to the skill",
        "INVALID_DIRECTIVE": "the device or the skill cannot do what was asked",
        "INVALID_VALUE": "the device does not know the value",
        "NOT_SUPPORTED_IN_CURRENT_MODE": "somebody has to change something at the device or in its app first",
        "NO_SUCH_ENDPOINT": "there is no such device any more",
        "PARTNER_APPLICATION_REDIRECTION": "only the maker's app can mend it",
        "RATE_LIMIT_EXCEEDED": "there are too many requests for now",
        "TEMPERATURE_VALUE_OUT_OF_RANGE": "the temperature is outside of what the device takes",
        "VALUE_OUT_OF_RANGE": "the value is outside of what the device takes",
        "REQUESTED_SETPOINTS_TOO_CLOSE": "the two temperatures are too close to each other",
        "THERMOSTAT_IS_OFF": "the thermostat is off",
        "UNSUPPORTED_THERMOSTAT_MODE": "the thermostat does not have the mode",
        "UNWILLING_TO_SET_VALUE": "the thermostat refuses the temperature",
        "OBSTACLE_DETECTED": "something is in the way",
        "SAFETY_BEAM_BREACHED": "something is in the light barrier",
        "UNAUTHORIZED": "the code was wrong or missing",
        "BYPASS_NEEDED": "zones are open and would have to be bypassed",
        "NOT_READY": "the security panel is not ready",
    ]
}
