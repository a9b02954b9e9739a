import AlexaProtocol
import SimulatedHome
import Testing

/// What is a home file, and what is said of a file that is none.
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

    @Test func theSampleHomeIsOne() throws {
        #expect(try HomeFile.sample().devices.count > 50)
    }

    @Test(arguments: [
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
    ])
    func isRefused(_ text: String, _ problem: String) {
        #expect {
            _ = try HomeFile(Array(text.utf8))
        } throws: {
            ($0 as? HomeFile.Problem)?.description == problem
        }
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
