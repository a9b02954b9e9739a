import AlexaProtocol
import AmpsCloud
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import Skill
import TestSupport
import Testing

@Suite(.serialized) struct DiscoveryTests {
    @Test func allFamiliesAreDeclaredAndKeepAllRules() async throws {
        try await AmpsHome.run { home in
            let endpoints = try await home.cloud.discover(home.call())
            #expect(
                endpoints.map(\.endpointId) == [
                    "amps:battery-1", "amps:car-1", "amps:charger-1", "amps:hvac-1", "amps:solar-1",
                ])
            let verdict = DiscoveryRules.check(endpoints)
            #expect(verdict.endpoints.count == 5)
            let bad = verdict.findings.filter { $0.rule.severity != .poor }
            #expect(bad.isEmpty, "\(bad.map { ($0.rule.id, $0.problem) })")
            // No rule had to correct or omit anything.
            #expect(verdict.endpoints.map(\.json) == endpoints.map(\.json))
            #expect(home.fake.violations == [])
        }
    }

    /// Interface, instance, and whether customers may set it.
    private static func declared(_ endpoint: Endpoint?) -> [String] {
        (endpoint?.capabilities ?? []).filter { $0.interface != Alexa.namespace }.map { capability in
            let reading = capability.properties?.nonControllable == true ? " read" : ""
            let slow = capability.isSlow ? " slow" : ""
            return capability.interface.dropFirst(6) + (capability.instance.map { " \($0)" } ?? "") + reading + slow
        }
    }

    @Test func eachFamilyHasItsCapabilities() async throws {
        try await AmpsHome.run { home in
            let endpoints = Dictionary(
                try await home.cloud.discover(home.call()).map { ($0.endpointId, $0) }, uniquingKeysWith: { $1 })
            #expect(
                Self.declared(endpoints["amps:battery-1"]) == [
                    "ModeController Battery.Mode slow", "RangeController Battery.Level read",
                    "RangeController Battery.ChargeTarget slow", "RangeController Battery.DischargeEnd slow",
                    "RangeController Setting.DischargeFloor slow", "ToggleController Battery.Charging slow",
                    "EndpointHealth",
                ])
            #expect(
                Self.declared(endpoints["amps:charger-1"]) == [
                    "RangeController Charger.Power read", "RangeController Setting.MaxChargeRate slow",
                    "ToggleController Charger.Charging slow", "ToggleController Charger.Plug read", "EndpointHealth",
                ])
            #expect(
                Self.declared(endpoints["amps:hvac-1"]) == [
                    "ThermostatController slow", "TemperatureSensor", "EndpointHealth",
                ])
            #expect(
                Self.declared(endpoints["amps:solar-1"]) == [
                    "RangeController Solar.Power read", "RangeController Solar.Energy read",
                    "ToggleController Solar.Active read", "EndpointHealth",
                ])
            #expect(
                Self.declared(endpoints["amps:car-1"]) == [
                    "RangeController Car.Level read", "ToggleController Car.Charging read",
                    "ToggleController Car.Plug read", "EndpointHealth",
                ])
            // A command that can only be planned is not offered.
            let modes = endpoints["amps:battery-1"]?.capability("Alexa.ModeController")
                .flatMap { ModeController.Configuration($0) }?.modes.map(\.value)
            #expect(modes == ["charge", "discharge", "idle", "auto.balanced", "auto.reserve"])
            let thermostat = endpoints["amps:hvac-1"]?.capability("Alexa.ThermostatController")
                .map { ThermostatController.Configuration($0) }
            #expect(thermostat?.supportedModes == ["HEAT", "COOL", "AUTO", "OFF"])
            #expect(thermostat?.supportsScheduling == true)
        }
    }

    @Test(arguments: FakeAmps.Edition.allCases)
    func listsAreReadToTheirEndInBothEditions(_ edition: FakeAmps.Edition) async throws {
        try await AmpsHome.run(edition: edition) { home in
            home.fake.setPageSize(3)
            for number in 2...8 { home.fake.add(.battery("battery-\(number)")) }
            let endpoints = await home.discover().endpoints
            #expect(endpoints.count == 12)
            #expect(
                home.fake.calls.filter { $0.operation == "battery.list" }.map { $0.query["offset"] } == ["0", "3", "6"])
            #expect(home.fake.calls.allSatisfy { $0.query["userId"] == "user-1" })
        }
    }

    @Test func aServerThatIgnoresTheOffsetIsAskedTwiceAtMost() async throws {
        try await AmpsHome.run { home in
            let page: JSONValue = [
                "success": true, "data": ["items": [["id": "b-1"], ["id": "b-2"]], "pagination": ["hasMore": true]],
            ]
            let answer = LoopbackAnswer(.ok, body: page.encoded())
            home.fake.answer("battery.list", Array(repeating: answer, count: 40))
            home.fake.answer("battery.read", Array(repeating: FakeAmps.refusal("NETWORK_ERROR"), count: 40))
            #expect(await home.discover().endpoints.contains("amps:b-2"))
            #expect(home.fake.calls.count { $0.operation == "battery.list" } == 2)
        }
    }

    @Test func theTotalSaysWhetherThereIsMore() async throws {
        try await AmpsHome.run { home in
            func page(_ id: String) -> LoopbackAnswer {
                let body: JSONValue = ["items": [["id": .string(id), "commands": [:]]], "pagination": ["total": 2]]
                return LoopbackAnswer(.ok, body: body.encoded())
            }
            home.fake.answer("vehicle.list", [page("v-1"), page("v-2"), page("v-3")])
            #expect(await home.discover().endpoints.filter { $0.hasPrefix("amps:v-") } == ["amps:v-1", "amps:v-2"])
        }
    }

    @Test func numbersAsTextAndIdsAsNumbersAreRead() async throws {
        try await AmpsHome.run { home in
            let device: JSONValue = [
                "id": 4711, "vendor": "m",
                "state": ["status": "idle", "level": "40", "currentMode": .null],
                "commands": [
                    "charge": ["parameters": ["target": ["unit": "percent", "min": "20", "max": "90"]]], "idle": [:],
                ],
                "settings": ["discharge_floor": ["value": "15", "unit": "percent", "min": "0", "max": "100"]],
            ]
            let list: JSONValue = ["success": true, "data": ["items": [device, .null, 1, [:]]]]
            let read: JSONValue = ["success": true, "data": device]
            home.fake.answer("battery.list", [LoopbackAnswer(.ok, body: list.encoded())])
            home.fake.answer("battery.read", [LoopbackAnswer(.ok, body: read.encoded())])
            #expect(await home.discover().endpoints.contains("amps:4711"))
            let reply = await home.send(.report("4711"))
            #expect(reply.range("Battery.Level") == 40 && reply.range("Setting.DischargeFloor") == 15)
            let refused = await home.send(.set(95, "4711", "Battery.ChargeTarget"))
            #expect(refused.payload["validRange"] == ["minimumValue": 20, "maximumValue": 90])
        }
    }

    @Test func devicesOfOneMakerGetNamesOfTheirOwn() async throws {
        try await AmpsHome.run { home in
            home.fake.add(.battery("battery-2"))
            var named = FakeAmpsDevice.battery("battery-3")
            named.json["name"] = "Garage (left)"
            home.fake.add(named)
            let names = try await home.cloud.discover(home.call()).filter { $0.endpointId.contains("battery") }
                .map(\.friendlyName)
            #expect(names == ["voltmaker Battery", "voltmaker Battery 2", "Garage left"])
        }
    }

    @Test func aListWithoutCommandsIsCompletedByReads() async throws {
        try await AmpsHome.run { home in
            home.fake.change("battery-1") { $0.isShortInLists = true }
            let endpoint = try await home.cloud.discover(home.call()).first { $0.endpointId == "amps:battery-1" }
            #expect(endpoint?.declares("Alexa.ModeController") == true)
            #expect(home.fake.calls.count { $0.operation == "battery.read" } == 1)
            // The description that was read is cached.
            _ = await home.discover()
            #expect(home.fake.calls.count { $0.operation == "battery.read" } == 1)
        }
    }

    @Test func aFamilyThatCannotBeListedCostsOnlyItself() async throws {
        try await AmpsHome.run { home in
            home.fake.answer("ev-charger.list", [FakeAmps.refusal("INSUFFICIENT_PERMISSIONS")])
            #expect(await home.discover().endpoints.count == 4)
            #expect(home.log.lines("family_not_listed").map { $0.fields["family"] } == ["ev-charger"])
        }
    }

    @Test func whatMayComeBackDoesNotShrinkTheList() async throws {
        try await AmpsHome.run { home in
            home.fake.answer("ev-charger.list", Array(repeating: FakeAmps.refusal("SERVICE_UNAVAILABLE"), count: 3))
            // The chargers are unknown, so the whole list fails.
            #expect(await home.discover().endpoints == [])
            home.clock.pass(.seconds(300))
            #expect(await home.discover().endpoints.count == 5)
        }
    }

    @Test func anEmptyFamilyIsBelievedTheSecondTime() async throws {
        try await AmpsHome.run { home in
            #expect(await home.discover().endpoints.count == 5)
            for (minutes, count) in [(1, 5), (9, 5), (2, 4)] {
                home.clock.pass(.seconds(60 * minutes))
                home.fake.answer("battery.list", [FakeAmps.refusal("NO_DEVICES_FOUND")])
                #expect(await home.discover().endpoints.count == count)
            }
            // An empty list without a code is accepted.
            home.fake.remove("car-1")
            #expect(await home.discover().endpoints.count == 4)
        }
    }

    @Test func aFamilyThatRefusesEachCommandLiveCanOnlyBeRead() async throws {
        try await AmpsHome.run(key: "sk_live_never-shown") { home in
            await home.discover()
            home.fake.answer("hvac.command", [FakeAmps.refusal("COMMAND_NOT_SUPPORTED", status: 422)])
            #expect(await home.send(.setpoint(22)).verdict == "ErrorResponse INVALID_DIRECTIVE")
            let endpoint = try await home.cloud.discover(home.call()).first { $0.endpointId == "amps:hvac-1" }
            #expect(Self.declared(endpoint) == ["TemperatureSensor", "EndpointHealth"])
        }
    }

    @Test func anIdThatAlexaRefusesIsLeftOut() async throws {
        try await AmpsHome.run { home in
            home.fake.add(.battery("battery/ä"))
            #expect(await home.discover().endpoints.count == 5)
        }
    }

    @Test func anEndpointIsFoundWithoutDiscovery() async throws {
        try await AmpsHome.run { home in
            #expect(await home.send(.report("battery-1")).verdict == "StateReport")
            #expect(await home.send(.report("battery-9")).verdict == "ErrorResponse NO_SUCH_ENDPOINT")
        }
    }
}
