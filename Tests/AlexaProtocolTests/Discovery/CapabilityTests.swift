import AlexaProtocol
import Testing

@Suite("Capability and Endpoint: read leniently, written strictly")
struct CapabilityTests {
    /// A recorded capability, and the sent one.
    struct Row: CustomTestStringConvertible {
        let recorded: String
        let sent: String

        init(_ recorded: String, sent: String? = nil) {
            (self.recorded, self.sent) = (recorded, sent ?? recorded)
        }

        var testDescription: String { recorded }
    }

    /// The capability in the form of a discovery answer.
    private func sent(_ capability: Capability) throws -> JSONValue {
        let endpoint = Endpoint(
            endpointId: "x", manufacturerName: "m", friendlyName: "f", description: "d", displayCategories: ["OTHER"],
            capabilities: [capability])
        let root = JSONDocument(
            parsing: Event(messageId: "1", .discoverResponse([DiscoveredEndpoint(endpoint)])).encoded()
        ).value
        let endpoints = root?.object?["event"]?.object?["payload"]?.object?["endpoints"]?.array
        return try #require(endpoints?.first?.object?["capabilities"]?.array?.first)
    }

    @Test(
        "is read and written",
        arguments: [
            Row(#"{"type": "AlexaInterface", "interface": "Alexa.SceneController", "version": "3"}"#),
            Row(
                """
                {"type": "AlexaInterface", "interface": "Alexa.RangeController", "instance": "Fan", "version": "3",
                "properties": {"supported": [{"name": "rangeValue"}], "proactivelyReported": true, "retrievable": true,
                "nonControllable": false}, "capabilityResources": {"friendlyNames": []},
                "configuration": {"supportedRange": {"minimumValue": 0, "maximumValue": 10, "precision": 1}},
                "semantics": {"actionMappings": []}}
                """),
            Row(
                """
                {"type": "AlexaInterface", "interface": "Alexa.SceneController", "version": "3",
                "supportsDeactivation": true, "proactivelyReported": false}
                """),
            Row(
                #"{"type": "AlexaInterface", "interface": "Alexa.PlaybackController", "version": "3", "properties": {}}"#
            ),
            // Two interfaces use the plural `configurations`.
            Row(
                #"{"type": "AlexaInterface", "interface": "Alexa.EqualizerController", "version": "3", "configurations": {"a": 1}}"#
            ),
            Row(
                #"{"interface": "Alexa.EqualizerController", "configuration": {"a": 1}}"#,
                sent:
                    #"{"type": "AlexaInterface", "interface": "Alexa.EqualizerController", "version": "3", "configurations": {"a": 1}}"#
            ),
            Row(
                #"{"interface": "Alexa.X", "version": 3.2, "configurations": {"a": 1}}"#,
                sent:
                    #"{"type": "AlexaInterface", "interface": "Alexa.X", "version": "3.2", "configuration": {"a": 1}}"#
            ),
            Row(
                #"{"type": "x", "interface": "Alexa.X", "version": null, "instance": null, "semantics": null, "extra": null}"#,
                sent: #"{"type": "AlexaInterface", "interface": "Alexa.X", "version": "3"}"#),
            Row(
                """
                {"interface": "Alexa.X", "properties": {"supported": [{"name": "a"}, "b", {}, {"name": 1}],
                "proactivelyReported": "True", "retrievable": 1, "readOnly": true}}
                """,
                sent: """
                    {"type": "AlexaInterface", "interface": "Alexa.X", "version": "3", "properties": {
                    "supported": [{"name": "a"}], "proactivelyReported": true, "retrievable": true}}
                    """),
            Row(
                #"{"interface": "Alexa.X", "properties": {"supported": [{"name": "a"}]}}"#,
                sent: """
                    {"type": "AlexaInterface", "interface": "Alexa.X", "version": "3", "properties": {
                    "supported": [{"name": "a"}], "proactivelyReported": false, "retrievable": false}}
                    """),
            Row(
                #"{"interface": "Alexa.X", "properties": {"supported": [], "retrievable": true}}"#,
                sent: #"{"type": "AlexaInterface", "interface": "Alexa.X", "version": "3", "properties": {}}"#),
        ])
    func roundTrip(row: Row) throws {
        let capability = try #require(Capability(JSONValue(reading: row.recorded)))
        let json = try sent(capability)
        #expect(json == JSONValue(reading: row.sent))
        // The sent capability is read back unchanged.
        #expect(try sent(try #require(Capability(json))) == json)
    }

    @Test("is nothing without its interface", arguments: ["7", "[]", "{}", #"{"interface": 1}"#, #"{"version": "3"}"#])
    func refused(json: String) {
        #expect(Capability(JSONValue(reading: json)) == nil)
    }

    @Test("knows what it reports")
    func supports() {
        let capability = Capability(BrightnessController.self)
        #expect(capability.supports("brightness"))
        #expect(!capability.supports("powerState"))
        #expect(!Capability(SceneController.self).supports("brightness"))
        #expect(Capability(SceneController.self).properties == Capability.Properties.empty)
        #expect(Capability(Alexa.self).properties == nil)
    }

    @Test("an endpoint is read leniently")
    func endpoint() throws {
        let endpoint = try #require(
            Endpoint(
                JSONValue(
                    reading: """
                        {"endpointId": "a b", "friendlyName": 7, "displayCategories": ["LIGHT", 1, null],
                        "capabilities": [{"interface": "Alexa.PowerController"}, {}, null], "cookie": [],
                        "connections": {}, "relationships": null, "unknown": true}
                        """)))
        #expect(endpoint.endpointId == "a b")
        #expect(endpoint.friendlyName.isEmpty && endpoint.manufacturerName.isEmpty && endpoint.description.isEmpty)
        #expect(endpoint.displayCategories == ["LIGHT"])
        #expect(endpoint.capabilities.map(\.interface) == ["Alexa.PowerController", "Alexa"])
        #expect(endpoint.cookie.isEmpty && endpoint.connections.isEmpty && endpoint.relationships.isEmpty)
    }

    @Test("an endpoint is nothing without its id", arguments: ["7", "[]", "{}", #"{"endpointId": 7}"#])
    func refusedEndpoint(json: String) {
        #expect(Endpoint(JSONValue(reading: json)) == nil)
    }

    @Test("an endpoint with everything is written as it was read")
    func wholeEndpoint() throws {
        let json = JSONValue(
            reading: """
                {"endpointId": "lamp", "manufacturerName": "m", "friendlyName": "f", "description": "d",
                "displayCategories": ["LIGHT"], "additionalAttributes": {"model": "M"}, "cookie": {"k": "v"},
                "capabilities": [{"type": "AlexaInterface", "interface": "Alexa", "version": "3"}],
                "connections": [{"type": "TCP_IP"}], "relationships": {"isConnectedBy": {"endpointId": "hub"}}}
                """)
        let endpoint = try #require(Endpoint(json))
        let bytes = Event(messageId: "1", .addOrUpdateReport([endpoint])).encoded()
        let payload = JSONDocument(parsing: bytes).value?.object?["event"]?.object?["payload"]
        #expect(payload == ["endpoints": [json]])
    }

    @Test("an endpoint finds its capabilities by interface and instance")
    func find() {
        let endpoint = Endpoint(
            endpointId: "x", manufacturerName: "m", friendlyName: "f", description: "d", displayCategories: ["FAN"],
            capabilities: [
                Capability(RangeController.self, instance: "A"), Capability(RangeController.self, instance: "B"),
            ])
        #expect(endpoint.capability("Alexa.RangeController", instance: "B")?.instance == "B")
        #expect(endpoint.capability("Alexa.RangeController")?.instance == "A")
        #expect(endpoint.capability("Alexa.RangeController", instance: "C") == nil)
        #expect(endpoint.capability("Alexa.PowerController") == nil)
        #expect(endpoint.capability("Alexa")?.version == "3")
    }
}
