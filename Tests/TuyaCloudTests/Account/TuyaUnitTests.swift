import AlexaProtocol
import DeviceCloud
import LoopbackClouds
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing
import TuyaCloud

/// The app account's unit of temperature.
struct TuyaUnitTests {
    @Test(
        arguments: [(1, "CELSIUS"), (2, "FAHRENHEIT"), ("2", "FAHRENHEIT"), ("℉", "FAHRENHEIT"), (.null, "CELSIUS")]
            as [(JSONValue, String)])
    func theAccountsUnitIsTheLastSource(_ unit: JSONValue, _ scale: String) async throws {
        try await TuyaFixture.run([]) { tuya in
            tuya.fake.chooseUnit(unit)
            tuya.fake.add([.thermostat("bare", unit: "")])
            await tuya.discover()
            #expect(tuya.fake.calls(.user).count == 1)
            let report = await tuya.report("tuya:bare")
            #expect(
                report.property(".ThermostatController", "targetSetpoint")?["value"]
                    == ["value": 70, "scale": .string(scale)])
            // It also applies to a device that the process first sees in a directive.
            let cloud = TuyaCloud(
                tuya.settings, transport: tuya.transport, environment: tuya.environment, logger: tuya.log.logger)
            let endpoint = try #require(try await cloud.endpoint("tuya:bare", tuya.call()))
            let state = try await cloud.state(of: EndpointReference(endpoint), tuya.call())
            #expect(state.properties.contains { $0.state.value == ["value": 70, "scale": .string(scale)] })
        }
    }

    @Test func theAccountIsAskedOnlyWhereNothingElseTells() async throws {
        try await TuyaFixture.run(["lamp1", "climate1"]) { tuya in
            tuya.fake.add([.thermostat("celsius", unit: "℃")])
            await tuya.discover()
            #expect(tuya.fake.calls(.user).isEmpty)
        }
    }

    @Test func anAccountThatCannotBeAskedIsInCelsius() async throws {
        try await TuyaFixture.run([]) { tuya in
            tuya.fake.add([.thermostat("bare", unit: "")])
            tuya.fake.always(.user, tuya.refusal("28841101"))
            #expect(await tuya.discover().ids.contains("tuya:bare"))
            let report = await tuya.report("tuya:bare")
            #expect(
                report.property(".ThermostatController", "targetSetpoint")?["value"]
                    == ["value": 70, "scale": "CELSIUS"])
        }
    }
}

extension FakeTuyaDevice {
    /// A thermostat at 70 degrees with this unit, which may be empty.
    fileprivate static func thermostat(_ id: String, unit: String) -> FakeTuyaDevice {
        let values = #"{"min":40,"max":95,"scale":0,"step":1,"unit":"\#(unit)"}"#
        return FakeTuyaDevice(
            id, "Thermostat", "wk", [Point("switch", "Boolean", "{}", true), Point("temp_set", "Integer", values, 70)])
    }
}
