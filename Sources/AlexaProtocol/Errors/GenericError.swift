/// The types of `Alexa.ErrorResponse` itself. Source: Alexa.ErrorResponse, "Error type values".
///
/// Five of them are not on the page of 24 June 2024 but in later lists of its types: DEVICE_STUCK, DO_NOT_DISTURB_MODE,
/// INSUFFICIENT_RESOURCE, MAINTENANCE_REQUIRED and UNABLE_TO_CHARGE. Which namespace owns them is not confirmed; they are
/// sent under `Alexa` and without fields of their own.
package enum GenericError: ErrorVocabulary {
    /// The endpoint already does what is asked, such as a washer told to start while it runs.
    case alreadyInOperation
    /// The hub between cloud and endpoint is off or offline. For ReportState a StateReport with
    /// `connectivity` UNREACHABLE may be the better answer.
    case bridgeUnreachable
    /// The owner has switched off control over the internet; the device must be operated by hand.
    case cloudControlDisabled
    /// The endpoint is stuck, such as a robot under a sofa. From a later list.
    case deviceStuck
    /// The owner does not want the endpoint to be disturbed now. From a later list.
    case doNotDisturbMode
    /// The endpoint is doing something else, asked by Alexa or by hand, and cannot do this now.
    case endpointBusy
    /// A connected vehicle cannot be controlled now; `reason` is the cause.
    case endpointControlUnavailable(ControlUnavailableReason)
    /// The battery is too low for this; `percentageState` is its charge, 0 to 100.
    case endpointLowPower(percentageState: Int?)
    /// The endpoint is off or offline, or its cloud did not answer in time. For ReportState a StateReport with
    /// `connectivity` UNREACHABLE may be the better answer.
    case endpointUnreachable
    /// The customer's account-linking token has expired: Alexa asks them to link again.
    case expiredAuthorizationCredential
    /// The endpoint needs an update before it can do this.
    case firmwareOutOfDate
    /// The endpoint reports a defect.
    case hardwareMalfunction
    /// The endpoint lacks something that it uses up, such as water or a bag. From a later list.
    case insufficientResource
    /// The linked account may see the endpoint but not do this to it.
    case insufficientPermissions
    /// None of the others fits: our own fault or the cloud's. Amazon asks for a more specific type wherever there is one.
    case internalError
    /// The customer's account-linking token is not valid for the device cloud: Alexa asks them to link again.
    case invalidAuthorizationCredential
    /// The directive is malformed, or asks for something that the skill or the endpoint does not offer.
    case invalidDirective
    /// The value is of the right type but unknown to this endpoint, such as a mode, input or channel it lacks.
    case invalidValue
    /// The endpoint needs cleaning or a new part before it can do this. From a later list.
    case maintenanceRequired
    /// The customer has no such endpoint, or no longer.
    case noSuchEndpoint
    /// The endpoint is calibrating, warming up, or not yet set up by its owner.
    case notCalibrated
    /// The endpoint must be running for this and is not, such as Resume sent to a device that is off.
    case notInOperation
    /// The endpoint's mode forbids this; `currentDeviceMode` names the mode. Sent under `Alexa`, as the table says, not under
    /// ColorTemperatureController, as the page's example does.
    case notSupportedInCurrentMode(DeviceMode)
    /// A vehicle's battery state forbids this; the level, 0 to 100, is optional.
    case notSupportedWithCurrentBatteryChargeState(ChargeState, levelInPercentage: Int?)
    /// Only the maker's own app can do or explain this: Alexa sends the customer there.
    case partnerApplicationRedirection
    /// The endpoint lacks the requested power level.
    case powerLevelNotSupported
    /// The endpoint, its hub or its cloud accepts no more requests for now.
    case rateLimitExceeded
    /// A temperature outside the endpoint's range; `validRange` is that range.
    case temperatureValueOutOfRange(TemperatureRange?)
    /// A password or code was wrong too often.
    case tooManyFailedAttempts
    /// The endpoint cannot charge its battery, such as a robot that does not find its dock. From a later list.
    case unableToCharge
    /// A number outside the endpoint's range; `validRange` is that range. Not for temperatures.
    case valueOutOfRange(ValidRange?)

    package static let header = ErrorHeader("Alexa")
    package static let scope = ErrorScope.everyInterface
    package var nearestGeneric: GenericError { self }

    package var type: String {
        switch self {
        case .alreadyInOperation: "ALREADY_IN_OPERATION"
        case .bridgeUnreachable: "BRIDGE_UNREACHABLE"
        case .cloudControlDisabled: "CLOUD_CONTROL_DISABLED"
        case .deviceStuck: "DEVICE_STUCK"
        case .doNotDisturbMode: "DO_NOT_DISTURB_MODE"
        case .endpointBusy: "ENDPOINT_BUSY"
        case .endpointControlUnavailable: "ENDPOINT_CONTROL_UNAVAILABLE"
        case .endpointLowPower: "ENDPOINT_LOW_POWER"
        case .endpointUnreachable: "ENDPOINT_UNREACHABLE"
        case .expiredAuthorizationCredential: "EXPIRED_AUTHORIZATION_CREDENTIAL"
        case .firmwareOutOfDate: "FIRMWARE_OUT_OF_DATE"
        case .hardwareMalfunction: "HARDWARE_MALFUNCTION"
        case .insufficientPermissions: "INSUFFICIENT_PERMISSIONS"
        case .insufficientResource: "INSUFFICIENT_RESOURCE"
        case .internalError: "INTERNAL_ERROR"
        case .invalidAuthorizationCredential: "INVALID_AUTHORIZATION_CREDENTIAL"
        case .invalidDirective: "INVALID_DIRECTIVE"
        case .invalidValue: "INVALID_VALUE"
        case .maintenanceRequired: "MAINTENANCE_REQUIRED"
        case .noSuchEndpoint: "NO_SUCH_ENDPOINT"
        case .notCalibrated: "NOT_CALIBRATED"
        case .notInOperation: "NOT_IN_OPERATION"
        case .notSupportedInCurrentMode: "NOT_SUPPORTED_IN_CURRENT_MODE"
        case .notSupportedWithCurrentBatteryChargeState: "NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE"
        case .partnerApplicationRedirection: "PARTNER_APPLICATION_REDIRECTION"
        case .powerLevelNotSupported: "POWER_LEVEL_NOT_SUPPORTED"
        case .rateLimitExceeded: "RATE_LIMIT_EXCEEDED"
        case .temperatureValueOutOfRange: "TEMPERATURE_VALUE_OUT_OF_RANGE"
        case .tooManyFailedAttempts: "TOO_MANY_FAILED_ATTEMPTS"
        case .unableToCharge: "UNABLE_TO_CHARGE"
        case .valueOutOfRange: "VALUE_OUT_OF_RANGE"
        }
    }
}
