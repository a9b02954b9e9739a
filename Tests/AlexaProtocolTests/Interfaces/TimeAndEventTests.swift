import AlexaProtocol
import Testing

@Suite("Interfaces of time, waking and events")
struct TimeAndEventTests {
    static let time = Timestamp(milliseconds: 1_767_225_600_250)

    @Test(
        arguments: [
            (["configuration": ["allowRemoteResume": true]], "resume"), ([:], "resume"),
            (["configuration": ["allowRemoteResume": false]], "INVALID_DIRECTIVE"),
        ] as [(JSONObject, String)])
    func resumingMayBeForbidden(capability: JSONObject, expected: String) throws {
        #expect(try reading(TimeHoldController.self, "Resume", [:], against: capability) == expected)
        #expect(try reading(TimeHoldController.self, "Hold", [:], against: capability) == "hold")
    }

    @Test func holdTimesHaveNoFraction() throws {
        #expect(TimeHoldController.holdStartTime(Self.time).value == "2026-01-01T00:00:00Z")
        #expect(TimeHoldController.holdEndTime(Self.time).name == "holdEndTime")
        let shape = try #require(TimeHoldController.property("holdEndTime")).shape
        #expect(shape.normalised("2026-01-01T00:00:00.250Z") == "2026-01-01T00:00:00Z")
        #expect(shape.normalised("tonight") == nil)
    }

    static let capabilities: [(Capability, JSONObject)] = [
        (
            TimeHoldController.capability(allowRemoteResume: false),
            ["configuration": ["allowRemoteResume": false]]
        ),
        (
            WakeOnLANController.capability(macAddresses: ["00:11:22:33:44:55"]),
            ["properties": [:], "configuration": ["MACAddresses": ["00:11:22:33:44:55"]]]
        ),
        (
            SimpleEventSource.capability(
                instance: "Button", resources: ["friendlyNames": []],
                events: [.init("Push", friendlyName: "Pushed", locale: "en-GB")]),
            [
                "instance": "Button", "version": "1.0", "capabilityResources": ["friendlyNames": []],
                "configuration": [
                    "supportedEvents": [
                        [
                            "id": "Push",
                            "friendlyNames": [["@type": "text", "value": ["text": "Pushed", "locale": "en-GB"]]],
                        ]
                    ]
                ],
            ]
        ),
        (
            CustomIntent.capability(intents: ["PartyIntent"]),
            ["configuration": ["supportedIntents": [["name": "PartyIntent"]]]]
        ),
        (Capability(AutomationManagement.self), ["version": "1.0"]),
    ]

    @Test(arguments: capabilities)
    func capabilitiesAreWrittenAsAlexaWantsThem(capability: Capability, members: JSONObject) throws {
        let json = try discovered(capability)
        for member in members.members { #expect(json[member.key] == member.value) }
    }

    @Test func automationStatusesFitTheirShape() throws {
        let state = AutomationManagement.automationStatuses([
            (.automated, .init(PowerController.self)),
            (.notAutomated, .init(RangeController.self, instance: "Fan.Speed")),
        ])
        let shape = try #require(AutomationManagement.property("automationStatuses")).shape
        #expect(shape.normalised(state.value) == state.value)
    }

    @Test func eventsHaveTheirOwnShape() throws {
        let id = try #require(EndpointID("hub"))
        func json(_ event: InterfaceEvent) -> JSONObject? {
            JSONDocument(parsing: Event(messageId: "m", .interfaceEvent(event, id)).encoded())
                .value?.object?["event"]?.object
        }
        let push = json(SimpleEventSource.event("Push", instance: "Button", at: Self.time))
        #expect(push?["payload"] == ["id": "Push", "timestamp": "2026-01-01T00:00:00.250Z"])
        #expect(push?["header"]?.object?["instance"] == "Button")
        #expect(push?["header"]?.object?["payloadVersion"] == "1.0")
        let question = json(
            AutomationManagement.getAlexaAutomationStatus(of: [
                .init(PowerController.self), .init(RangeController.self, instance: "Fan.Speed"),
            ]))
        #expect(
            question?["payload"] == [
                "capabilities": [
                    ["capability": "Alexa.PowerController"],
                    ["capability": "Alexa.RangeController", "instance": "Fan.Speed"],
                ]
            ])
    }

    @Test func wakeUpCarriesTheDirectivesAddress() throws {
        let address = ReplyAddress(correlationToken: Secret("token"), endpointId: EndpointID("tv"))
        let event = Event(messageId: "m", .response(WakeOnLANController.wakeUp, address, context: []))
        let json = JSONDocument(parsing: event.encoded()).value?.object?["event"]?.object
        let header = try #require(json?["header"]?.object)
        #expect(header["namespace"] == "Alexa.WakeOnLANController")
        #expect(header["name"] == "WakeUp")
        #expect(header["correlationToken"] == "token")
        #expect(json?["payload"] == [:])
    }
}
