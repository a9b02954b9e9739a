import AlexaProtocol
import Logging
import Telemetry

extension Skill {
    /// Turns a failure into the event that answers the directive. The only place that does.
    ///
    /// Notes rule and facts in the record, writes the alarm line if there has to be one, and replaces an error whose
    /// namespace cannot answer this directive.
    ///
    /// - Parameter namespace: the directive's; `nil` if it could not be read.
    func body(
        of failure: DirectiveFailure, namespace: String?, _ address: ReplyAddress, _ record: DirectiveRecord
    ) -> Event.Body {
        record.noteRule(failure.rule)
        record.noteFacts(failure.facts)
        if failure.isAlarm { alarm(failure, record) }
        if namespace == Authorization.namespace {
            // The interface has one error only, and its answers have no correlation token (Alexa.Authorization).
            let error = AlexaError(Authorization.Failure.acceptGrantFailed, failure.error.message)
            return .errorResponse(error, ReplyAddress())
        }
        guard let namespace, !failure.error.type.canAnswer(namespace) else {
            return .errorResponse(failure.error, address)
        }
        let generic = failure.error.type.nearestGeneric
        logger.error(
            "error_replaced",
            metadata: [
                "namespace": "\(namespace.prefix(128))", "error_namespace": "\(failure.error.type.header.namespace)",
                "error_type": "\(failure.error.type.type)", "replaced_by": "\(generic.type)", "rule": "\(failure.rule)",
            ])
        return .errorResponse(AlexaError(.generic(generic), failure.error.message), address)
    }

    /// Writes an alarm line about a failure.
    func alarm(_ failure: DirectiveFailure, _ record: DirectiveRecord, cloud: String? = nil) {
        let notes = record.current
        var fields: Logger.Metadata = ["rule": "\(failure.rule)"]
        if let cloud { fields["cloud"] = "\(cloud)" }
        if let code = failure.facts.vendorCode { fields["vendor_code"] = "\(code)" }
        alarms.raise(
            failure.error.message, fault: cloud.map { "\($0) \(failure.rule)" } ?? failure.rule,
            account: notes.customer ?? "", fields: fields)
    }
}

extension AlexaErrorType {
    /// Errors that fit a directive of any interface.
    private static let universal: Set<String> = [
        Alexa.namespace, Safety.Failure.header.namespace, AuthorizationController.Failure.header.namespace,
    ]

    /// Whether an error of this namespace can answer a directive of `namespace`: the generic ones, the interface's own, and
    /// those of the interface that it is a part of, as Alexa.Cooking's for Alexa.Cooking.TimeController.
    ///
    /// Source: Alexa.ErrorResponse, "Error type values".
    func canAnswer(_ namespace: String) -> Bool {
        let own = header.namespace
        return Self.universal.contains(own) || namespace == own || namespace.hasPrefix(own + ".")
    }

    /// The generic error that comes nearest, for directives that an error of this namespace cannot answer.
    var nearestGeneric: GenericError {
        if let generic = error(of: GenericError.self) { return generic }
        return Self.nearest["\(header.namespace) \(type)"] ?? .internalError
    }

    /// What is not listed becomes INTERNAL_ERROR.
    private static let nearest: [String: GenericError] = [
        "Alexa.ThermostatController DUAL_SETPOINTS_UNSUPPORTED": .invalidValue,
        "Alexa.ThermostatController REQUESTED_SETPOINTS_TOO_CLOSE": .temperatureValueOutOfRange(nil),
        "Alexa.ThermostatController THERMOSTAT_IS_OFF": .notInOperation,
        "Alexa.ThermostatController TRIPLE_SETPOINTS_UNSUPPORTED": .invalidValue,
        "Alexa.ThermostatController UNSUPPORTED_THERMOSTAT_MODE": .invalidValue,
        "Alexa.ThermostatController UNWILLING_TO_SET_SCHEDULE": .cloudControlDisabled,
        "Alexa.ThermostatController UNWILLING_TO_SET_VALUE": .valueOutOfRange(nil),
        "Alexa.ThermostatController.Configuration CONFIGURATION_UPDATE_NOT_ALLOWED": .insufficientPermissions,
        "Alexa.ThermostatController.Configuration COOLING_LOCKOUT_TEMPERATURE_VALUE_OUT_OF_RANGE":
            .temperatureValueOutOfRange(nil),
        "Alexa.ThermostatController.Configuration COOLING_STAGES_EXCEEDS_LIMIT": .valueOutOfRange(nil),
        "Alexa.ThermostatController.Configuration HEATING_LOCKOUT_TEMPERATURE_VALUE_OUT_OF_RANGE":
            .temperatureValueOutOfRange(nil),
        "Alexa.ThermostatController.Configuration HEATING_STAGES_EXCEEDS_LIMIT": .valueOutOfRange(nil),
        "Alexa.ThermostatController.Configuration INVALID_AUXILIARY_HEATING_SYSTEM_TYPE": .invalidValue,
        "Alexa.ThermostatController.Configuration INVALID_SYSTEM_TYPE": .invalidValue,
        "Alexa.ThermostatController.Configuration INVALID_TARGET_STATE": .invalidValue,
        "Alexa.ThermostatController.Configuration INVALID_TEMPERATURE_SCALE": .invalidValue,
        "Alexa.ThermostatController.Configuration INVALID_TERMINAL_CONNECTION": .invalidValue,
        "Alexa.ThermostatController.Configuration MISSING_SETUP_INFORMATION": .notCalibrated,
        "Alexa.Cooking CHILD_LOCK": .cloudControlDisabled,
        "Alexa.Cooking COOK_DURATION_TOO_LONG": .valueOutOfRange(nil),
        "Alexa.Cooking REMOTE_START_DISABLED": .cloudControlDisabled,
        "Alexa.Cooking REMOTE_START_NOT_SUPPORTED": .invalidDirective,
        "Alexa.SecurityPanelController AUTHORIZATION_REQUIRED": .insufficientPermissions,
        "Alexa.SecurityPanelController UNAUTHORIZED": .insufficientPermissions,
        "Alexa.SmartVision.ObjectDetectionSensor INVALID_VALUE": .invalidValue,
        "Alexa.SmartVision.ObjectDetectionSensor SUBSCRIPTION_REQUIRED": .insufficientPermissions,
        "Alexa.SmartVision.SnapshotProvider DISABLED_BY_USER": .cloudControlDisabled,
        "Alexa.SmartVision.SnapshotProvider SUBSCRIPTION_REQUIRED": .insufficientPermissions,
        "Alexa.DataController DATA_DELETION_NOT_SUPPORTED": .invalidDirective,
        "Alexa.DataController DATA_RETRIEVAL_NOT_SUPPORTED": .invalidDirective,
    ]
}
