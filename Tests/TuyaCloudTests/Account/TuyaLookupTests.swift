import AlexaProtocol
import DeviceCloud
import LoopbackClouds
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing
import TuyaCloud

/// Devices that are not in the list of devices, or that a directive names before any list.
struct TuyaLookupTests {
    @Test func anAirConditionerThatOnlyItsBlasterKnows() async throws {
        try await TuyaFixture.run(["blaster1", "aircon1"]) { tuya in
            tuya.fake.change("aircon1") { $0.isUnlisted = true }
            #expect(await tuya.discover().ids.contains("tuya:aircon1"))
            func set(_ degrees: Int) async -> String {
                await tuya.ask(
                    "tuya:aircon1", ".ThermostatController", "SetTargetTemperature",
                    #"{"targetSetpoint": {"value": \#(degrees), "scale": "CELSIUS"}}"#
                ).verdict
            }
            #expect(await set(26) == "Response")
            #expect(tuya.fake.airConditioner["temp"] == "26")
            #expect(await tuya.report("tuya:aircon1").verdict == "StateReport")
            // It stays in a later discovery, even while the blaster cannot be asked.
            #expect(await tuya.discover().ids.contains("tuya:aircon1"))
            tuya.fake.always(.remotes, .text(503, "<html>"))
            #expect(await set(25) == "Response")
            tuya.fake.forgetScripts()
            // Removed from the blaster: only the blaster's list can confirm that.
            tuya.fake.remove { $0.id == "aircon1" }
            #expect(await set(24) == "ErrorResponse NO_SUCH_ENDPOINT")
        }
    }

    @Test func anAirConditionerThatIsFirstMetByADirective() async throws {
        try await TuyaFixture.run(["blaster1", "aircon1", "plug1"]) { tuya in
            tuya.fake.change("aircon1") { $0.isUnlisted = true }
            #expect(await tuya.ask("tuya:aircon1", ".PowerController", "TurnOn").verdict == "Response")
            #expect(tuya.fake.airConditioner["power"] == "1")
        }
    }

    /// Ids that cannot be Tuya's are never put into a path: the signature would be refused, and that stops the account.
    @Test func oddIdsCostOnlyTheirDevices() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            let odd = ["../../x", "e e/é", "..", "a?b=c", "a%2Fb", String(repeating: "x", count: 300)]
            tuya.fake.add(odd.map { FakeTuyaDevice($0, "Odd", "cz", [.init("switch_1", "Boolean")]) })
            #expect(await tuya.discover().ids == ["tuya:plug1", "tuya:scene:1001:scene1"])
            #expect(tuya.fake.calls(.specification).count == 1)
            #expect(tuya.log.lines("device_left_out").count == odd.count)
            #expect(await tuya.turnOn().verdict == "Response")
            #expect(tuya.log.lines("alarm").isEmpty)
        }
    }

    @Test(arguments: ["../../x", "..", "a?b=c", "a&b", "e e", ""])
    func aDirectiveToAnOddIdAsksNothing(_ id: String) async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            for endpoint in ["tuya:\(id)", "tuya:scene:\(id):scene1", "tuya:scene:1001:\(id)"] {
                #expect(await tuya.turnOn(endpoint).verdict.hasPrefix("ErrorResponse"))
            }
            // The whole list may be requested, but nothing with the id.
            let known: [FakeTuya.Operation] = [.token, .list, .homes, .scenes, .specification]
            #expect(tuya.fake.calls.allSatisfy { known.contains($0.operation) })
            #expect(tuya.fake.calls(.specification).allSatisfy { $0.path.hasSuffix("/plug1/specification") })
            #expect(tuya.fake.calls(.scenes).allSatisfy { $0.path == "/v1.1/homes/1001/scenes" })
            #expect(await tuya.turnOn().verdict == "Response")
        }
    }

    /// A device unknown to this process is reported as gone only if a list lacks it.
    @Test(arguments: ["1000", "2010", "2002", "1106", "1108"])
    func aDeviceThatIsFirstMetByADirectiveAndIsGone(_ code: String) async throws {
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            tuya.fake.remove { $0.id == "plug1" }
            tuya.fake.always(.record, tuya.refusal(code), for: "plug1")
            #expect(await tuya.turnOn().verdict == "ErrorResponse NO_SUCH_ENDPOINT")
            #expect(tuya.fake.calls(.list).count == 1)
            #expect(await tuya.report().verdict == "ErrorResponse NO_SUCH_ENDPOINT")
        }
        // The list cannot be read, so the device is not reported as gone.
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            tuya.fake.always(.record, tuya.refusal(code), for: "plug1")
            tuya.fake.always(.list, .text(503, "<html>"))
            #expect(await tuya.turnOn().verdict == "ErrorResponse ENDPOINT_UNREACHABLE")
            #expect(await tuya.report().verdict == "ErrorResponse ENDPOINT_UNREACHABLE")
            #expect(tuya.fake.calls(.command).isEmpty)
        }
        // The list has the device, so it is not gone.
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            tuya.fake.change("plug1") { $0.points[0].value = false }
            tuya.fake.always(.record, tuya.refusal(code), for: "plug1")
            #expect(await tuya.turnOn().verdict == "Response")
        }
    }
}
