import AlexaProtocol
import Testing

/// The "Error type values" of Alexa.ErrorResponse (24 June 2024), ACCEPT_GRANT_FAILED from Alexa.Authorization,
/// five generic types of later lists, and the types of Alexa.Video.
private let page: [(namespace: String, name: String, payloadVersion: String, types: Set<String>)] = [
    (
        "Alexa", "ErrorResponse", "3",
        [
            "ALREADY_IN_OPERATION", "BRIDGE_UNREACHABLE", "CLOUD_CONTROL_DISABLED", "ENDPOINT_BUSY",
            "DEVICE_STUCK", "DO_NOT_DISTURB_MODE", "INSUFFICIENT_RESOURCE", "MAINTENANCE_REQUIRED", "UNABLE_TO_CHARGE",
            "ENDPOINT_CONTROL_UNAVAILABLE", "ENDPOINT_LOW_POWER", "ENDPOINT_UNREACHABLE",
            "EXPIRED_AUTHORIZATION_CREDENTIAL", "FIRMWARE_OUT_OF_DATE", "HARDWARE_MALFUNCTION",
            "INSUFFICIENT_PERMISSIONS", "INTERNAL_ERROR", "INVALID_AUTHORIZATION_CREDENTIAL", "INVALID_DIRECTIVE",
            "INVALID_VALUE", "NO_SUCH_ENDPOINT", "NOT_CALIBRATED", "NOT_IN_OPERATION", "NOT_SUPPORTED_IN_CURRENT_MODE",
            "NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE", "PARTNER_APPLICATION_REDIRECTION",
            "POWER_LEVEL_NOT_SUPPORTED", "RATE_LIMIT_EXCEEDED", "TEMPERATURE_VALUE_OUT_OF_RANGE",
            "TOO_MANY_FAILED_ATTEMPTS", "VALUE_OUT_OF_RANGE",
        ]
    ),
    ("Alexa.Authorization", "ErrorResponse", "3", ["ACCEPT_GRANT_FAILED"]),
    (
        "Alexa.AuthorizationController", "ErrorResponse", "1.0",
        ["EXCEEDED_PIN_ATTEMPTS", "PIN_SETUP_REQUIRED", "UNAUTHORIZED"]
    ),
    (
        "Alexa.Commissionable", "ReportCommissioningInformation.ErrorResponse", "1.0",
        ["FAILED_TO_BOOTSTRAP_COMMISSIONING_PROCESS", "MAX_COMMISSIONING_LIMIT_REACHED"]
    ),
    (
        "Alexa.Cooking", "ErrorResponse", "3",
        [
            "CHILD_LOCK", "COOK_DURATION_TOO_LONG", "DOOR_CLOSED_TOO_LONG", "DOOR_OPEN", "PREHEAT_REQUIRED",
            "PROBE_REQUIRED", "REMOTE_START_DISABLED", "REMOTE_START_NOT_SUPPORTED", "REMOVE_PROBE",
        ]
    ),
    (
        "Alexa.DataController", "ErrorResponse", "1.0",
        ["DATA_DELETION_NOT_SUPPORTED", "DATA_RETRIEVAL_NOT_SUPPORTED"]
    ),
    ("Alexa.Safety", "ErrorResponse", "3", ["OBSTACLE_DETECTED", "SAFETY_BEAM_BREACHED"]),
    (
        "Alexa.SecurityPanelController", "ErrorResponse", "3",
        [
            "AUTHORIZATION_REQUIRED", "BYPASS_NEEDED", "NOT_READY", "UNAUTHORIZED", "UNCLEARED_ALARM",
            "UNCLEARED_TROUBLE",
        ]
    ),
    (
        "Alexa.SmartVision.ObjectDetectionSensor", "ErrorResponse", "1.0",
        ["INVALID_VALUE", "SUBSCRIPTION_REQUIRED"]
    ),
    (
        "Alexa.SmartVision.SnapshotProvider", "ErrorResponse", "1.1",
        ["DISABLED_BY_USER", "SUBSCRIPTION_REQUIRED"]
    ),
    (
        "Alexa.ThermostatController", "ErrorResponse", "3",
        [
            "DUAL_SETPOINTS_UNSUPPORTED", "REQUESTED_SETPOINTS_TOO_CLOSE", "THERMOSTAT_IS_OFF",
            "TRIPLE_SETPOINTS_UNSUPPORTED", "UNSUPPORTED_THERMOSTAT_MODE", "UNWILLING_TO_SET_SCHEDULE",
            "UNWILLING_TO_SET_VALUE",
        ]
    ),
    (
        "Alexa.ThermostatController.Configuration", "ErrorResponse", "3",
        [
            "CONFIGURATION_UPDATE_NOT_ALLOWED", "COOLING_LOCKOUT_TEMPERATURE_VALUE_OUT_OF_RANGE",
            "COOLING_STAGES_EXCEEDS_LIMIT", "HEATING_LOCKOUT_TEMPERATURE_VALUE_OUT_OF_RANGE",
            "HEATING_STAGES_EXCEEDS_LIMIT", "INVALID_AUXILIARY_HEATING_SYSTEM_TYPE", "INVALID_SYSTEM_TYPE",
            "INVALID_TARGET_STATE", "INVALID_TEMPERATURE_SCALE", "INVALID_TERMINAL_CONNECTION",
            "MISSING_SETUP_INFORMATION",
        ]
    ),
    ("Alexa.ThermostatController.Schedule", "ErrorResponse", "3", ["INSUFFICIENT_SPACE"]),
    (
        "Alexa.Video", "ErrorResponse", "3",
        [
            "ACTION_NOT_PERMITTED_FOR_CONTENT", "CONFIRMATION_REQUIRED", "CONTENT_NOT_FOUND", "CONTENT_NOT_RECORDABLE",
            "NOT_SUBSCRIBED", "RECORDING_EXISTS", "STORAGE_FULL", "TITLE_DISAMBIGUATION_REQUIRED", "TUNER_OCCUPIED",
        ]
    ),
]

@Suite("ErrorCatalog")
struct ErrorCatalogTests {
    @Test("has the page's 73 pairs, ACCEPT_GRANT_FAILED, five later types and nine of Alexa.Video, each once")
    func pairs() {
        let listed = page.flatMap { row in row.types.map { [row.namespace, $0] } }
        let built = ErrorCatalog.kinds.map { [$0.header.namespace, $0.type] }
        #expect(listed.count == 88)
        #expect(built.count == 88)
        #expect(Set(built) == Set(listed))
        #expect(Set(built.map { $0[1] }).count == 85)
    }

    @Test("every namespace has its own header")
    func headers() {
        let headers = Dictionary(uniqueKeysWithValues: page.map { ($0.namespace, [$0.name, $0.payloadVersion]) })
        for kind in ErrorCatalog.kinds {
            #expect([kind.header.name, kind.header.payloadVersion] == headers[kind.header.namespace], "\(kind.type)")
        }
    }

    @Test(
        "the directive's namespace decides where a type stands under two",
        arguments: [
            ("INVALID_VALUE", "Alexa.ModeController", "Alexa"),
            ("INVALID_VALUE", "Alexa.SmartVision.ObjectDetectionSensor", "Alexa.SmartVision.ObjectDetectionSensor"),
            (
                "SUBSCRIPTION_REQUIRED", "Alexa.SmartVision.SnapshotProvider", "Alexa.SmartVision.SnapshotProvider"
            ),
            (
                "SUBSCRIPTION_REQUIRED", "Alexa.SmartVision.ObjectDetectionSensor",
                "Alexa.SmartVision.ObjectDetectionSensor"
            ),
            ("UNAUTHORIZED", "Alexa.SecurityPanelController", "Alexa.SecurityPanelController"),
            ("UNAUTHORIZED", "Alexa.AuthorizationController", "Alexa.AuthorizationController"),
            ("UNAUTHORIZED", "Alexa.LockController", "Alexa.AuthorizationController"),
            ("OBSTACLE_DETECTED", "Alexa.ModeController", "Alexa.Safety"),
            ("ENDPOINT_BUSY", "Alexa.SecurityPanelController", "Alexa"),
        ])
    func preference(type: String, preferred: String, namespace: String) {
        #expect(ErrorCatalog.kind(ofType: type, preferring: preferred)?.header.namespace == namespace)
    }

    @Test("knows no other type", arguments: ["", "invalid_value", "DEVICE_LOST", "INVALID_VALUE "])
    func unknown(type: String) {
        #expect(ErrorCatalog.kind(ofType: type, preferring: "Alexa")?.type == nil)
    }

    @Test("every kind builds itself, and only without the fields it requires it does not", arguments: 0..<88)
    func withoutFields(index: Int) {
        let kind = ErrorCatalog.kinds[index]
        let built = kind.error(fields: [:])
        guard !kind.fields.contains(where: \.isRequired) else {
            #expect(built == nil)
            return
        }
        #expect(built?.type == kind.type)
        #expect(built?.header == kind.header)
        #expect(built?.fields.isEmpty == true)
    }
}

extension ErrorCatalogTests {
    /// Each interface's own file declares its errors: the catalogue has all of them, each only under its own namespace.
    @Test(arguments: InterfaceCatalog.all.map { $0.namespace })
    func holdsTheErrorsOfEveryInterface(_ namespace: String) throws {
        let interface = try #require(InterfaceCatalog.interface(namespace))
        let types = interface.errorKinds.map(\.type)
        #expect(ErrorCatalog.kinds.filter { $0.header.namespace == namespace }.map(\.type) == types)
        #expect(interface.errorKinds.allSatisfy { $0.header.namespace == namespace })
    }

    @Test func errorsOfTwoVocabulariesDiffer() {
        let mine = AlexaErrorType(SecurityPanelController.Failure.unauthorized)
        let other = AlexaErrorType(AuthorizationController.Failure.unauthorized)
        #expect(mine.type == other.type)
        #expect(mine != other)
        #expect(mine == AlexaErrorType(SecurityPanelController.Failure.unauthorized))
        #expect(mine.error(of: SecurityPanelController.Failure.self) == .unauthorized)
        #expect(mine.error(of: AuthorizationController.Failure.self) == nil)
    }
}
