import AlexaProtocol
import Testing

@Suite("ErrorResponse: the payload of each type that has fields")
struct ErrorEventTests {
    @Test(
        arguments: [
            (
                .generic(.endpointControlUnavailable(.deepSleepMode)),
                #"{"type":"ENDPOINT_CONTROL_UNAVAILABLE","message":"m","reason":"DEEP_SLEEP_MODE"}"#
            ),
            (
                .generic(.endpointLowPower(percentageState: 5)),
                #"{"type":"ENDPOINT_LOW_POWER","message":"m","percentageState":5}"#
            ),
            (.generic(.endpointLowPower(percentageState: nil)), #"{"type":"ENDPOINT_LOW_POWER","message":"m"}"#),
            (
                .generic(.notSupportedInCurrentMode(.color)),
                #"{"type":"NOT_SUPPORTED_IN_CURRENT_MODE","message":"m","currentDeviceMode":"COLOR"}"#
            ),
            (
                .generic(
                    .notSupportedWithCurrentBatteryChargeState(.alreadyChargedToRequiredLevel, levelInPercentage: 75)),
                #"{"type":"NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE","message":"m","#
                    + #""currentChargeState":"ALREADY_CHARGED_TO_REQUIRED_LEVEL","currentChargeLevelInPercentage":75}"#
            ),
            (
                .generic(.notSupportedWithCurrentBatteryChargeState(.notConnectedToPower, levelInPercentage: nil)),
                #"{"type":"NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE","message":"m","#
                    + #""currentChargeState":"NOT_CONNECTED_TO_POWER"}"#
            ),
            (
                .generic(
                    .temperatureValueOutOfRange(
                        TemperatureRange(Temperature(15, .celsius), Temperature(30.5, .celsius)))),
                #"{"type":"TEMPERATURE_VALUE_OUT_OF_RANGE","message":"m","validRange":{"#
                    + #""minimumValue":{"value":15,"scale":"CELSIUS"},"maximumValue":{"value":30.5,"scale":"CELSIUS"}}}"#
            ),
            (
                .generic(.temperatureValueOutOfRange(nil)),
                #"{"type":"TEMPERATURE_VALUE_OUT_OF_RANGE","message":"m"}"#
            ),
            (
                .generic(.valueOutOfRange(ValidRange(-0.5...100))),
                #"{"type":"VALUE_OUT_OF_RANGE","message":"m","validRange":{"minimumValue":-0.5,"maximumValue":100}}"#
            ),
            (.generic(.valueOutOfRange(nil)), #"{"type":"VALUE_OUT_OF_RANGE","message":"m"}"#),
            (
                AlexaErrorType(Cooking.Failure.cookDurationTooLong(maxCookTime: ISODuration(seconds: 5400))),
                #"{"type":"COOK_DURATION_TOO_LONG","message":"m","maxCookTime":"PT1H30M"}"#
            ),
            (
                AlexaErrorType(
                    SecurityPanelController.Failure.bypassNeeded(endpoints: [
                        .init(friendlyName: "Shed", endpointId: EndpointID("contact-shed")),
                        .init(friendlyName: "Attic"),
                    ])),
                #"{"type":"BYPASS_NEEDED","message":"m","endpointsNeedingBypass":["#
                    + #"{"friendlyName":"Shed","endpointId":"contact-shed"},{"friendlyName":"Attic"}]}"#
            ),
            (
                AlexaErrorType(SecurityPanelController.Failure.bypassNeeded(endpoints: [])),
                #"{"type":"BYPASS_NEEDED","message":"m"}"#
            ),
            (
                AlexaErrorType(
                    ThermostatController.Failure.requestedSetpointsTooClose(
                        minimumTemperatureDelta: Temperature(2, .fahrenheit))),
                #"{"type":"REQUESTED_SETPOINTS_TOO_CLOSE","message":"m","#
                    + #""minimumTemperatureDelta":{"value":2,"scale":"FAHRENHEIT"}}"#
            ),
        ] as [(AlexaErrorType, String)])
    func payload(type: AlexaErrorType, json: String) {
        let event = Event(messageId: "1", .errorResponse(AlexaError(type, "m"), ReplyAddress()))
        let text = String(decoding: event.encoded(), as: UTF8.self)
        #expect(text.hasSuffix(#""payloadVersion":"3"},"payload":\#(json)}}"#))
    }

    @Test("every pair wears its own header", arguments: ErrorCatalog.kinds.map { "\($0.header.namespace) \($0.type)" })
    func header(pair: String) throws {
        let parts = pair.split(separator: " ").map(String.init)
        let kind = try #require(ErrorCatalog.kind(ofType: parts[1], preferring: parts[0]))
        guard let type = kind.error(fields: [:]) else { return }
        let event = Event(
            messageId: "1", .errorResponse(AlexaError(type, "m"), ReplyAddress(correlationToken: Secret("t"))))
        let root = JSONDocument(parsing: event.encoded()).value
        #expect(
            root == [
                "event": [
                    "header": [
                        "namespace": .string(parts[0]), "name": .string(kind.header.name), "messageId": "1",
                        "correlationToken": "t", "payloadVersion": .string(kind.header.payloadVersion),
                    ],
                    "payload": ["type": .string(parts[1]), "message": "m"],
                ]
            ])
    }
}
