import AlexaProtocol
import Explanation
import Testing

@Suite struct RecorderTests {
    private static func capture(_ directive: JSONValue, asText: Bool = false) -> String {
        let line: JSONValue = [
            "timestamp": "2026-11-26T04:00:00.000Z", "level": "DEBUG", "event": "capture",
            "directive": asText ? .string(directive.text) : directive,
        ]
        return line.text
    }

    private static func recorder(_ lines: [String]) -> Recorder {
        var recorder = Recorder { namespace, _ in namespace == "Alexa.BrightnessController" ? "lamp-kitchen" : nil }
        for line in read(Day.bytes(lines)).lines { recorder.read(line) }
        return recorder
    }

    private static func directive(
        _ payload: JSONValue, of namespace: String = "Alexa.BrightnessController", _ name: String = "SetBrightness",
        endpointId: String = "s3cret-device", cookie: JSONValue = ["s3cret-key": "s3cret-value"]
    ) -> JSONValue {
        [
            "directive": [
                "header": [
                    "namespace": .string(namespace), "name": .string(name), "payloadVersion": "3",
                    "messageId": "s3cret-message", "correlationToken": "s3cret-correlation",
                ],
                "endpoint": [
                    "scope": [
                        "type": "BearerTokenWithPartition", "token": "s3cret-token", "partition": "s3cret",
                        "userId": "s3cret",
                    ],
                    "endpointId": .string(endpointId), "cookie": cookie,
                ],
                "payload": payload,
            ]
        ]
    }

    @Test func aDirectiveBecomesAFile() throws {
        let recorder = Self.recorder([Self.capture(Self.directive(["brightness": 42]))])
        let recording = try #require(recorder.recordings.first)
        #expect(recording.folder == "BrightnessController")
        #expect(
            (0...3).map(recording.fileName) == [
                "SetBrightness.json", "SetBrightness.brightness-42.json", "SetBrightness.brightness-42-2.json",
                "SetBrightness.brightness-42-3.json",
            ])
        let text = String(decoding: recording.document(named: "SetBrightness.json"), as: UTF8.self)
        try expectGolden(text, "recorded.json")
        #expect(!text.contains("s3cret"))
        let incoming = IncomingDirective(Array(text.utf8))
        guard case .success(let read) = incoming.directive else { throw incoming.error }
        #expect(read.header.namespace == "Alexa.BrightnessController" && read.endpoint?.endpointId == "lamp-kitchen")
        #expect(incoming.address.correlationToken?.exposed == "correlation-brightnesscontroller-setbrightness-json")
    }

    @Test(
        arguments: [
            ["name": "s3cret Bob", "friendlyName": "BOB S3CRET"], ["BobSmith": 1],
            ["s3cret key": 1, "bob@s3cret.example": "x"],
            [
                "grant": ["type": "OAuth2.AuthorizationCode", "code": "s3cret"],
                "grantee": ["type": "BearerToken", "token": "s3cret"],
            ],
            ["authorization": ["type": "FOUR_DIGIT_PIN", "value": "s3cret"]], ["mode": "s3cret.Mode"],
            ["value": "S3CRET"],
            ["entities": [["type": "Actor", "value": "S3CRET"], ["type": "s3cret", "uri": "https://s3cret"]]],
            ["type": "s3cret", "scale": "s3cret", "input": "s3cret HDMI", "cookTime": "PT s3cret"],
            ["a": [["b": ["c": "s3cret"]]]],
            ["image": "https://s3cret.example/p.png", "searchText": ["transcribed": "s3cret"]],
        ] as [JSONValue])
    func everythingThatCouldBePersonalIsReplaced(_ payload: JSONValue) throws {
        for asText in [false, true] {
            let recorder = Self.recorder([
                Self.capture(Self.directive(payload, of: "Alexa.Anything", "Do"), asText: asText)
            ])
            let recording = try #require(recorder.recordings.first)
            let text = String(decoding: recording.document(named: "Do.json"), as: UTF8.self)
            #expect(!text.lowercased().contains("s3cret") && !text.lowercased().contains("bob"), "\(text)")
        }
    }

    /// A client may send a PIN as a number.
    @Test(
        arguments: [
            ["authorization": ["type": "FOUR_DIGIT_PIN", "value": 4711]], ["pin": 4711], ["code": 4711],
            ["authorization": 4711], ["authorization": [4711]], ["authorization": ["value": [4711]]],
            ["code": ["a": [4711]]],
        ] as [JSONValue])
    func aNumberThatIsASecretIsReplaced(_ payload: JSONValue) throws {
        let recorder = Self.recorder([Self.capture(Self.directive(payload, of: "Alexa.Anything", "Do"))])
        let recording = try #require(recorder.recordings.first)
        let text = String(decoding: recording.document(named: recording.fileName(1)), as: UTF8.self)
        #expect(!text.contains("4711") && !recording.fileName(1).contains("4711"))
    }

    @Test func alexasOwnWordsStay() throws {
        let payload: JSONValue = [
            "targetSetpoint": ["value": 21.5, "scale": "CELSIUS"], "thermostatMode": ["value": "HEAT"],
            "armState": "ARMED_AWAY",
            "cookTime": "PT20M", "input": "HDMI 1", "bands": [["name": "BASS", "level": -2]], "mute": true,
            "nothing": .null,
        ]
        let recorder = Self.recorder([Self.capture(Self.directive(payload, of: "Alexa.Anything", "Do"))])
        let text = String(decoding: try #require(recorder.recordings.first).document(named: "Do.json"), as: UTF8.self)
        let read = JSONDocument(parsing: Array(text.utf8)).value?.object?["directive"]?.object?["payload"]
        #expect(read == payload)
    }

    @Test func whatDiffersInSecretsOnlyIsTheSame() {
        let recorder = Self.recorder([
            Self.capture(Self.directive(["brightness": 42])),
            Self.capture(Self.directive(["brightness": 42], endpointId: "another", cookie: ["b": "other"])),
            Self.capture(Self.directive(["brightness": 43])),
        ])
        #expect(recorder.recordings.count == 2 && recorder.repetitions == 1)
    }

    @Test(arguments: [
        "Alexa/../../etc", "Alexa.Power Controller", "NotAlexa", "", "Alexa.", "Alexa.A.B.C.D", "Alexa.S3cret\u{0}",
    ])
    func aNameThatIsNoneOfAlexasIsNotRecorded(_ namespace: String) {
        let recorder = Self.recorder([Self.capture(Self.directive([:], of: namespace, "Do"))])
        #expect(recorder.recordings.isEmpty && recorder.unusable == 1)
    }

    @Test func anEssenceIsThatOfItsFile() throws {
        let recording = try #require(Self.recorder([Self.capture(Self.directive(["brightness": 42]))]).recordings.first)
        let value = try #require(JSONDocument(parsing: recording.document(named: "SetBrightness.x.json")).value)
        #expect(Recording.essence(of: value) == recording.essence)
    }
}

extension IncomingDirective {
    fileprivate var error: any Error {
        if case .failure(let error) = directive { error } else { CancellationError() }
    }
}
