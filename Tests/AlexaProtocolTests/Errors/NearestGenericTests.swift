import AlexaProtocol
import Testing

/// Which directives an error can answer, and the error that replaces it for all others.
@Suite("The generic error that says the most of the same")
struct NearestGenericTests {
    private static let fields: JSONObject = [
        "minimumTemperatureDelta": ["value": 1, "scale": "CELSIUS"], "maxCookTime": "PT1M",
        "currentDeviceMode": "ASLEEP", "reason": "UNKNOWN", "currentChargeState": "FULLY_CHARGED",
    ]

    /// Every type that is not generic, by namespace, and its replacement. By cause: a value that the device lacks becomes
    /// INVALID_VALUE, something to change at the device or in its app NOT_SUPPORTED_IN_CURRENT_MODE, something that only works by
    /// hand CLOUD_CONTROL_DISABLED, something to pay for PARTNER_APPLICATION_REDIRECTION.
    private static let table: [String: [String: String]] = [
        "Alexa.Authorization": ["ACCEPT_GRANT_FAILED": "INTERNAL_ERROR"],
        "Alexa.AuthorizationController": [
            "EXCEEDED_PIN_ATTEMPTS": "TOO_MANY_FAILED_ATTEMPTS",
            "PIN_SETUP_REQUIRED": "NOT_SUPPORTED_IN_CURRENT_MODE NOT_PROVISIONED",
            "UNAUTHORIZED": "INSUFFICIENT_PERMISSIONS",
        ],
        "Alexa.Commissionable": [
            "FAILED_TO_BOOTSTRAP_COMMISSIONING_PROCESS": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "MAX_COMMISSIONING_LIMIT_REACHED": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
        ],
        "Alexa.Cooking": [
            "CHILD_LOCK": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER", "COOK_DURATION_TOO_LONG": "VALUE_OUT_OF_RANGE",
            "DOOR_CLOSED_TOO_LONG": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "DOOR_OPEN": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "PREHEAT_REQUIRED": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "PROBE_REQUIRED": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER", "REMOTE_START_DISABLED": "CLOUD_CONTROL_DISABLED",
            "REMOTE_START_NOT_SUPPORTED": "CLOUD_CONTROL_DISABLED",
            "REMOVE_PROBE": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
        ],
        "Alexa.DataController": [
            "DATA_DELETION_NOT_SUPPORTED": "INVALID_DIRECTIVE", "DATA_RETRIEVAL_NOT_SUPPORTED": "INVALID_DIRECTIVE",
        ],
        "Alexa.Safety": [
            "OBSTACLE_DETECTED": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "SAFETY_BEAM_BREACHED": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
        ],
        "Alexa.SecurityPanelController": [
            "AUTHORIZATION_REQUIRED": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "BYPASS_NEEDED": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "NOT_READY": "NOT_SUPPORTED_IN_CURRENT_MODE NOT_PROVISIONED", "UNAUTHORIZED": "INSUFFICIENT_PERMISSIONS",
            "UNCLEARED_ALARM": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "UNCLEARED_TROUBLE": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
        ],
        "Alexa.SmartVision.ObjectDetectionSensor": [
            "INVALID_VALUE": "INVALID_VALUE", "SUBSCRIPTION_REQUIRED": "PARTNER_APPLICATION_REDIRECTION",
        ],
        "Alexa.SmartVision.SnapshotProvider": [
            "DISABLED_BY_USER": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "SUBSCRIPTION_REQUIRED": "PARTNER_APPLICATION_REDIRECTION",
        ],
        "Alexa.ThermostatController": [
            "DUAL_SETPOINTS_UNSUPPORTED": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "REQUESTED_SETPOINTS_TOO_CLOSE": "INVALID_VALUE", "THERMOSTAT_IS_OFF": "NOT_IN_OPERATION",
            "TRIPLE_SETPOINTS_UNSUPPORTED": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "UNSUPPORTED_THERMOSTAT_MODE": "INVALID_VALUE", "UNWILLING_TO_SET_SCHEDULE": "INVALID_VALUE",
            "UNWILLING_TO_SET_VALUE": "VALUE_OUT_OF_RANGE",
        ],
        "Alexa.ThermostatController.Configuration": [
            "CONFIGURATION_UPDATE_NOT_ALLOWED": "CLOUD_CONTROL_DISABLED",
            "COOLING_LOCKOUT_TEMPERATURE_VALUE_OUT_OF_RANGE": "TEMPERATURE_VALUE_OUT_OF_RANGE",
            "COOLING_STAGES_EXCEEDS_LIMIT": "VALUE_OUT_OF_RANGE",
            "HEATING_LOCKOUT_TEMPERATURE_VALUE_OUT_OF_RANGE": "TEMPERATURE_VALUE_OUT_OF_RANGE",
            "HEATING_STAGES_EXCEEDS_LIMIT": "VALUE_OUT_OF_RANGE",
            "INVALID_AUXILIARY_HEATING_SYSTEM_TYPE": "INVALID_VALUE",
            "INVALID_SYSTEM_TYPE": "INVALID_VALUE", "INVALID_TARGET_STATE": "INVALID_VALUE",
            "INVALID_TEMPERATURE_SCALE": "INVALID_VALUE", "INVALID_TERMINAL_CONNECTION": "INVALID_VALUE",
            "MISSING_SETUP_INFORMATION": "INVALID_DIRECTIVE",
        ],
        "Alexa.ThermostatController.Schedule": ["INSUFFICIENT_SPACE": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER"],
        "Alexa.Video": [
            "ACTION_NOT_PERMITTED_FOR_CONTENT": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "CONFIRMATION_REQUIRED": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER", "CONTENT_NOT_FOUND": "INVALID_VALUE",
            "CONTENT_NOT_RECORDABLE": "INVALID_VALUE", "NOT_SUBSCRIBED": "PARTNER_APPLICATION_REDIRECTION",
            "RECORDING_EXISTS": "ALREADY_IN_OPERATION", "STORAGE_FULL": "NOT_SUPPORTED_IN_CURRENT_MODE OTHER",
            "TITLE_DISAMBIGUATION_REQUIRED": "INVALID_VALUE", "TUNER_OCCUPIED": "ENDPOINT_BUSY",
        ],
    ]

    @Test("is the one of the table", arguments: ErrorCatalog.kinds.map { "\($0.header.namespace) \($0.type)" })
    func nearest(_ pair: String) throws {
        let parts = pair.split(separator: " ").map(String.init)
        let kind = try #require(ErrorCatalog.kind(ofType: parts[1], preferring: parts[0]))
        let error = try #require(kind.error(fields: Self.fields))
        let generic = AlexaErrorType.generic(error.nearestGeneric)
        let mode = generic.fields["currentDeviceMode"]?.string.map { " " + $0 } ?? ""
        if parts[0] == "Alexa" {
            #expect(generic == error)
        } else {
            #expect(generic.type + mode == Self.table[parts[0]]?[parts[1]])
        }
    }

    @Test(
        "is needed where the error cannot answer the directive",
        arguments: [
            (AlexaErrorType(Cooking.Failure.childLock), "Alexa.Cooking", true),
            (AlexaErrorType(Cooking.Failure.childLock), "Alexa.Cooking.TimeController", true),
            (AlexaErrorType(Cooking.Failure.childLock), "Alexa.CookingPot", false),
            (AlexaErrorType(Cooking.Failure.childLock), "Alexa.PowerController", false),
            (AlexaErrorType(ThermostatController.Failure.thermostatIsOff), "Alexa.ThermostatController.Schedule", true),
            (AlexaErrorType(ThermostatSchedule.Failure.insufficientSpace), "Alexa.ThermostatController", false),
            (AlexaErrorType(Safety.Failure.obstacleDetected), "Alexa.ModeController", true),
            (AlexaErrorType(AuthorizationController.Failure.unauthorized), "Alexa.LockController", true),
            (AlexaErrorType(GenericError.deviceStuck), "Alexa.ModeController", true),
            (AlexaErrorType(Video.Failure.contentNotFound), "Alexa.RemoteVideoPlayer", true),
            (AlexaErrorType(Video.Failure.tunerOccupied), "Alexa.RecordController", true),
            (AlexaErrorType(Video.Failure.tunerOccupied), "Alexa.VideoRecorder", true),
            (AlexaErrorType(Video.Failure.notSubscribed), "Alexa.Launcher", true),
            (AlexaErrorType(Video.Failure.actionNotPermittedForContent), "Alexa.SeekController", true),
            (AlexaErrorType(Video.Failure.notSubscribed), "Alexa.PowerController", false),
        ] as [(AlexaErrorType, String, Bool)])
    func canAnswer(_ error: AlexaErrorType, _ namespace: String, _ can: Bool) {
        #expect(error.canAnswer(namespace) == can)
    }
}
