import AlexaProtocol
import Testing

@testable import SimulatedHome

/// Valid home files, and the messages for invalid ones.
@Suite struct HomeFileTests {
    private static func lamp(_ simulation: String) -> String {
        #"{"endpoints":[{"endpointId":"lamp","capabilities":[],"simulation":\#(simulation)}]}"#
    }

    @Test(arguments: [
        #"{"endpoints":[]}"#,
        #"{"event":{"header":{},"payload":{"endpoints":[{"endpointId":"lamp"}]}}}"#,
        lamp("null"), lamp("{}"),
        lamp(#"{"state":null,"latencyMs":null,"offline":null,"faults":null}"#),
        lamp(
            #"{"latencyMs":0.5,"offline":false,"faults":[{"error":{"type":"ENDPOINT_BUSY"},"times":0}],"jammed":true}"#),
    ])
    func isTaken(_ text: String) throws {
        _ = try HomeFile(Array(text.utf8))
    }

    private static func findings(_ capability: String) throws -> [Finding] {
        let home = try HomeFile(
            Array(
                #"{"endpoints":[{"endpointId":"lamp-of-mine","friendlyName":"Lamp","manufacturerName":"Works","description":"Lamp by Works","displayCategories":["LIGHT"],"capabilities":[{"type":"AlexaInterface","interface":"Alexa","version":"3"},\#(capability)]}]}"#
                    .utf8))
        return DiscoveryRules.examine(try #require(home.devices.first).endpoint).findings
    }

    /// Corrections by the reader are reported like corrections by the rules.
    @Test func whatIsMendedIsNamed() throws {
        func power(_ version: String, _ flag: String, type: String = "AlexaInterface") -> String {
            #"{"type":"\#(type)","interface":"Alexa.PowerController","version":\#(version),"properties":{"supported":[{"name":"powerState"}],"retrievable":\#(flag)}}"#
        }
        let clean = try Self.findings(power(#""3""#, "true"))
        #expect(clean.map(\.message) == [])
        let flag = try Self.findings(power(#""3""#, #""true""#))
        #expect(flag.map(\.rule.id) == ["props-booleans"])
        #expect(flag.first?.path == JSONPath(["capabilities", 1, "properties", "retrievable"]))
        #expect(flag.first?.outcome == .mended("retrievable is true"))
        #expect(try Self.findings(power("3", "true")).map(\.rule.id) == ["cap-version-string"])
        #expect(try Self.findings(power("null", "true")).map(\.rule.id) == ["no-null-anywhere", "cap-version-string"])
        #expect(try Self.findings(power(#""3""#, "true", type: "Alexa")).map(\.rule.id) == ["cap-type"])
    }

    @Test func theSampleHomeIsNotMended() throws {
        #expect(try HomeFile(HomeFile.sampleBytes).devices.flatMap(\.endpoint.mends).map(\.message) == [])
    }

    /// The sample home's devices are read one by one; those of a file are read together.
    @Test func theSampleHomeIsReadAsAnyFile() throws {
        let devices = try HomeFile(HomeFile.sampleBytes).devices
        #expect(devices.count > 50)
        let last = try #require(devices.last?.endpoint.endpointId)
        let sample = HomeFile.sample
        #expect(sample.device(last)?.endpoint.json == devices.last?.endpoint.json)
        #expect(sample.devices.map(\.endpoint.json) == devices.map(\.endpoint.json))
        #expect(sample.devices.map { "\($0.simulation)" } == devices.map { "\($0.simulation)" })
        let latencies = devices.map { sample.latency($0.endpoint.endpointId) ?? .zero }
        #expect(latencies == devices.map(\.simulation.latency))
        #expect(latencies.contains { $0 > .zero })
        #expect(sample.device("nobody") == nil)
    }

    private static let refused: [(String, String)] = [
        ("", "it is not JSON: the document is empty at byte 0"),
        ("[]", "it has neither a list \"endpoints\" nor is it a recorded Discover.Response"),
        (#"{"endpoints":[{}]}"#, "endpoints[0] is not an object with an endpointId"),
        (
            #"{"endpoints":[{"endpointId":"a"},{"endpointId":"a"}]}"#,
            "endpoints[1] has an endpointId that an earlier one has too"
        ),
        (lamp("1"), "endpoints[0].simulation is a number, not an object"),
        (lamp(#"{"state":{}}"#), "endpoints[0].simulation.state is an object, not a list"),
        (
            lamp(#"{"state":[{"namespace":"Alexa.PowerController","value":"ON"}]}"#),
            "endpoints[0].simulation.state[0] needs a namespace, a name and a value"
        ),
        (
            lamp(#"{"latencyMs":"5"}"#),
            "endpoints[0].simulation.latencyMs is not a number of milliseconds from 0 to a day"
        ),
        (
            lamp(#"{"latencyMs":-1}"#),
            "endpoints[0].simulation.latencyMs is not a number of milliseconds from 0 to a day"
        ),
        (lamp(#"{"offline":"true"}"#), "endpoints[0].simulation.offline is not true or false"),
        (lamp(#"{"faults":[{}]}"#), "endpoints[0].simulation.faults[0] needs an \"error\" with a \"type\""),
        (
            lamp(#"{"faults":[{"error":{"type":"TIRED"}}]}"#),
            "endpoints[0].simulation.faults[0]: Amazon lists no error type TIRED"
        ),
        (
            lamp(#"{"faults":[{"error":{"type":"ENDPOINT_BUZY"}}]}"#),
            "endpoints[0].simulation.faults[0]: Amazon lists no error type ENDPOINT_BUZY; did you mean ENDPOINT_BUSY?"
        ),
        (
            lamp(#"{"faults":[{"eror":1,"error":{"type":"ENDPOINT_BUSY"}}]}"#),
            "endpoints[0].simulation.faults[0].eror is not a key of a fault; did you mean error?"
        ),
        (
            lamp(#"{"faults":[{"namespace":"Alexa.PowerControler","error":{"type":"ENDPOINT_BUSY"}}]}"#),
            "endpoints[0].simulation.faults[0]: Porchlight does not speak Alexa.PowerControler; "
                + "did you mean Alexa.PowerController?"
        ),
        (
            lamp(
                #"{"faults":[{"namespace":"Alexa.PowerController","name":"turnOn","error":{"type":"ENDPOINT_BUSY"}}]}"#),
            "endpoints[0].simulation.faults[0]: Alexa.PowerController has no directive turnOn; did you mean TurnOn?"
        ),
        (
            lamp(#"{"faults":[{"name":"Explode","error":{"type":"ENDPOINT_BUSY"}}]}"#),
            "endpoints[0].simulation.faults[0]: no interface has a directive Explode"
        ),
        (
            lamp(#"{"latency":400}"#),
            "endpoints[0].simulation.latency is not a key of simulation; did you mean latencyMs?"
        ),
        (
            lamp(#"{"Offline":true}"#),
            "endpoints[0].simulation.Offline is not a key of simulation; did you mean offline?"
        ),
        (
            lamp(#"{"door_open":true}"#),
            "endpoints[0].simulation.door_open is not a key of simulation; did you mean doorOpen?"
        ),
        (lamp(#"{"colour":"red"}"#), "endpoints[0].simulation.colour is not a key of simulation"),
        (lamp(#"{"pin":1234}"#), "endpoints[0].simulation.pin is not a string"),
        (lamp(#"{"jammed":"true"}"#), "endpoints[0].simulation.jammed is not true or false"),
        (lamp(#"{"lowBattery":101}"#), "endpoints[0].simulation.lowBattery is not a whole number from 0 to 100"),
        (
            lamp(#"{"exitDelayInSeconds":256}"#),
            "endpoints[0].simulation.exitDelayInSeconds is not a whole number from 0 to 255"
        ),
        (lamp(#"{"maxCookTime":"2 hours"}"#), "endpoints[0].simulation.maxCookTime is not a duration, such as PT2H"),
        (lamp(#"{"safetyBeam":"Breached"}"#), "endpoints[0].simulation.safetyBeam is not one of breached, clear"),
        (
            lamp(#"{"colorTemperatureRange":{"minimumValue":6500,"maximumValue":2200}}"#),
            "endpoints[0].simulation.colorTemperatureRange is not an object with minimumValue and maximumValue, "
                + "the lower one first, in 1000 to 10000 kelvin"
        ),
        (
            lamp(#"{"powerLevels":[0,50,"100"]}"#),
            "endpoints[0].simulation.powerLevels is not a list, each element a whole number from 0 to 100"
        ),
        (
            lamp(#"{"state":[{"namespace":"Alexa.LockController","name":"lockstate","value":"LOCKED"}]}"#),
            "endpoints[0].simulation.state[0]: Alexa.LockController has no property lockstate; did you mean lockState?"
        ),
        (
            lamp(#"{"state":[{"namespace":"Alexa.lockcontroller","name":"lockState","value":"LOCKED"}]}"#),
            "endpoints[0].simulation.state[0]: Porchlight does not speak Alexa.lockcontroller; "
                + "did you mean Alexa.LockController?"
        ),
        (
            lamp(#"{"state":[{"namespace":"Alexa.LockController","name":"lockState","value":"OPEN"}]}"#),
            "endpoints[0].simulation.state[0]: lockState is \"OPEN\", not one of LOCKED, UNLOCKED, JAMMED"
        ),
        (
            lamp(#"{"state":[{"namespace":"Alexa.Speaker","name":"volume","value":101}]}"#),
            "endpoints[0].simulation.state[0]: volume is 101, not a whole number from 0 to 100"
        ),
        (
            lamp(#"{"state":[{"namespace":"Alexa.Speaker","name":"volume","Value":10,"value":10}]}"#),
            "endpoints[0].simulation.state[0].Value is not a key of a state; did you mean value?"
        ),
        (
            lamp(#"{"faults":[{"error":{"type":"NOT_SUPPORTED_IN_CURRENT_MODE"}}]}"#),
            "endpoints[0].simulation.faults[0]: NOT_SUPPORTED_IN_CURRENT_MODE needs valid fields: currentDeviceMode"
        ),
        (
            lamp(#"{"faults":[{"error":{"type":"ENDPOINT_BUSY","reason":"UNKNOWN"}}]}"#),
            "endpoints[0].simulation.faults[0]: ENDPOINT_BUSY has no field reason"
        ),
        (
            lamp(#"{"faults":[{"error":{"type":"ENDPOINT_LOW_POWER","percentage":5}}]}"#),
            "endpoints[0].simulation.faults[0]: ENDPOINT_LOW_POWER has no field percentage; "
                + "it has percentageState (optional)"
        ),
        (
            lamp(#"{"faults":[{"error":{"type":"INVALID_VALUE","namespace":"Alexa.Nowhere"}}]}"#),
            "endpoints[0].simulation.faults[0]: Amazon lists no error type INVALID_VALUE in Alexa.Nowhere"
        ),
        (
            lamp(#"{"faults":[{"error":{"type":"INVALID_VALUE","namespace":5}}]}"#),
            "endpoints[0].simulation.faults[0].error.namespace is a number, not a string"
        ),
        (
            lamp(#"{"faults":[{"namespace":5,"error":{"type":"ENDPOINT_BUSY"}}]}"#),
            "endpoints[0].simulation.faults[0].namespace is a number, not a string"
        ),
        (
            lamp(#"{"faults":[{"name":["TurnOn"],"error":{"type":"ENDPOINT_BUSY"}}]}"#),
            "endpoints[0].simulation.faults[0].name is an array, not a string"
        ),
        (
            lamp(#"{"faults":[{"error":{"type":"ENDPOINT_BUSY"},"times":-1}]}"#),
            "endpoints[0].simulation.faults[0].times is not a whole number, 0 or more"
        ),
        (
            lamp(#"{"faults":[{"error":{"type":"ENDPOINT_BUSY"},"times":"2"}]}"#),
            "endpoints[0].simulation.faults[0].times is not a whole number, 0 or more"
        ),
    ]

    @Test(arguments: refused)
    func isRefused(_ text: String, _ problem: String) {
        #expect {
            _ = try HomeFile(Array(text.utf8))
        } throws: {
            ($0 as? HomeFile.Problem)?.description == problem
        }
    }

    /// A device with one of each generic controller, and invalid states of it.
    @Test(arguments: [
        (#""name":"mode","instance":"M","value":"X""#, "the mode is none of A, B"),
        (
            #""name":"mode","instance":"m","value":"A""#,
            "the endpoint declares no instance m of Alexa.ModeController; did you mean M?"
        ),
        (#""name":"mode","value":"A""#, "the endpoint declares no instance without a name of Alexa.ModeController"),
    ])
    func aStateThatTheEndpointCannotHaveIsRefused(_ state: String, _ problem: String) throws {
        let home = #"""
            {"endpoints":[{"endpointId":"e","capabilities":[{"interface":"Alexa.ModeController","instance":"M",
            "configuration":{"ordered":false,"supportedModes":[{"value":"A"},{"value":"B"}]}}],
            "simulation":{"state":[{"namespace":"Alexa.ModeController",\#(state)}]}}]}
            """#
        #expect {
            _ = try HomeFile(Array(home.utf8))
        } throws: {
            ($0 as? HomeFile.Problem)?.description == "endpoints[0].simulation.state[0]: \(problem)"
        }
    }

    @Test func everythingThatIsWrongIsNamedAtOnce() throws {
        let home = #"""
            {"endpoints":[{"endpointId":"a","Simulation":{}},{},{"endpointId":"a","simulation":{"latency":1,"offline":0,
            "state":[{"namespace":"Alexa.Speaker","name":"mute","value":true}],"faults":[{"error":{"type":"NOPE"}}]}}]}
            """#
        let problem = #expect(throws: HomeFile.Problem.self) { try HomeFile(Array(home.utf8)) }
        #expect(
            problem?.problems == [
                "endpoints[0].Simulation is not read; did you mean simulation?",
                "endpoints[1] is not an object with an endpointId",
                "endpoints[2].simulation.latency is not a key of simulation; did you mean latencyMs?",
                "endpoints[2].simulation.state[0]: Alexa.Speaker has no property mute; did you mean muted?",
                "endpoints[2].simulation.faults[0]: Amazon lists no error type NOPE",
                "endpoints[2].simulation.offline is not true or false",
                "endpoints[2] has an endpointId that an earlier one has too",
            ])
    }

    /// Parts of recordings that are no errors: an interface or a property that discovery leaves out, unknown values.
    @Test(arguments: [
        #"{"namespace":"Alexa.Unheard","name":"x","value":1}"#,
        #"{"namespace":"Alexa.Speaker","name":"loudness","value":1}"#,
        #"{"namespace":"Alexa.Speaker","name":"volume","value":null}"#,
        #"{"namespace":"Alexa.EndpointHealth","name":"battery","value":{"health":{"state":"OK"}}}"#,
        #"{"namespace":"Alexa.Speaker","name":"volume","value":10,"timeOfSample":"2026-01-01T00:00:00Z","uncertaintyInMilliseconds":0}"#,
    ])
    func aRecordedStateIsTaken(_ state: String) throws {
        let home = #"""
            {"endpoints":[{"endpointId":"e","capabilities":[{"interface":"Alexa.Unheard"},
            {"interface":"Alexa.Speaker","properties":{"supported":[{"name":"loudness"},{"name":"volume"}]}}],
            "simulation":{"state":[\#(state)]}}]}
            """#
        _ = try HomeFile(Array(home.utf8))
    }

    @Test func aFaultHappensAsOftenAsTheFileSaysEvenToADeviceThatIsOffline() async throws {
        let device = try Device(
            [Device.capability("Alexa.PowerController", ["powerState"])],
            simulation: [
                "offline": true, "faults": [["name": "TurnOn", "error": ["type": "ENDPOINT_BUSY"], "times": 2]],
            ])
        var answers: [String] = []
        for _ in 0..<3 { answers.append(try await device.ask("Alexa.PowerController", "TurnOn").name) }
        #expect(answers == ["ENDPOINT_BUSY", "ENDPOINT_BUSY", "ENDPOINT_UNREACHABLE"])
    }

    @Test func aDeviceThatIsOfflineSaysSoThoughItsStateDoesNot() async throws {
        let device = try Device(
            [
                Device.capability("Alexa.PowerController", ["powerState"]),
                Device.capability("Alexa.EndpointHealth", ["connectivity"]),
            ],
            simulation: ["offline": true])
        #expect(try await device.report() == #"connectivity={"value":"UNREACHABLE"} powerState=OFF"#)
    }
}
