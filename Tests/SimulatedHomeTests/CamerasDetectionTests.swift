import AlexaProtocol
import Testing

@Suite("Simulated detection and networking")
struct SimulatedDetectionTests {
    private static let sensor = "Alexa.SmartVision.ObjectDetectionSensor"

    private static func capability(_ interface: String, _ properties: [String], _ more: String = "") -> String {
        let supported = properties.map { #"{"name": "\#($0)"}"# }.joined(separator: ",")
        return
            #"{"interface": "\#(interface)", "properties": {"supported": [\#(supported)], "retrievable": true}\#(more)}"#
    }

    private static let objects = capability(
        sensor, ["objectDetectionClasses"],
        #", "configuration": {"objectDetectionConfiguration": [{"imageNetClass": "person"}, {"imageNetClass": "package"}]}"#
    )

    private func set(_ home: Device, _ classes: String...) async throws -> Device.Reply {
        let list = classes.map { #"{"imageNetClass": "\#($0)"}"# }.joined(separator: ",")
        return try await home.ask(
            Self.sensor, "SetObjectDetectionClasses", JSONValue(reading: #"{"objectDetectionClasses": [\#(list)]}"#),
            version: "1.0")
    }

    @Test("classes replace those before")
    func replacement() async throws {
        let home = try Device(reading: Self.objects)
        #expect(try await home.state()["objectDetectionClasses"] == [])
        let both = try await set(home, "person", "package")
        #expect(both.kind == "Alexa Response")
        #expect(
            both.state["objectDetectionClasses"] == [
                ["imageNetClass": "person"], ["imageNetClass": "package"],
            ])
        _ = try await set(home, "package")
        #expect(try await home.state()["objectDetectionClasses"] == [["imageNetClass": "package"]])
        _ = try await set(home)
        #expect(try await home.state()["objectDetectionClasses"] == [])
    }

    @Test("an unknown class is the interface's own INVALID_VALUE and changes nothing")
    func unknownClass() async throws {
        let home = try Device(
            reading:
                Self.objects,
            simulation:
                #"{"state": [{"namespace": "\#(Self.sensor)", "name": "objectDetectionClasses", "value": [{"imageNetClass": "person"}]}]}"#
        )
        #expect(try await set(home, "unicorn").kind == "\(Self.sensor) INVALID_VALUE")
        #expect(try await home.state()["objectDetectionClasses"] == [["imageNetClass": "person"]])
    }

    @Test("recognition may need a subscription, switching it off never does")
    func subscription() async throws {
        let home = try Device(reading: Self.objects, simulation: #"{"subscription": false}"#)
        #expect(try await set(home, "person").kind == "\(Self.sensor) SUBSCRIPTION_REQUIRED")
        #expect(try await set(home).kind == "Alexa Response")
    }

    @Test("the interface's payload version may be written 3")
    func payloadVersion() async throws {
        let answer = try await Device(reading: Self.objects).ask(
            Self.sensor, "SetObjectDetectionClasses", JSONValue(reading: #"{"objectDetectionClasses": []}"#))
        #expect(answer.kind == "Alexa Response")
    }

    @Test("events are quiet at first, and what can be switched is on")
    func events() async throws {
        let names = EventDetectionSensor.properties.map(\.name)
        let home = try Device(
            reading:
                Self.capability(
                    "Alexa.EventDetectionSensor", names,
                    #", "configuration": {"detectionModes": {"babyCry": {"supportsEnablementMode": true}, "dogBark": {}}}"#
                ),
            simulation: """
                {"state": [{"namespace": "Alexa.EventDetectionSensor", "name": "dogBarkDetectionState",
                "value": {"value": "DETECTED", "detectionMethods": ["AUDIO"]}}]}
                """)
        func state(_ name: String) async throws -> JSONValue? { try await home.state()[name] }
        #expect(names.count == 9)
        #expect(try await state("babyCryDetectionState") == ["value": "NOT_DETECTED"])
        #expect(try await state("dogBarkDetectionState") == ["value": "DETECTED", "detectionMethods": ["AUDIO"]])
        #expect(try await state("detectionModes") == ["babyCry": ["enablementMode": "ENABLED"]])
        #expect(try await state("enablementMode") == "ENABLED")
    }

    @Test("a sensor takes no directives")
    func sensorDirective() async throws {
        let home = try Device(reading: Self.capability("Alexa.EventDetectionSensor", ["enablementMode"]))
        let answer = try await home.ask("Alexa.EventDetectionSensor", "SetEnablementMode")
        #expect(answer.kind == "Alexa INVALID_DIRECTIVE")
    }

    @Test("network access is granted at first, and set")
    func access() async throws {
        let namespace = "Alexa.Networking.AccessController"
        let home = try Device(reading: Self.capability(namespace, ["networkAccess"]))
        #expect(try await home.state()["networkAccess"] == "ALLOWED")
        let answer = try await home.ask(
            namespace, "SetNetworkAccess", JSONValue(reading: #"{"networkAccess": "BLOCKED"}"#))
        #expect(answer.kind == "Alexa Response")
        #expect(answer.state["networkAccess"] == "BLOCKED")
        #expect(
            try await home.ask(namespace, "SetNetworkAccess", JSONValue(reading: #"{"networkAccess": "x"}"#)).kind
                == "Alexa INVALID_VALUE")
        #expect(try await home.state()["networkAccess"] == "BLOCKED")
    }

    @Test(
        "what answers these directives is not published, so they fail in their own words",
        arguments: [
            (
                #""interface":"Alexa.SmartVision.SnapshotProvider","version":"1.1""#, "{}", "GetSnapshot",
                "DISABLED_BY_USER"
            ),
            (
                #""interface":"Alexa.SmartVision.SnapshotProvider","version":"1.1""#, #"{"subscription":false}"#,
                "GetSnapshot", "SUBSCRIPTION_REQUIRED"
            ),
            (
                #""interface":"Alexa.DataController","version":"1.0","instance":"History""#, "{}", "ReportData",
                "DATA_RETRIEVAL_NOT_SUPPORTED"
            ),
            (
                #""interface":"Alexa.Commissionable","version":"1.0""#, "{}", "ReportCommissioningInformation",
                "FAILED_TO_BOOTSTRAP_COMMISSIONING_PROCESS"
            ),
        ])
    func withoutSuccess(capability: String, simulation: String, name: String, error: String) async throws {
        let device = try Device(reading: "{\(capability)}", simulation: simulation)
        let members = JSONValue(reading: "{\(capability)}").object
        let namespace = try #require(members?["interface"]?.string)
        let answer = try await device.ask(
            namespace, name, instance: members?["instance"]?.string, version: members?["version"]?.string ?? "")
        #expect(answer.kind == "\(namespace) \(error)")
        // A cloud without a handler for the directive answers that it is not supported.
        #expect(try await device.ask("Alexa", "ReportState").name == "StateReport")
    }
}
