import AlexaProtocol
import Testing

/// The stored form of endpoints.
@Suite struct StoredEndpointTests {
    static func thermostat() -> Endpoint {
        var capability = Capability(ThermostatController.self)
        capability.readLimits([
            "temperatureRange": [
                "minimumValue": ["value": 10, "scale": "CELSIUS"], "maximumValue": ["value": 30, "scale": "CELSIUS"],
            ],
            "minimumSetpointDelta": ["value": 2, "scale": "CELSIUS"],
        ])
        return endpoint("thermostat", [capability])
    }

    static func endpoint(_ id: String, _ capabilities: [Capability]) -> Endpoint {
        Endpoint(
            endpointId: id, manufacturerName: "m \"q\"", friendlyName: "Küche", description: "d",
            displayCategories: ["OTHER"], capabilities: capabilities, cookie: ["k": "v"],
            additionalAttributes: ["manufacturer": "m"], connections: [["type": "TCP_IP", "macAddress": "x"]],
            relationships: ["isConnectedBy": ["endpointId": "hub"]])
    }

    @Test func aRoundTripLosesNothing() {
        var slow = Capability(LockController.self)
        slow.isSlow = true
        var channels = Capability(ChannelController.self)
        channels.readLimits(["channels": [["number": "7", "name": "Weather"]]])
        let endpoints = [
            Self.thermostat(), Self.endpoint("lock", [slow, Capability(PowerController.self)]),
            Self.endpoint("tv", [Capability(PowerController.self), channels]), Self.endpoint("empty", []),
        ]
        #expect(channels.limits != nil)
        #expect(Endpoint.readStored(Endpoint.stored(endpoints)) == endpoints)
        #expect(Endpoint.readStored(Endpoint.stored([])) == [])
    }

    @Test(arguments: ["", "{}", "[{}]", "[{\"endpointId\": \"a\"", "[1]"])
    func whatIsNotStoredEndpointsIsRefused(_ text: String) {
        #expect(Endpoint.readStored(Array(text.utf8)) == nil)
    }
}
