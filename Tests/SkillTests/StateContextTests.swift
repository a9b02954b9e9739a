import AlexaProtocol
import Skill
import Testing

/// Which properties of an adapter's state are sent to Alexa.
@Suite struct StateContextTests {
    static let time = Timestamp(milliseconds: 1_767_225_000_000)
    static let everything: [Property] = [
        PowerController.powerState(true).sampled(at: time),
        BrightnessController.brightness(20).sampled(at: time, uncertainty: 5000),
        PropertyState("Alexa.PowerController", "powerState", instance: "other", "ON").sampled(at: time),
        PropertyState("Alexa.Teleporter", "position", "here").sampled(at: time),
    ]

    static func lamp(retrievable: Bool = true, hasHealth: Bool = true) -> Endpoint {
        StubCloud.endpoint(
            "lamp",
            [Capability(PowerController.self, properties: .init(["powerState"], retrievable: retrievable))]
                + (hasHealth ? [Capability(EndpointHealth.self, properties: .init(["connectivity"]))] : []))
    }

    @Test(
        arguments: [
            (lamp(), nil, ["powerState": "ON", "connectivity": ["value": "OK"]], "Alexa.StateReport"),
            (lamp(hasHealth: false), nil, ["powerState": "ON"], "Alexa.StateReport"),
            (lamp(retrievable: false), nil, ["connectivity": ["value": "OK"]], "Alexa.StateReport"),
            (
                lamp(), .endpointUnreachable, ["powerState": "ON", "connectivity": ["value": "UNREACHABLE"]],
                "Alexa.StateReport"
            ),
            (lamp(hasHealth: false), .bridgeUnreachable, [:], "Alexa.ErrorResponse BRIDGE_UNREACHABLE"),
        ] as [(Endpoint, GenericError?, [String: JSONValue], String)])
    func aReport(_ endpoint: Endpoint, _ unreachable: GenericError?, _ context: [String: JSONValue], _ verdict: String)
        async
    {
        let cloud = StubCloud(
            onDiscover: { _ in [endpoint] },
            onState: { _ in
                DeviceState(Self.everything, unreachable: unreachable.map { AlexaError(.generic($0), "gone") })
            })
        let answer = await Skill([cloud]).answer(directive("Alexa", "ReportState"))
        #expect(answer.verdict == verdict)
        #expect(answer.context == context)
    }

    @Test(
        arguments: [
            (["value": "OK"], ["value": "UNREACHABLE"]),
            (
                ["value": "UNREACHABLE", "reason": "INTERNET_UNREACHABLE"],
                ["value": "UNREACHABLE", "reason": "INTERNET_UNREACHABLE"]
            ),
        ] as [(JSONValue, JSONValue)])
    func anUnreachableEndpointIsNeverToldToBeConnected(_ known: JSONValue, _ reported: JSONValue) async {
        let cloud = StubCloud(onState: { _ in
            DeviceState(
                [PropertyState(EndpointHealth.namespace, "connectivity", known).sampled(at: Self.time)],
                unreachable: AlexaError(.generic(.endpointUnreachable), "gone"))
        })
        let answer = await Skill([cloud]).answer(directive("Alexa", "ReportState"))
        #expect(answer.context["connectivity"] == reported)
    }

    @Test func nothingKnownOfAnUnreachableEndpointIsAnError() async {
        let cloud = StubCloud(onState: { _ in
            DeviceState([], unreachable: AlexaError(.generic(.endpointUnreachable), "never seen"))
        })
        let answer = await Skill([cloud]).answer(directive("Alexa", "ReportState"))
        #expect(answer.verdict == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
    }

    @Test(arguments: [("on", "ON"), ("ON", "ON"), ("maybe", nil), (1, nil)] as [(JSONValue, JSONValue?)])
    func aValueIsStrictOrLeftOut(_ value: JSONValue, _ reported: JSONValue?) async {
        let cloud = StubCloud(onPerform: { _, _ in
            Outcome([PropertyState("Alexa.PowerController", "powerState", value).sampled(at: Self.time)])
        })
        let answer = await Skill([cloud]).answer(directive("Alexa.PowerController", "TurnOn"))
        #expect(answer.context["powerState"] == reported)
    }

    @Test func aResponseHasWhatCannotBeRetrievedToo() async {
        let cloud = StubCloud(
            onDiscover: { _ in [Self.lamp(retrievable: false)] }, onPerform: { _, _ in Outcome(Self.everything) })
        let answer = await Skill([cloud]).answer(directive("Alexa.PowerController", "TurnOn"))
        #expect(answer.context["powerState"] == "ON")
    }
}
