import AlexaProtocol
import Testing

@Suite("Detection and networking")
struct CamerasDetectionTests {
    private static func read(_ interface: any AlexaInterface.Type, _ json: String) throws(AlexaError)
        -> any DirectivePayload
    {
        try interface.directives[0].read(Payload(JSONValue(reading: json), of: .init("", interface.directives[0].name)))
    }

    @Test(
        "object classes are read and compared with what the camera declares",
        arguments: [
            (#"{"objectDetectionClasses": []}"#, nil),
            (#"{"objectDetectionClasses": [{"imageNetClass": "person"}]}"#, nil),
            (#"{"objectDetectionClasses": [{"imageNetClass": "person"}, {"imageNetClass": "package"}]}"#, nil),
            (
                #"{"objectDetectionClasses": [{"imageNetClass": "person"}, {"imageNetClass": "unicorn"}]}"#,
                "Alexa.SmartVision.ObjectDetectionSensor INVALID_VALUE"
            ),
            ("{}", "Alexa INVALID_DIRECTIVE"), (#"{"objectDetectionClasses": ["person"]}"#, "Alexa INVALID_DIRECTIVE"),
            (#"{"objectDetectionClasses": "person"}"#, "Alexa INVALID_DIRECTIVE"),
            (#"{"objectDetectionClasses": [{"imageNetClass": 1}]}"#, "Alexa INVALID_DIRECTIVE"),
        ] as [(String, String?)])
    func classes(json: String, expected: String?) {
        let capability = ObjectDetectionSensor.capability(classes: ["person", "package"])
        let error = AlexaError.thrown { () throws(AlexaError) in
            try Self.read(ObjectDetectionSensor.self, json).check(against: capability)
        }
        #expect(error.map { "\($0.type.header.namespace) \($0.type.type)" } == expected)
    }

    @Test("a camera that declares no classes takes all")
    func undeclaredClasses() {
        let error = AlexaError.thrown { () throws(AlexaError) in
            try ObjectDetectionSensor.Directive.setObjectDetectionClasses(["unicorn"])
                .check(against: Capability(ObjectDetectionSensor.self))
        }
        #expect(error == nil)
    }

    @Test("a detection is told under the interface's own version")
    func detection() {
        let event = ObjectDetectionSensor.objectDetection(
            ObjectDetectionSensor.Detection(
                eventIdentifier: "e1", imageNetClass: "person", at: CameraTests.time, uncertaintyInMilliseconds: -5,
                frameImageUri: "https://camera.example/1.jpg"))
        #expect([event.name, event.payloadVersion] == ["ObjectDetection", "1.0"])
        #expect(
            event.payload["events"]
                == JSONValue(
                    reading: """
                        [{"eventIdentifier": "e1", "imageNetClass": "person",
                        "timeOfSample": "2026-11-21T09:30:00.250Z", "uncertaintyInMilliseconds": 0,
                        "frameImageUri": "https://camera.example/1.jpg"}]
                        """))
    }

    @Test(
        "a property is sent in Alexa's words",
        arguments: [
            (
                ObjectDetectionSensor.self, "objectDetectionClasses", #"[{"imageNetClass": "person", "x": 1}]"#,
                #"[{"imageNetClass": "person"}]"#
            ),
            (ObjectDetectionSensor.self, "objectDetectionClasses", #"["person"]"#, nil),
            (
                EventDetectionSensor.self, "babyCryDetectionState",
                #"{"value": "DETECTED", "detectionMethods": ["audio"], "media": {"type": "DATAMART", "id": "1"}, "x": 1}"#,
                #"{"value": "DETECTED", "detectionMethods": ["AUDIO"], "media": {"type": "DATAMART", "id": "1"}}"#
            ),
            (
                EventDetectionSensor.self, "glassBreakDetectionState",
                #"{"value": "NOT_DETECTED", "detectionMethods": ["SMELL"], "media": {"id": "1"}}"#,
                #"{"value": "NOT_DETECTED"}"#
            ),
            (EventDetectionSensor.self, "dogBarkDetectionState", #""DETECTED""#, nil),
            (EventDetectionSensor.self, "enablementMode", #""DISABLED""#, #""DISABLED""#),
            (
                EventDetectionSensor.self, "detectionModes",
                #"{"babyCry": {"enablementMode": "ENABLED"}, "humming": {"cloudVerificationMode": "x", "y": 1}}"#,
                #"{"babyCry": {"enablementMode": "ENABLED"}, "humming": {"cloudVerificationMode": "x"}}"#
            ),
            (AccessController.self, "networkAccess", #""blocked""#, #""BLOCKED""#),
            (AccessController.self, "networkAccess", #""SOMETIMES""#, nil),
        ] as [(any AlexaInterface.Type, String, String, String?)])
    func property(interface: any AlexaInterface.Type, name: String, value: String, sent: String?) throws {
        let property = interface.property(name)
        let kind = try #require(property)
        #expect(kind.shape.normalised(JSONValue(reading: value)) == sent.map { JSONValue(reading: $0) })
    }

    @Test("events have nine properties, each reported in its own shape", arguments: EventDetectionSensor.Mode.allCases)
    func events(mode: EventDetectionSensor.Mode) throws {
        #expect(EventDetectionSensor.properties.count == 9)
        let state = EventDetectionSensor.detectionState(
            mode, isDetected: true, methods: [.audio, .video], mediaId: "clip_1")
        guard let name = mode.stateProperty else {
            #expect(state == nil)
            return
        }
        let value = try #require(state?.value)
        #expect(EventDetectionSensor.property(name)?.shape.normalised(value) == value)
        #expect(value.object?["media"] == ["type": "ALEXA.MEDIAMETADATA", "id": "clip_1"])
    }

    @Test("a capability for events names what it reports and what can be switched")
    func eventCapability() {
        let capability = EventDetectionSensor.capability(
            [
                (.babyCry, .init(supportsEnablementMode: true)),
                (.carbonMonoxideSiren, .init(.subscriptionRequired, supportsNotDetected: false)),
            ],
            methods: [.audio])
        #expect(capability.properties?.supported == ["babyCryDetectionState", "detectionModes"])
        #expect(EventDetectionSensor.switchableModes(of: capability) == ["babyCry"])
        #expect(
            capability.configuration
                == JSONValue(
                    reading: """
                        {"detectionMethods": ["AUDIO"], "detectionModes": {
                        "babyCry": {"featureAvailability": "ENABLED", "supportsEnablementMode": true,
                        "supportsNotDetected": true},
                        "carbonMonoxideSiren": {"featureAvailability": "SUBSCRIPTION_REQUIRED",
                        "supportsEnablementMode": false, "supportsNotDetected": false}}}
                        """
                ).object)
    }

    @Test(
        "network access is read",
        arguments: [
            (#"{"networkAccess": "BLOCKED"}"#, nil), (#"{"networkAccess": "ALLOWED"}"#, nil),
            ("{}", "INVALID_DIRECTIVE"),
            (#"{"networkAccess": true}"#, "INVALID_DIRECTIVE"), (#"{"networkAccess": "SOMETIMES"}"#, "INVALID_VALUE"),
        ] as [(String, String?)])
    func access(json: String, type: String?) {
        let error = AlexaError.thrown { () throws(AlexaError) in try Self.read(AccessController.self, json) }
        #expect(error?.type.type == type)
    }

    @Test("a router's knowledge is declared as it is read")
    func connectedDeviceCapability() {
        var information = ConnectedDevice.StaticInformation(macAddress: "00:11:22:33:44:55", deviceName: "Tablet")
        information.brand = "Porchlight"
        let capability = ConnectedDevice.capability(information, firstConnection: CameraTests.time)
        #expect(
            capability.configuration == [
                "firstConnectionTime": "2026-11-21T09:30:00Z",
                "staticDeviceInformation": [
                    "macAddress": "00:11:22:33:44:55", "deviceName": "Tablet", "brand": "Porchlight",
                ],
            ])
    }
}
