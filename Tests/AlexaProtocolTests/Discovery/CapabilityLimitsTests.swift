import AlexaProtocol
import Testing

@Suite("Limits of a capability")
struct CapabilityLimitsTests {
    private static let room: JSONValue = [
        "minimumValue": ["value": 10, "scale": "CELSIUS"], "maximumValue": ["value": 30, "scale": "CELSIUS"],
    ]
    private static let two: JSONValue = ["value": 2, "scale": "CELSIUS"]
    private static let channels: JSONValue = [["number": "7", "name": "Weather"], ["callSign": "PRCH"]]

    /// An interface, the limits in a file or a store, and the accepted part of them; `nil` if there is none.
    @Test(
        arguments: [
            (
                ThermostatController.self, ["temperatureRange": room, "minimumSetpointDelta": two, "pin": "1"],
                ["temperatureRange": room, "minimumSetpointDelta": two]
            ),
            (ThermostatController.self, ["minimumSetpointDelta": two], ["minimumSetpointDelta": two]),
            (ThermostatController.self, ["temperatureRange": 5, "channels": channels], nil),
            (ChannelController.self, ["channels": channels, "temperatureRange": room], ["channels": channels]),
            (ChannelController.self, ["channels": []], nil),
            (PowerController.self, ["temperatureRange": room, "channels": channels], nil),
        ] as [(any AlexaInterface.Type, JSONObject, JSONObject?)])
    func areReadInTheFormOfTheInterface(
        _ interface: any AlexaInterface.Type, _ json: JSONObject, _ kept: JSONObject?
    ) {
        var capability = Capability(interface)
        capability.readLimits(json)
        #expect(capability.limits?.json == kept)
        var again = Capability(interface)
        again.readLimits(capability.limits?.json ?? [:])
        #expect(again == capability)
        #expect(again.hashValue == capability.hashValue)
    }

    @Test func belongToOneInterface() throws {
        var capability = Capability(ThermostatController.self)
        capability.readLimits(["minimumSetpointDelta": Self.two])
        #expect(capability.limits(of: ThermostatController.self)?.minimumSetpointDelta == Temperature(2, .celsius))
        #expect(capability.limits(of: ChannelController.self) == nil)
        #expect(capability != Capability(ThermostatController.self))
    }

    @Test func areNeverSent() throws {
        var capability = Capability(ChannelController.self)
        capability.readLimits(["channels": Self.channels])
        let json = try discovered(capability)
        #expect(json.members.allSatisfy { !$0.value.text.contains("Weather") })
    }
}
