import AlexaProtocol
import DeviceCloud
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import TestSupport
import Testing

@Suite(.serialized) struct StateTests {
    @Test func valuesCarryTheTimeAtWhichTheMakerWasAsked() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.change("battery-1") { $0.age = 420_000 }
            let reply = await home.send(.report("battery-1"))
            let level = reply.property("RangeController", "rangeValue", "Battery.Level")
            #expect(level?["value"] == 40)
            #expect(level?["timeOfSample"]?.string == home.clock.now.advanced(by: .seconds(-420)).description)
            #expect(level?["uncertaintyInMilliseconds"] == 0)
            #expect(reply.value("ModeController", "mode", "Battery.Mode") == "auto.balanced")
            #expect(reply.value("ToggleController", "toggleState", "Battery.Charging") == "OFF")
            #expect(reply.range("Setting.DischargeFloor") == 15)
            #expect(reply.value("EndpointHealth", "battery")?.object?["levelPercentage"] == 40)
            // No target was ever set, so none is reported.
            #expect(reply.range("Battery.ChargeTarget") == nil)
            #expect(home.fake.calls.last?.query == ["expedite": "true"])
        }
    }

    @Test func aStateWithoutATimeIsAsUncertainAsTheCacheIsOld() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.answer(
                "battery.read", [LoopbackAnswer(.ok, body: Array(#"{"id":"battery-1","state":{"level":7}}"#.utf8))])
            let level = await home.send(.report("battery-1")).property("RangeController", "rangeValue", "Battery.Level")
            #expect(level?["value"] == 7 && level?["uncertaintyInMilliseconds"] == 900_000)
            #expect(level?["timeOfSample"]?.string == home.clock.now.description)
        }
    }

    @Test func aTimeInTheFutureIsOurClocksError() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.change("car-1") { $0.age = -60_000 }
            let level = await home.send(.report("car-1")).property("RangeController", "rangeValue", "Car.Level")
            #expect(level?["timeOfSample"]?.string == home.clock.now.description)
        }
    }

    @Test(arguments: [
        ("charger-1", ["Charger.Power": 0, "Setting.MaxChargeRate": 7.4]),
        ("solar-1", ["Solar.Power": 3.2, "Solar.Energy": 12_345]),
        ("car-1", ["Car.Level": 61]),
    ])
    func eachFamilyIsReported(_ device: String, _ values: [String: Double]) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            let reply = await home.send(.report(device))
            #expect(reply.verdict == "StateReport" && reply.connectivity == "OK")
            for (instance, value) in values { #expect(reply.range(instance) == value) }
        }
    }

    @Test(arguments: [
        ("heat", true, "HEAT", ["targetSetpoint": 21.0]), ("cool", true, "COOL", ["targetSetpoint": 25]),
        ("auto", true, "AUTO", ["lowerSetpoint": 21, "upperSetpoint": 25]), ("off", false, "OFF", [:]),
        // The setpoint is reached, so it does not heat at present; that is not OFF.
        ("heat", false, "HEAT", ["targetSetpoint": 21]),
    ])
    func aThermostatReportsTheSetpointsOfItsMode(
        _ mode: String, _ isActive: Bool, _ reported: String, _ setpoints: [String: Double]
    ) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.change("hvac-1") {
                $0.state["mode"] = .string(mode)
                $0.state["active"] = .bool(isActive)
            }
            let reply = await home.send(.report("hvac-1"))
            #expect(reply.value("ThermostatController", "thermostatMode") == .string(reported))
            #expect(reply.value("TemperatureSensor", "temperature") == ["value": 20.5, "scale": "CELSIUS"])
            for name in ["targetSetpoint", "lowerSetpoint", "upperSetpoint"] {
                let value = reply.value("ThermostatController", name)?.object?["value"]?.number
                #expect(value == setpoints[name])
            }
        }
    }

    @Test func anOutageOfTheMakerSaysNothingAboutTheDevice() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.change("battery-1") {
                ($0.source, $0.isAvailable, $0.age) = ("fallback", false, 3_600_000)
            }
            let reply = await home.send(.report("battery-1"))
            #expect(reply.connectivity == "OK")
            let level = reply.property("RangeController", "rangeValue", "Battery.Level")
            #expect(level?["timeOfSample"]?.string == home.clock.now.advanced(by: .seconds(-3600)).description)
        }
    }

    @Test func aDeviceThatItsMakerDoesNotReachIsUnreachableUntilItComesBack() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            var seen: [String?] = []
            for (source, isAvailable) in [("cache", false), ("fallback", false), ("live", true)] {
                home.clock.pass(.seconds(10))
                home.fake.change("battery-1") { ($0.source, $0.isAvailable) = (source, isAvailable) }
                seen.append(await home.send(.report("battery-1")).connectivity)
            }
            #expect(seen == ["UNREACHABLE", "UNREACHABLE", "OK"])
        }
    }

    @Test func theAppsPollingCostsFewRequests() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            for _ in 0..<3 {
                _ = await home.send(.report("battery-1"))
                home.clock.pass(.seconds(1))
            }
            #expect(home.fake.calls.count { $0.operation == "battery.read" } == 1)
            home.clock.pass(.seconds(3))
            _ = await home.send(.report("battery-1"))
            #expect(home.fake.calls.count { $0.operation == "battery.read" } == 2)
        }
    }

    @Test func aCommandIsNotTakenBackByAnOlderState() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.change("charger-1") { $0.age = 600_000 }
            #expect(await home.send(.set(11, "charger-1", "Setting.MaxChargeRate")).verdict == "Response")
            // Amps's cache still has the old value.
            home.fake.change("charger-1") {
                $0.json["settings"] = ["max_charge_rate": ["value": 7.4, "unit": "kw", "min": 0, "max": 50]]
            }
            home.clock.pass(.seconds(30))
            let reply = await home.send(.report("charger-1"))
            #expect(reply.range("Setting.MaxChargeRate") == 11)
            // A state newer than the command takes precedence.
            home.clock.pass(.seconds(30))
            home.fake.change("charger-1") { $0.age = 0 }
            #expect(await home.send(.report("charger-1")).range("Setting.MaxChargeRate") == 7.4)
        }
    }

    static let hostile: [(String, LoopbackAnswer)] = [
        ("empty", LoopbackAnswer(.ok)), ("html", LoopbackAnswer(.ok, body: Array("<html>hello".utf8))),
        ("truncated", LoopbackAnswer(.ok, body: Array(#"{"success":true,"data":{"id":"battery-1""#.utf8))),
        ("no id", LoopbackAnswer(.ok, body: Array(#"{"success":true,"data":{}}"#.utf8))),
        ("another device", LoopbackAnswer(.ok, body: Array(#"{"success":true,"data":{"id":"x"}}"#.utf8))),
        ("no data", LoopbackAnswer(.ok, body: Array(#"{"success":true}"#.utf8))),
        ("failure without code", LoopbackAnswer(.ok, body: Array(#"{"success":false,"error":{}}"#.utf8))),
        ("wrong types", LoopbackAnswer(.ok, body: Array(#"{"success":1,"data":[1],"error":"x"}"#.utf8))),
        ("404", LoopbackAnswer(.notFound, body: Array("<html>".utf8))), ("401", LoopbackAnswer(.unauthorized)),
        ("402", LoopbackAnswer(HTTPResponse.Status(code: 402))), ("403", LoopbackAnswer(.forbidden)),
    ]

    @Test(arguments: hostile)
    func answersThatSayNothingBlameNobody(_ name: String, _ answer: LoopbackAnswer) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.answer("battery.read", [answer])
            home.fake.answer("battery.command", [answer])
            home.fake.answer("battery.list", [answer])
            #expect(await home.send(.report("battery-1")).verdict == "ErrorResponse INTERNAL_ERROR")
            // The polled action belongs to another device, and never ends.
            let command = name == "another device" ? "ENDPOINT_UNREACHABLE" : "INTERNAL_ERROR"
            #expect(await home.send(.mode("charge")).verdict == "ErrorResponse \(command)")
            #expect(await home.discover().endpoints.count == 5)
            #expect(home.fake.commands.count == 1)
        }
    }

    static let silent: [(String, LoopbackAnswer)] = [
        ("dropped", .hangUp), ("503", LoopbackAnswer(.serviceUnavailable, body: Array("<html>".utf8))),
        ("502", LoopbackAnswer(.badGateway)), ("504", LoopbackAnswer(.gatewayTimeout)),
        ("cut off", LoopbackAnswer(.ok, [.contentLength: "5000"], body: Array("{".utf8))),
    ]

    @Test(arguments: silent)
    func aCloudThatIsDownMakesTheDeviceUnreachable(_ name: String, _ answer: LoopbackAnswer) async throws {
        var policy = CloudPolicy()
        policy.resend.resends = 0
        try await AmpsHome.run(policy: policy) { home in
            await home.discover()
            // libcurl silently reconnects if a reused connection turns out to be closed.
            home.fake.answer("battery.read", Array(repeating: answer, count: 12))
            #expect(await home.send(.report("battery-1")).verdict == "ErrorResponse ENDPOINT_UNREACHABLE")
        }
    }

    @Test func aSlowAnswerIsGivenUp() async throws {
        var policy = CloudPolicy()
        policy.resend.share = 0.3
        try await AmpsHome.run(policy: policy) { home in
            await home.discover()
            home.fake.answer("battery.read", [LoopbackAnswer(.ok, after: .seconds(30))])
            #expect(await home.send(.report("battery-1")).verdict == "StateReport")
        }
    }

    @Test func aReconnectionURLIsNeverLogged() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            let url = "https://auth.amps.ai/?reconnect=true&token=never-shown"
            home.fake.change("battery-1") {
                $0.json["reconnectionUrl"] = .string(url)
                $0.state["reconnectionUrl"] = .string(url)
            }
            _ = await home.send(.report("battery-1"))
            home.fake.answer(
                "battery.command",
                [FakeAmps.refusal("INVALID_CREDENTIALS", details: ["reconnectionUrl": .string(url)])])
            let reply = await home.send(.mode("charge"))
            #expect(reply.verdict == "ErrorResponse PARTNER_APPLICATION_REDIRECTION")
            #expect(!JSONValue.object(reply.event).text.contains("never-shown"))
        }
    }
}
