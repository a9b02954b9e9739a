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

    private func set(_ home: CamerasHome, _ classes: String...) async -> CamerasAnswer {
        let list = classes.map { #"{"imageNetClass": "\#($0)"}"# }.joined(separator: ",")
        return await home.answer(
            Self.sensor, "SetObjectDetectionClasses", #"{"objectDetectionClasses": [\#(list)]}"#, version: "1.0")
    }

    @Test("classes replace those before")
    func replacement() async throws {
        let home = try CamerasHome(Self.objects)
        #expect(await home.state(Self.sensor, "objectDetectionClasses") == [])
        let both = await set(home, "person", "package")
        #expect(both.kind == "Alexa Response")
        #expect(
            both.property(Self.sensor, "objectDetectionClasses") == [
                ["imageNetClass": "person"], ["imageNetClass": "package"],
            ])
        _ = await set(home, "package")
        #expect(await home.state(Self.sensor, "objectDetectionClasses") == [["imageNetClass": "package"]])
        _ = await set(home)
        #expect(await home.state(Self.sensor, "objectDetectionClasses") == [])
    }

    @Test("an unknown class is the interface's own INVALID_VALUE and changes nothing")
    func unknownClass() async throws {
        let home = try CamerasHome(
            Self.objects,
            simulation:
                #""state": [{"namespace": "\#(Self.sensor)", "name": "objectDetectionClasses", "value": [{"imageNetClass": "person"}]}]"#
        )
        #expect(await set(home, "unicorn").kind == "\(Self.sensor) ErrorResponse INVALID_VALUE")
        #expect(await home.state(Self.sensor, "objectDetectionClasses") == [["imageNetClass": "person"]])
    }

    @Test("recognition may need a subscription, switching it off never does")
    func subscription() async throws {
        let home = try CamerasHome(Self.objects, simulation: #""subscription": false"#)
        #expect(await set(home, "person").kind == "\(Self.sensor) ErrorResponse SUBSCRIPTION_REQUIRED")
        #expect(await set(home).kind == "Alexa Response")
    }

    @Test("the interface's payload version may be written 3")
    func payloadVersion() async throws {
        let answer = try await CamerasHome(Self.objects).answer(
            Self.sensor, "SetObjectDetectionClasses", #"{"objectDetectionClasses": []}"#)
        #expect(answer.kind == "Alexa Response")
    }

    @Test("events are quiet at first, and what can be switched is on")
    func events() async throws {
        let names = EventDetectionSensor.properties.map(\.name)
        let home = try CamerasHome(
            Self.capability(
                "Alexa.EventDetectionSensor", names,
                #", "configuration": {"detectionModes": {"babyCry": {"supportsEnablementMode": true}, "dogBark": {}}}"#),
            simulation: """
                "state": [{"namespace": "Alexa.EventDetectionSensor", "name": "dogBarkDetectionState",
                "value": {"value": "DETECTED", "detectionMethods": ["AUDIO"]}}]
                """)
        func state(_ name: String) async -> JSONValue? { await home.state("Alexa.EventDetectionSensor", name) }
        #expect(names.count == 9)
        #expect(await state("babyCryDetectionState") == ["value": "NOT_DETECTED"])
        #expect(await state("dogBarkDetectionState") == ["value": "DETECTED", "detectionMethods": ["AUDIO"]])
        #expect(await state("detectionModes") == ["babyCry": ["enablementMode": "ENABLED"]])
        #expect(await state("enablementMode") == "ENABLED")
    }

    @Test("a sensor takes no directives")
    func sensorDirective() async throws {
        let home = try CamerasHome(Self.capability("Alexa.EventDetectionSensor", ["enablementMode"]))
        let answer = await home.answer("Alexa.EventDetectionSensor", "SetEnablementMode")
        #expect(answer.kind == "Alexa ErrorResponse INVALID_DIRECTIVE")
    }

    @Test("network access is granted at first, and set")
    func access() async throws {
        let namespace = "Alexa.Networking.AccessController"
        let home = try CamerasHome(Self.capability(namespace, ["networkAccess"]))
        #expect(await home.state(namespace, "networkAccess") == "ALLOWED")
        let answer = await home.answer(namespace, "SetNetworkAccess", #"{"networkAccess": "BLOCKED"}"#)
        #expect(answer.kind == "Alexa Response")
        #expect(answer.property(namespace, "networkAccess") == "BLOCKED")
        #expect(
            await home.answer(namespace, "SetNetworkAccess", #"{"networkAccess": "x"}"#).kind
                == "Alexa ErrorResponse INVALID_VALUE")
        #expect(await home.state(namespace, "networkAccess") == "BLOCKED")
    }

    @Test(
        "what answers these directives is not published, so they are refused",
        arguments: [
            ("Alexa.SmartVision.SnapshotProvider", "GetSnapshot"), ("Alexa.DataController", "ReportData"),
            ("Alexa.Commissionable", "ReportCommissioningInformation"),
        ])
    func leftOut(namespace: String, name: String) async throws {
        let answer = try await CamerasHome(#"{"interface": "\#(namespace)"}"#).answer(namespace, name)
        #expect(answer.kind == "Alexa ErrorResponse INVALID_DIRECTIVE")
    }
}
