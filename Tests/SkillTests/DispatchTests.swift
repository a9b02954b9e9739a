import AlexaProtocol
import Skill
import Synchronization
import Testing

/// Answers that are decided before any device is asked.
@Suite struct DispatchTests {
    static func named(_ name: String) -> JSONObject {
        ["friendlyNames": [["@type": "text", "value": ["text": .string(name), "locale": "en-US"]]]]
    }

    static let dimmer = StubCloud.endpoint(
        "lamp",
        [
            Capability(PowerController.self),
            Capability(
                RangeController.self, instance: "Lamp.Warmth", resources: named("Warmth"),
                configuration: ["supportedRange": ["minimumValue": 1, "maximumValue": 5, "precision": 1]]),
            Capability(
                RangeController.self, instance: "Lamp.Age", properties: .init(["rangeValue"], nonControllable: true),
                resources: named("Age"),
                configuration: ["supportedRange": ["minimumValue": 0, "maximumValue": 9, "precision": 1]]),
        ])

    @Test(arguments: [
        (directive("Alexa.PowerController", "TurnOn"), "Alexa.Response"),
        (directive("Alexa.PowerController", "TurnOn", payload: .null), "Alexa.Response"),
        (directive("Alexa.PowerController", "TurnOn", version: 3), "Alexa.Response"),
        (directive("Alexa.PowerController", "TurnOn", version: "3.1"), "Alexa.Response"),
        (directive("Alexa.PowerController", "TurnOn", version: "2"), "Alexa.ErrorResponse INVALID_DIRECTIVE"),
        (directive("Alexa.PowerController", "TurnOn", payload: []), "Alexa.ErrorResponse INVALID_DIRECTIVE"),
        (directive("Alexa.PowerController", "TurnOn", instance: "X"), "Alexa.ErrorResponse INVALID_DIRECTIVE"),
        (directive("Alexa.PowerController", "TurnSideways"), "Alexa.ErrorResponse INVALID_DIRECTIVE"),
        (directive("Alexa.PowerController", "TurnOn", endpoint: nil), "Alexa.ErrorResponse INVALID_DIRECTIVE"),
        (directive("Alexa.PowerController", "TurnOn", endpoint: "none"), "Alexa.ErrorResponse NO_SUCH_ENDPOINT"),
        (directive("Alexa.PowerController", "TurnOn", endpoint: "übel"), "Alexa.ErrorResponse NO_SUCH_ENDPOINT"),
        (directive("Alexa.Teleporter", "Beam"), "Alexa.ErrorResponse INVALID_DIRECTIVE"),
        (
            directive("Alexa.BrightnessController", "SetBrightness", payload: ["brightness": 5]),
            "Alexa.ErrorResponse INVALID_DIRECTIVE"
        ),
        (
            directive("Alexa.RangeController", "SetRangeValue", payload: ["rangeValue": 5]),
            "Alexa.ErrorResponse INVALID_DIRECTIVE"
        ),
        (
            directive("Alexa.RangeController", "SetRangeValue", instance: "Lamp.Size", payload: ["rangeValue": 5]),
            "Alexa.ErrorResponse INVALID_DIRECTIVE"
        ),
        (
            directive("Alexa.RangeController", "SetRangeValue", instance: "Lamp.Age", payload: ["rangeValue": 5]),
            "Alexa.ErrorResponse INVALID_DIRECTIVE"
        ),
        (
            directive("Alexa.RangeController", "SetRangeValue", instance: "Lamp.Warmth", payload: ["rangeValue": 5]),
            "Alexa.Response"
        ),
        (
            directive("Alexa.RangeController", "SetRangeValue", instance: "Lamp.Warmth", payload: ["rangeValue": 5.5]),
            "Alexa.ErrorResponse VALUE_OUT_OF_RANGE"
        ),
        (directive("Alexa", "ReportState"), "Alexa.StateReport"),
        (directive("Alexa", "ReportState", endpoint: nil), "Alexa.ErrorResponse INVALID_DIRECTIVE"),
        (directive("Alexa.Discovery", "Discover", endpoint: nil), "Alexa.Discovery.Discover.Response"),
        (directive("Alexa.Discovery", "Discover", endpoint: nil, payload: .null), "Alexa.Discovery.Discover.Response"),
        ("", "Alexa.ErrorResponse INVALID_DIRECTIVE"),
        ("[]", "Alexa.ErrorResponse INVALID_DIRECTIVE"),
        (String(repeating: "[", count: 10_000), "Alexa.ErrorResponse INVALID_DIRECTIVE"),
    ])
    func isAnswered(_ directive: String, _ verdict: String) async {
        let skill = Skill([StubCloud(onDiscover: { _ in [Self.dimmer] })])
        #expect(await skill.answer(directive).verdict == verdict)
    }

    static let living = StubCloud.endpoint(
        "lamp",
        [
            with(
                ThermostatController.capability(
                    .init(supportedModes: [.heat, .auto], supportsScheduling: false),
                    properties: ["targetSetpoint", "lowerSetpoint", "upperSetpoint", "thermostatMode"]),
                limits: [
                    "temperatureRange": ["minimumValue": celsius(10), "maximumValue": celsius(30)],
                    "minimumSetpointDelta": celsius(2),
                ]),
            with(Capability(ChannelController.self), limits: ["channels": [["number": "7", "name": "Weather"]]]),
        ])

    static func with(_ capability: Capability, limits: JSONObject) -> Capability {
        var capability = capability
        capability.readLimits(limits)
        return capability
    }

    @Test(
        arguments: [
            (thermostat(["targetSetpoint": celsius(21)]), "Alexa.Response", nil),
            (
                thermostat(["targetSetpoint": ["value": 90, "scale": "FAHRENHEIT"]]),
                "Alexa.ErrorResponse TEMPERATURE_VALUE_OUT_OF_RANGE",
                [
                    "validRange": [
                        "minimumValue": ["value": 50, "scale": "FAHRENHEIT"],
                        "maximumValue": ["value": 86, "scale": "FAHRENHEIT"],
                    ]
                ]
            ),
            (
                thermostat(["lowerSetpoint": celsius(9), "upperSetpoint": celsius(20)]),
                "Alexa.ErrorResponse TEMPERATURE_VALUE_OUT_OF_RANGE",
                ["validRange": ["minimumValue": celsius(10), "maximumValue": celsius(30)]]
            ),
            (thermostat(["lowerSetpoint": celsius(19), "upperSetpoint": celsius(21)]), "Alexa.Response", nil),
            (
                thermostat(["lowerSetpoint": celsius(19.5), "upperSetpoint": celsius(21)]),
                "Alexa.ThermostatController.ErrorResponse REQUESTED_SETPOINTS_TOO_CLOSE",
                ["minimumTemperatureDelta": celsius(2)]
            ),
            (channel(["channelMetadata": ["name": "weather"], "channel": [:]]), "Alexa.Response", nil),
            (channel(["channel": ["number": "8"]]), "Alexa.ErrorResponse INVALID_VALUE", [:]),
        ] as [(String, String, JSONValue?)])
    func limitsAreCheckedBeforeTheCloudIsAsked(
        _ directive: String, _ verdict: String, _ fields: JSONValue?
    ) async {
        let cloud = StubCloud(
            onDiscover: { _ in [Self.living] },
            onPerform: { _, _ in
                if fields != nil { Issue.record("the cloud was asked") }
                return Outcome([])
            })
        let answer = await Skill([cloud]).answer(directive)
        #expect(answer.verdict == verdict)
        for field in fields?.object?.members ?? [] {
            #expect(answer["event"]?.object?["payload"]?.object?[field.key] == field.value)
        }
    }

    static func thermostat(_ payload: JSONValue) -> String {
        directive("Alexa.ThermostatController", "SetTargetTemperature", payload: payload)
    }

    static func channel(_ payload: JSONValue) -> String {
        directive("Alexa.ChannelController", "ChangeChannel", payload: payload)
    }

    static func celsius(_ value: Double) -> JSONValue {
        Temperature(value, .celsius).json
    }

    @Test(
        arguments: [
            (directive("Alexa.PowerController", "TurnOn", correlationToken: nil), nil),
            (directive("Alexa.PowerController", "TurnOn", correlationToken: ""), nil),
            (
                directive("Alexa.PowerController", "TurnOn", correlationToken: "a\"b\\c\u{1F4A1}\u{0}"),
                "a\"b\\c\u{1F4A1}\u{0}"
            ),
            (String(directive("Alexa.PowerController", "TurnOn").dropLast(20)), "token+/=="),
        ] as [(String, String?)])
    func copiesTheCorrelationToken(_ directive: String, _ token: String?) async {
        let header = await Skill([StubCloud()]).answer(directive)["event"]?.object?["header"]?.object
        #expect(header?["correlationToken"]?.string == token)
    }

    @Test func whatIsTooLargeToBeReadStillHasItsAddress() async {
        let cookie = String(repeating: "\\u0041", count: 2_000_000)
        let huge = directive("Alexa.PowerController", "TurnOn").replacing(
            "\"cookie\":{}", with: "\"cookie\":{\"k\":\"\(cookie)\"}")
        let answer = await Skill([StubCloud()]).answer(huge)
        #expect(answer.verdict == "Alexa.ErrorResponse INVALID_DIRECTIVE")
        #expect(answer["event"]?.object?["header"]?.object?["correlationToken"] == "token+/==")
    }

    @Test func fiveMegabytesOfCookieAreSurvived() async {
        let cookie = String(repeating: "x", count: 5_000_000)
        let text = directive("Alexa.PowerController", "TurnOn").replacing(
            "\"cookie\":{}", with: "\"cookie\":{\"k\":\"\(cookie)\"}")
        #expect(await Skill([StubCloud()]).answer(text).verdict == "Alexa.Response")
    }

    @Test func aThousandAtOnceEachGetTheirOwnAnswer() async {
        let skill = Skill([StubCloud()])
        let tokens = await withTaskGroup(of: (String, String?).self) { group in
            for number in 0..<1000 {
                group.addTask {
                    let text = directive("Alexa.PowerController", "TurnOn", correlationToken: .string("t\(number)"))
                    let header = await skill.answer(text)["event"]?.object?["header"]?.object
                    return ("t\(number)", header?["correlationToken"]?.string)
                }
            }
            return await group.reduce(into: [(String, String?)]()) { $0.append($1) }
        }
        #expect(tokens.count == 1000)
        #expect(tokens.allSatisfy { $0.0 == $0.1 })
    }
}
