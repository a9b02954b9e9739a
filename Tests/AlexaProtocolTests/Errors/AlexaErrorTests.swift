import AlexaProtocol
import Testing

@Suite("AlexaError")
struct AlexaErrorTests {
    @Test("never has an empty message, which Amazon refuses")
    func message() {
        #expect(AlexaError(.generic(.endpointBusy), "").message == "ENDPOINT_BUSY")
        #expect(AlexaError(Safety.Failure.obstacleDetected, "a cat").message == "a cat")
        #expect(
            AlexaError(Safety.Failure.obstacleDetected, "a cat").type == AlexaErrorType(Safety.Failure.obstacleDetected)
        )
    }

    @Test(
        "is made for everyday cases",
        arguments: [
            (AlexaError.invalidDirective("x"), "INVALID_DIRECTIVE"), (.invalidValue("x"), "INVALID_VALUE"),
            (.internalError("x"), "INTERNAL_ERROR"), (.outOfRange("brightness", 101, 0...100), "VALUE_OUT_OF_RANGE"),
        ])
    func everyday(error: AlexaError, type: String) {
        #expect(error.type.type == type)
        #expect(error.type.header.namespace == "Alexa")
        #expect(!error.message.isEmpty)
    }

    @Test("tells the range of a number")
    func range() {
        let error = AlexaError.outOfRange("brightness", 100.5, 0...100)
        #expect(error.message == "brightness 100.5 is outside 0 to 100")
        #expect(error.type.fields == ["validRange": ["minimumValue": 0, "maximumValue": 100]])
    }

    @Test("tells the range of a temperature in the customer's scale")
    func temperatureRange() {
        let error = AlexaError.outOfRange(
            Temperature(100, .fahrenheit), TemperatureRange(Temperature(10, .celsius), Temperature(30, .celsius)))
        #expect(error.message == "100 °F is outside 50 °F to 86 °F")
        #expect(
            error.type.fields == [
                "validRange": [
                    "minimumValue": ["value": 50, "scale": "FAHRENHEIT"],
                    "maximumValue": ["value": 86, "scale": "FAHRENHEIT"],
                ]
            ])
    }

    @Test(
        "a range of temperatures has both its ends, on any scale",
        arguments: [
            (Temperature(10, .celsius), true), (Temperature(30, .celsius), true), (Temperature(9.98, .celsius), false),
            (Temperature(30.02, .celsius), false), (Temperature(50, .fahrenheit), true),
            (Temperature(86, .fahrenheit), true), (Temperature(49.9, .fahrenheit), false),
            (Temperature(283.15, .kelvin), true), (Temperature(303.15, .kelvin), true),
            (Temperature(303.2, .kelvin), false),
        ])
    func contains(temperature: Temperature, isInside: Bool) {
        let range = TemperatureRange(Temperature(10, .celsius), Temperature(30, .celsius))
        #expect(range.contains(temperature) == isInside)
        #expect(range.converted(to: temperature.scale).contains(temperature) == isInside)
    }

    @Test(
        "a type knows its wire form",
        arguments: [
            (AlexaErrorType.generic(.noSuchEndpoint), "Alexa ErrorResponse 3 NO_SUCH_ENDPOINT"),
            (
                AlexaErrorType(Authorization.Failure.acceptGrantFailed),
                "Alexa.Authorization ErrorResponse 3 ACCEPT_GRANT_FAILED"
            ),
            (
                AlexaErrorType(AuthorizationController.Failure.unauthorized),
                "Alexa.AuthorizationController ErrorResponse 1.0 UNAUTHORIZED"
            ),
            (
                AlexaErrorType(Commissionable.Failure.maxCommissioningLimitReached),
                "Alexa.Commissionable ReportCommissioningInformation.ErrorResponse 1.0 MAX_COMMISSIONING_LIMIT_REACHED"
            ),
            (AlexaErrorType(Cooking.Failure.doorOpen), "Alexa.Cooking ErrorResponse 3 DOOR_OPEN"),
            (
                AlexaErrorType(DataController.Failure.dataDeletionNotSupported),
                "Alexa.DataController ErrorResponse 1.0 DATA_DELETION_NOT_SUPPORTED"
            ),
            (AlexaErrorType(Safety.Failure.safetyBeamBreached), "Alexa.Safety ErrorResponse 3 SAFETY_BEAM_BREACHED"),
            (
                AlexaErrorType(SecurityPanelController.Failure.unauthorized),
                "Alexa.SecurityPanelController ErrorResponse 3 UNAUTHORIZED"
            ),
            (
                AlexaErrorType(ObjectDetectionSensor.Failure.invalidValue),
                "Alexa.SmartVision.ObjectDetectionSensor ErrorResponse 1.0 INVALID_VALUE"
            ),
            (
                AlexaErrorType(SnapshotProvider.Failure.disabledByUser),
                "Alexa.SmartVision.SnapshotProvider ErrorResponse 1.1 DISABLED_BY_USER"
            ),
            (
                AlexaErrorType(ThermostatController.Failure.thermostatIsOff),
                "Alexa.ThermostatController ErrorResponse 3 THERMOSTAT_IS_OFF"
            ),
            (
                AlexaErrorType(ThermostatConfiguration.Failure.invalidSystemType),
                "Alexa.ThermostatController.Configuration ErrorResponse 3 INVALID_SYSTEM_TYPE"
            ),
            (
                AlexaErrorType(ThermostatSchedule.Failure.insufficientSpace),
                "Alexa.ThermostatController.Schedule ErrorResponse 3 INSUFFICIENT_SPACE"
            ),
        ] as [(AlexaErrorType, String)])
    func wireForm(type: AlexaErrorType, text: String) {
        #expect("\(type.header.namespace) \(type.header.name) \(type.header.payloadVersion) \(type.type)" == text)
    }
}
