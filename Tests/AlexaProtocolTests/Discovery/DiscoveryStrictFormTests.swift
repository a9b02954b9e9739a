import AlexaProtocol
import Testing

@Suite("DiscoveryRules: what is left out of an endpoint that stays")
struct DiscoveryStrictFormTests {
    /// A member that an endpoint has beside the usual ones, what is left of it, and the note about the rest.
    struct Row: CustomTestStringConvertible {
        let member: String
        var left: String?
        var note: String?

        var testDescription: String { member }
    }

    private func check(_ member: String) -> (endpoint: Endpoint?, notes: [String]) {
        let json = JSONValue(
            reading: """
                {"endpointId": "lamp", "manufacturerName": "Porchlight", "friendlyName": "Hall",
                "description": "A lamp", "displayCategories": ["LIGHT"], \(member)}
                """)
        let verdict = DiscoveryRules.check([Endpoint(json)].compactMap { $0 })
        #expect(verdict.violations.allSatisfy { $0.endpointId == "lamp" && !$0.isEndpointLeftOut })
        return (verdict.endpoints.first, verdict.violations.map(\.rule))
    }

    private static let power = #"{"type": "AlexaInterface", "interface": "Alexa.PowerController", "version": "3"}"#

    @Test(
        "capabilities that we could not answer for",
        arguments: [
            "Alexa.Unheard.Of", "Alexa.SmartVision.SnapshotProvider", "Alexa.Authorization", "Alexa.Discovery", "",
        ])
    func capabilities(interface: String) {
        let (endpoint, notes) = check(
            #""capabilities": [\#(Self.power), {"type": "AlexaInterface", "interface": "\#(interface)", "version": "3"}]"#
        )
        #expect(endpoint?.capabilities.map(\.interface) == ["Alexa.PowerController", "Alexa"])
        #expect(notes.count == 1)
        #expect(notes.first?.hasPrefix("capability \(interface) left out: ") == true)
    }

    @Test(
        "attributes that are not Alexa's",
        arguments: [
            Row(member: #"{"model": "M", "serialNumber": "7"}"#, left: #"{"model": "M", "serialNumber": "7"}"#),
            Row(
                member:
                    #"{"manufacturer": "a", "firmwareVersion": "b", "softwareVersion": "c", "customIdentifier": "d"}"#,
                left: #"{"manufacturer": "a", "firmwareVersion": "b", "softwareVersion": "c", "customIdentifier": "d"}"#
            ),
            Row(
                member: #"{"model": "M", "colour": "red"}"#, left: #"{"model": "M"}"#,
                note: "additionalAttributes.colour left out"),
            Row(
                member: #"{"model": 7, "serialNumber": "7"}"#, left: #"{"serialNumber": "7"}"#,
                note: "additionalAttributes.model left out"),
            Row(member: #"{"model": null}"#, left: "{}"),
        ])
    func attributes(row: Row) {
        let (endpoint, notes) = check(#""capabilities": [\#(Self.power)], "additionalAttributes": \#(row.member)"#)
        #expect(endpoint?.additionalAttributes == row.left.flatMap { JSONValue(reading: $0).object })
        #expect(notes.count == (row.note == nil ? 0 : 1))
        #expect(notes.first?.hasPrefix(row.note ?? "") != false)
    }

    @Test(
        "connections that Alexa does not know",
        arguments: [
            Row(
                member: #"{"type": "TCP_IP", "macAddress": "00:11:22:AA:BB:33"}"#,
                left: #"{"type": "TCP_IP", "macAddress": "00:11:22:AA:BB:33"}"#),
            Row(
                member: #"{"type": "ZWAVE", "homeId": "1", "nodeId": "2"}"#,
                left: #"{"type": "ZWAVE", "homeId": "1", "nodeId": "2"}"#),
            Row(member: #"{"type": "UNKNOWN", "value": "x", "more": 1}"#, left: #"{"type": "UNKNOWN", "value": "x"}"#),
            Row(member: #"{"type": "MATTER"}"#, note: "a connection left out"),
            Row(member: #"{"macAddress": "00:11:22:AA:BB:33"}"#, note: "a connection left out"),
            Row(member: #""TCP_IP""#, note: "a connection left out"),
        ])
    func connections(row: Row) {
        let (endpoint, notes) = check(#""capabilities": [\#(Self.power)], "connections": [\#(row.member)]"#)
        #expect(endpoint?.connections == row.left.map { [JSONValue(reading: $0)] } ?? [])
        #expect(notes.count == (row.note == nil ? 0 : 1))
        #expect(notes.first?.hasPrefix(row.note ?? "") != false)
    }

    @Test("properties that Alexa takes in reports only")
    func reportedOnly() {
        let (endpoint, notes) = check(
            #"""
            "capabilities": [{"interface": "Alexa.EndpointHealth", "version": "3.1",
            "properties": {"supported": [{"name": "connectivity"}, {"name": "battery"}], "retrievable": true}}]
            """#)
        #expect(endpoint?.capabilities.first?.properties?.supported == ["connectivity"])
        #expect(notes == ["property battery of Alexa.EndpointHealth left out: not a property that Alexa accepts"])
        #expect(Capability(EndpointHealth.self).properties?.supported == ["connectivity"])
    }

    @Test("a fraction of a second costs a router's device no more than that")
    func firstConnectionTime() {
        let (endpoint, notes) = check(
            #"""
            "capabilities": [{"interface": "Alexa.Networking.ConnectedDevice", "version": "3", "configuration":
            {"firstConnectionTime": "2025-12-24T18:00:00.52Z", "staticDeviceInformation":
            {"deviceName": "d", "macAddress": "00:11:22:33:44:55"}}}]
            """#)
        #expect(endpoint?.capabilities.first?.configuration?["firstConnectionTime"] == "2025-12-24T18:00:00Z")
        #expect(notes.count == 1)
    }

    @Test(
        "punctuation in a name is told, and kept",
        arguments: [("Kids' lamp", 1), ("Lamp #2", 1), ("Küche 2", 0), ("台所の電気", 0), ("Lamp", 0)])
    func punctuation(name: String, notes: Int) throws {
        let endpoint = Endpoint(
            endpointId: "lamp", manufacturerName: "m", friendlyName: name, description: "d. (e)",
            displayCategories: ["LIGHT"], capabilities: [Capability(PowerController.self)])
        let verdict = DiscoveryRules.check([endpoint])
        #expect(verdict.endpoints.map(\.friendlyName) == [name])
        #expect(verdict.violations.count == notes)
    }

    @Test("an endpoint of which nothing is left is left out itself")
    func nothingLeft() throws {
        let endpoint = try #require(
            Endpoint(
                JSONValue(
                    reading: """
                        {"endpointId": "x", "manufacturerName": "m", "friendlyName": "f", "description": "d",
                        "displayCategories": ["OTHER"], "capabilities": [{"interface": "Alexa.Unheard.Of"}]}
                        """)))
        let verdict = DiscoveryRules.check([endpoint])
        #expect(verdict.endpoints.isEmpty)
        #expect(verdict.violations.map(\.isEndpointLeftOut) == [false, true])
    }
}
