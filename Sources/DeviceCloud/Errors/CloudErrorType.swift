package import AlexaProtocol

/// An Alexa error that a fault at a device cloud may become.
///
/// Some Alexa errors are excluded. INVALID_AUTHORIZATION_CREDENTIAL and EXPIRED_AUTHORIZATION_CREDENTIAL make Alexa delete the
/// customer's account-linking tokens (Access Tokens in Smart Home Skills), so that all devices of all clouds stop working. They
/// concern the token that Alexa sent, which no device cloud checks. ACCEPT_GRANT_FAILED only answers AcceptGrant.
package struct CloudErrorType: Hashable, Sendable {
    /// The error type of the answer to Alexa.
    package let type: AlexaErrorType

    /// The error type; `nil` if no device cloud may cause it.
    package init?(_ type: AlexaErrorType) {
        if let error = type.error(of: GenericError.self) {
            switch error {
            case .invalidAuthorizationCredential, .expiredAuthorizationCredential: return nil
            case .alreadyInOperation, .bridgeUnreachable, .cloudControlDisabled, .deviceStuck, .doNotDisturbMode,
                .endpointBusy, .endpointControlUnavailable, .endpointLowPower, .endpointUnreachable,
                .firmwareOutOfDate, .hardwareMalfunction, .insufficientPermissions, .insufficientResource,
                .internalError, .invalidDirective, .invalidValue, .maintenanceRequired, .noSuchEndpoint, .notCalibrated,
                .notInOperation, .notSupportedInCurrentMode,
                .notSupportedWithCurrentBatteryChargeState, .partnerApplicationRedirection, .powerLevelNotSupported,
                .rateLimitExceeded, .temperatureValueOutOfRange, .tooManyFailedAttempts, .unableToCharge,
                .valueOutOfRange:
                break
            }
        }
        guard type.error(of: Authorization.Failure.self) == nil else { return nil }
        self.type = type
    }

    /// An error of ThermostatController.
    package init(_ failure: ThermostatController.Failure) { type = AlexaErrorType(failure) }

    /// An error of ThermostatController.Schedule.
    package init(_ failure: ThermostatSchedule.Failure) { type = AlexaErrorType(failure) }

    /// An obstacle, which can answer a directive of any interface.
    package init(_ failure: Safety.Failure) { type = AlexaErrorType(failure) }

    /// An error of Cooking.
    package init(_ failure: Cooking.Failure) { type = AlexaErrorType(failure) }

    private init(known error: GenericError) { type = .generic(error) }

    /// BRIDGE_UNREACHABLE: the hub, gateway or infrared blaster that connects the device is offline.
    package static let bridgeUnreachable = CloudErrorType(known: .bridgeUnreachable)
    /// CLOUD_CONTROL_DISABLED: control over the internet is closed by contract or administration.
    package static let cloudControlDisabled = CloudErrorType(known: .cloudControlDisabled)
    /// ENDPOINT_BUSY: a temporary condition prevents it.
    package static let endpointBusy = CloudErrorType(known: .endpointBusy)
    /// ENDPOINT_UNREACHABLE: the device is offline, or its cloud is down, overloaded or silent.
    package static let endpointUnreachable = CloudErrorType(known: .endpointUnreachable)
    /// FIRMWARE_OUT_OF_DATE: the cloud's own record says so.
    package static let firmwareOutOfDate = CloudErrorType(known: .firmwareOutOfDate)
    /// HARDWARE_MALFUNCTION: the device itself reports a defect.
    package static let hardwareMalfunction = CloudErrorType(known: .hardwareMalfunction)
    /// INSUFFICIENT_PERMISSIONS: the customer's account may see the device but not do this.
    package static let insufficientPermissions = CloudErrorType(known: .insufficientPermissions)
    /// INTERNAL_ERROR: our credential, our request, or an unspecific fault.
    package static let internalError = CloudErrorType(known: .internalError)
    /// INVALID_DIRECTIVE: the device cannot do what was asked.
    package static let invalidDirective = CloudErrorType(known: .invalidDirective)
    /// INVALID_VALUE: the device does not know the directive's value.
    package static let invalidValue = CloudErrorType(known: .invalidValue)
    /// NO_SUCH_ENDPOINT: a list of the customer's devices lacks the device.
    package static let noSuchEndpoint = CloudErrorType(known: .noSuchEndpoint)
    /// NOT_SUPPORTED_IN_CURRENT_MODE with OTHER: the customer must change something at the device or in its app.
    package static let notSupportedInCurrentMode = CloudErrorType(known: .notSupportedInCurrentMode(.other))
    /// NOT_SUPPORTED_IN_CURRENT_MODE with NOT_PROVISIONED: the device was never set up.
    package static let notProvisioned = CloudErrorType(known: .notSupportedInCurrentMode(.notProvisioned))
    /// PARTNER_APPLICATION_REDIRECTION: only the maker's app can fix it, such as an account that is not valid any more.
    package static let partnerApplicationRedirection = CloudErrorType(known: .partnerApplicationRedirection)
    /// RATE_LIMIT_EXCEEDED: the device or its cloud accepts no more requests for now.
    package static let rateLimitExceeded = CloudErrorType(known: .rateLimitExceeded)
    /// TEMPERATURE_VALUE_OUT_OF_RANGE, without a range until a ``Demand`` adds it.
    package static let temperatureOutOfRange = CloudErrorType(known: .temperatureValueOutOfRange(nil))
    /// VALUE_OUT_OF_RANGE, without a range until a ``Demand`` adds it.
    package static let valueOutOfRange = CloudErrorType(known: .valueOutOfRange(nil))

    /// VALUE_OUT_OF_RANGE with the device's range, in the directive's own unit.
    package static func outOfRange(_ range: ValidRange) -> CloudErrorType {
        CloudErrorType(known: .valueOutOfRange(range))
    }

    /// TEMPERATURE_VALUE_OUT_OF_RANGE with the device's range.
    package static func outOfRange(_ range: TemperatureRange) -> CloudErrorType {
        CloudErrorType(known: .temperatureValueOutOfRange(range))
    }
}
