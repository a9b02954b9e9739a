import AlexaProtocol
import Testing

private let lock = "Alexa.LockController"
private let panel = "Alexa.SecurityPanelController"
private let alarms = ["burglaryAlarm", "carbonMonoxideAlarm", "fireAlarm", "waterAlarm"]
private let everyState: JSONObject = [
    "supportedArmStates": [["value": "ARMED_AWAY"], ["value": "ARMED_STAY"], ["value": "ARMED_NIGHT"]]
]

@Suite("A lock") struct LockTests {
    @Test(
        "locks and unlocks, unless it is jammed",
        arguments: [
            ("LOCKED", [:], "Unlock", "UNLOCKED"), ("UNLOCKED", [:], "Lock", "LOCKED"),
            ("LOCKED", [:], "Lock", "LOCKED"), ("JAMMED", [:], "Lock", "JAMMED"), ("JAMMED", [:], "Unlock", "JAMMED"),
            ("LOCKED", ["jammed": true], "Unlock", "JAMMED"), ("locked", [:], "Unlock", "UNLOCKED"),
        ] as [(String, JSONObject, String, String)])
    func turns(from state: String, traits: JSONObject, directive: String, to expected: String) async throws {
        let device = try Device(
            [Device.capability(lock, ["lockState"])], state: [Device.state(lock, "lockState", .string(state))],
            simulation: traits)
        let reply = try await device.ask(lock, directive)
        #expect([reply.name, reply.summary] == ["Response", "lockState=\(expected)"])
    }

    @Test("is locked if nothing is known, and JAMMED if that is its trouble")
    func starts() async throws {
        #expect(try await Device([Device.capability(lock, ["lockState"])]).report() == "lockState=LOCKED")
        let jammed = try Device([Device.capability(lock, ["lockState"])], simulation: ["jammed": true])
        #expect(try await jammed.report() == "lockState=JAMMED")
    }
}

@Suite("A security panel") struct SecurityPanelTests {
    private func device(_ state: String = "DISARMED", _ traits: JSONObject = [:]) throws -> Device {
        try Device(
            [Device.capability(panel, ["armState"], configuration: everyState)],
            state: [Device.state(panel, "armState", .string(state))],
            simulation: traits)
    }

    private func pin(_ digits: String) -> JSONValue {
        ["authorization": ["type": "FOUR_DIGIT_PIN", "value": .string(digits)]]
    }

    @Test("starts disarmed and quiet")
    func starts() async throws {
        let device = try Device([Device.capability(panel, ["armState"] + alarms)])
        let ok = alarms.map { "\($0)={\"value\":\"OK\"}" }.joined(separator: " ")
        #expect(try await device.report() == "armState=DISARMED " + ok)
    }

    @Test(
        "arms, and says how long there is to leave",
        arguments: [
            (["armState": "ARMED_STAY"], [:], [:]),
            (["armState": "ARMED_STAY"], ["exitDelayInSeconds": 45], ["exitDelayInSeconds": 45]),
            (["armState": "ARMED_STAY", "armInstant": true], ["exitDelayInSeconds": 45], ["exitDelayInSeconds": 0]),
            (["armState": "ARMED_STAY", "bypassType": "BYPASS_ALL"], [:], [:]),
            (
                ["armState": "ARMED_STAY", "bypassType": "BYPASS_ALL"],
                ["openZones": [["friendlyName": "Window", "endpointId": "w"], ["friendlyName": "Hatch"]]],
                ["bypassedEndpoints": [["friendlyName": "Window", "endpointId": "w"], ["friendlyName": "Hatch"]]]
            ),
        ] as [(JSONValue, JSONObject, JSONObject)])
    func arms(directive: JSONValue, traits: JSONObject, expected: JSONObject) async throws {
        let reply = try await device("DISARMED", traits).ask(panel, "Arm", directive)
        #expect([reply.namespace, reply.name, reply.summary] == [panel, "Arm.Response", "armState=ARMED_STAY"])
        #expect(reply.payload == expected)
    }

    @Test(
        "will not arm when something stands in the way",
        arguments: [
            ("ARMED_AWAY", [:], ["armState": "ARMED_STAY"], "AUTHORIZATION_REQUIRED"),
            ("ARMED_AWAY", [:], ["armState": "ARMED_NIGHT"], "AUTHORIZATION_REQUIRED"),
            ("ARMED_AWAY", ["trouble": true], ["armState": "ARMED_STAY"], "AUTHORIZATION_REQUIRED"),
            ("DISARMED", ["openZones": [["friendlyName": "Window"]]], ["armState": "ARMED_STAY"], "BYPASS_NEEDED"),
            (
                "DISARMED", ["openZones": [["friendlyName": "Window"]]],
                ["armState": "ARMED_STAY", "bypassType": "BYPASS_SOME"], "BYPASS_NEEDED"
            ),
            ("DISARMED", ["trouble": true], ["armState": "ARMED_STAY"], "UNCLEARED_TROUBLE"),
            ("DISARMED", ["notReady": true], ["armState": "ARMED_STAY"], "NOT_READY"),
            ("DISARMED", [:], ["armState": "DISARMED"], "INVALID_VALUE"),
            ("DISARMED", [:], ["armState": "ARMED_VACATION"], "INVALID_VALUE"),
            ("DISARMED", [:], ["armState": 1], "INVALID_DIRECTIVE"),
            ("DISARMED", [:], [:], "INVALID_DIRECTIVE"),
        ] as [(String, JSONObject, JSONValue, String)])
    func refuses(state: String, traits: JSONObject, directive: JSONValue, error: String) async throws {
        let device = try device(state, traits)
        #expect(try await device.ask(panel, "Arm", directive).name == error)
        #expect(try await device.report() == "armState=\(state)")
    }

    @Test("will not arm while an alarm rings", arguments: alarms)
    func alarm(name: String) async throws {
        let device = try Device(
            [Device.capability(panel, ["armState"] + alarms)], state: [Device.state(panel, name, ["value": "ALARM"])])
        #expect(try await device.ask(panel, "Arm", ["armState": "ARMED_AWAY"]).name == "UNCLEARED_ALARM")
    }

    @Test("arms only as it declares")
    func undeclaredState() async throws {
        let device = try Device([
            Device.capability(panel, ["armState"], configuration: ["supportedArmStates": [["value": "ARMED_AWAY"]]])
        ])
        #expect(try await device.ask(panel, "Arm", ["armState": "ARMED_NIGHT"]).name == "INVALID_VALUE")
        #expect(try await device.ask(panel, "Arm", ["armState": "ARMED_AWAY"]).name == "Arm.Response")
    }

    @Test("arms again without asking for anything")
    func again() async throws {
        let device = try device("ARMED_AWAY", ["openZones": [["friendlyName": "Window"]]])
        #expect(try await device.ask(panel, "Arm", ["armState": "ARMED_AWAY"]).name == "Arm.Response")
    }

    @Test("disarms with its PIN only, if it has one")
    func disarms() async throws {
        let device = try device("ARMED_AWAY", ["pin": "0042"])
        let wrong: [JSONValue] = [[:], pin("42"), pin("00420"), pin("1234")]
        for payload in wrong {
            let reply = try await device.ask(panel, "Disarm", payload)
            #expect([reply.namespace, reply.name] == [panel, "UNAUTHORIZED"])
        }
        #expect(try await device.ask(panel, "Disarm", ["authorization": ["value": 42]]).name == "INVALID_DIRECTIVE")
        let reply = try await device.ask(panel, "Disarm", pin("0042"))
        #expect([reply.namespace, reply.name, reply.summary] == ["Alexa", "Response", "armState=DISARMED"])
        // A disarmed panel accepts Disarm with any PIN, or with none.
        for payload in wrong { #expect(try await device.ask(panel, "Disarm", payload).name == "Response") }
        #expect(try await self.device("ARMED_STAY").ask(panel, "Disarm").summary == "armState=DISARMED")
    }
}
