import AlexaProtocol
import DeviceCloud
import Testing

@testable import TuyaCloud

/// Sensors, batteries and other read-only points.
struct SensorTests {
    struct Case: CustomTestStringConvertible {
        let specification: TuyaSpecification
        let values: KeyValuePairs<String, JSONValue>
        let expected: [String]
        var allowsRemoteUnlock: Bool?

        var testDescription: String { "\(specification.category) \(values)" }
    }

    static let cases: [Case] = [
        Case(
            specification: .of(
                "wsdcg", [:],
                status: [
                    "va_temperature": .int(-200...600, scale: 1, unit: "℃"), "va_humidity": .int(0...1000, scale: 1),
                ]), values: ["va_temperature": -53, "va_humidity": 455],
            expected: [#"temperature {"value":-5.3,"scale":"CELSIUS"}"#, "relativeHumidity 45.5"]),
        Case(
            specification: .of("wsdcg", [:], status: ["va_temperature": .int(-40...140, unit: "℉")]),
            values: ["va_temperature": 68], expected: [#"temperature {"value":68,"scale":"FAHRENHEIT"}"#]),
        Case(
            specification: .of("mcs", [:], status: ["doorcontact_state": .bool]), values: ["doorcontact_state": true],
            expected: ["detectionState DETECTED"]),
        Case(
            specification: .of("pir", [:], status: ["pir": .words(["pir", "none"])]), values: ["pir": "pir"],
            expected: ["detectionState DETECTED"]),
        Case(
            specification: .of("pir", [:], status: ["pir": .words(["pir", "none"])]), values: ["pir": "none"],
            expected: ["detectionState NOT_DETECTED"]),
        Case(
            specification: .of("hps", [:], status: ["presence_state": .words(["none", "presence", "small_move"])]),
            values: ["presence_state": "small_move"], expected: ["detectionState DETECTED"]),
        Case(
            specification: .of("ywbj", [:], status: ["smoke_sensor_status": .words(["alarm", "normal"])]),
            values: ["smoke_sensor_status": "alarm"],
            expected: ["Sensor.Alarm mode alarm", "detectionState DETECTED"]),
        Case(
            specification: .of("sj", [:], status: ["watersensor_state": .words(["alarm", "normal"])]),
            values: ["watersensor_state": "normal"],
            expected: ["Sensor.Alarm mode normal", "detectionState NOT_DETECTED"]),
        Case(
            specification: .of("rqbj", [:], status: ["gas_sensor_status": .words(["0", "1"])]),
            values: ["gas_sensor_status": "1"], expected: ["Sensor.Alarm mode 1", "detectionState DETECTED"]),
        Case(
            specification: .of("ms", [:], status: ["lock_motor_state": .bool, "doorcontact_state": .bool]),
            values: ["lock_motor_state": false, "doorcontact_state": true],
            expected: ["lockState LOCKED", "detectionState DETECTED"], allowsRemoteUnlock: true),
        Case(
            specification: .of("ms", [:], status: ["closed_opened": .words(["closed", "open", "unknown"])]),
            values: ["closed_opened": "open"], expected: ["lockState UNLOCKED"], allowsRemoteUnlock: true),
        Case(
            specification: .of("ms", [:], status: ["closed_opened": .words(["closed", "open", "unknown"])]),
            values: ["closed_opened": "unknown"], expected: [], allowsRemoteUnlock: true),
        Case(
            specification: .of("kj", ["switch": .bool], status: ["pm25": .int(0...999), "filter": .int(0...100)]),
            values: ["switch": true, "pm25": 12, "filter": 80],
            expected: ["powerState ON", "Air.Dust rangeValue 12", "Filter.Life rangeValue 80"]),
    ]

    @Test(arguments: cases) func reports(_ test: Case) throws {
        let bench = try DeviceBench(test.specification, allowsRemoteUnlock: test.allowsRemoteUnlock)
        #expect(bench.report(test.values) == test.expected)
        #expect(bench.lines.all == [])
    }

    @Test(
        arguments: [
            (["battery_percentage": 80], #"{"health":{"state":"OK"},"levelPercentage":80}"#),
            (
                ["battery_percentage": 15],
                #"{"health":{"state":"WARNING","reasons":["LOW_CHARGE"]},"levelPercentage":15}"#
            ),
            (
                ["battery_percentage": 3],
                #"{"health":{"state":"CRITICAL","reasons":["LOW_CHARGE"]},"levelPercentage":3}"#
            ),
            (["battery_state": "low"], #"{"health":{"state":"WARNING","reasons":["LOW_CHARGE"]}}"#),
            (["battery_state": "high"], #"{"health":{"state":"OK"}}"#),
            (
                ["battery_state": "middle", "fault": 2],
                #"{"health":{"state":"WARNING","reasons":["LOW_CHARGE"]}}"#
            ),
            (["battery_state": "middle", "fault": 1], #"{"health":{"state":"OK"}}"#),
        ] as [([String: JSONValue], String)])
    func batteriesHaveALevelOrAState(_ values: [String: JSONValue], _ expected: String) throws {
        let bench = try DeviceBench(
            .of(
                "mcs", [:],
                status: [
                    "doorcontact_state": .bool, "battery_percentage": .int(0...100),
                    "battery_state": .words(["low", "middle", "high"]), "fault": .bits(["E1", "low_battery"]),
                ]))
        let state = TuyaState(values.map { TuyaPoint($0.key, $0.value) }, readAt: DeviceBench.readAt)
        #expect(bench.report(state) == ["battery " + expected])
        let health = try #require(bench.endpoints[0].capability(EndpointHealth.namespace))
        #expect(health.version == "3.2")
        #expect(health.supports("battery"))
    }

    @Test(
        arguments: [
            ("bh", 105, nil), ("zzz", 250, #"temperature {"value":250,"scale":"CELSIUS"}"#),
            ("wsdcg", 250, #"temperature {"value":25,"scale":"CELSIUS"}"#),
        ] as [(String, JSONValue, String?)])
    func tenthsAreOnlySoughtInRooms(_ category: String, _ value: JSONValue, _ expected: String?) throws {
        let range = category == "bh" ? 0...100 : 0...300
        let bench = try DeviceBench(.of(category, ["start": .bool], status: ["temp_current": .int(range, unit: "℃")]))
        #expect(bench.report(["temp_current": value]) == (expected.map { [$0] } ?? []))
    }

    @Test func aLockIsOpenedByItsOwnCallAndOnce() throws {
        let bench = try DeviceBench(
            .of("ms", [:], status: ["lock_motor_state": .bool]), allowsRemoteUnlock: true)
        let unlock = try bench.plan(LockController.self, LockController.Directive.unlock)
        #expect(unlock.action == .door(open: true))
        #expect(unlock.effect == .once)
        #expect(unlock.told == ["lockState UNLOCKED"])
        #expect(try bench.plan(LockController.self, LockController.Directive.lock).action == .door(open: false))
    }
}
