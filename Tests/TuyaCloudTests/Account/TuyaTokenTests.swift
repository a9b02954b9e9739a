import AlexaProtocol
import DeviceCloud
import Logging
import LoopbackClouds
import LoopbackServer
import Skill
import Synchronization
import Telemetry
import TestSupport
import Testing
import Timing
import TuyaCloud

/// The project's token, clock and faults, over real HTTP.
struct TuyaTokenTests {
    @Test func fiftyDirectivesWithADeadTokenCauseOneRenewal() async throws {
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            await tuya.discover()
            #expect(tuya.fake.calls(.token).count == 1)
            tuya.fake.revokeTokens()
            tuya.fake.delayTokens(.milliseconds(50))
            let verdicts = await withTaskGroup(of: String.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        number % 2 == 0 ? await tuya.turnOn().verdict : await tuya.setBrightness(number).verdict
                    }
                }
                return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            }
            #expect(verdicts == ["Response": 50])
            #expect(tuya.fake.calls(.token).count == 2)
        }
    }

    /// Field report: a client that renews the token and drops the command leaves the lamp off without an error.
    @Test(arguments: ["1002", "1010", "1011", "1012", "1400"])
    func aTokenThatDiesInTheMiddleOfACommand(_ code: String) async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.change("plug1") { $0.points[0].value = false }
            tuya.fake.answer(.command, [tuya.refusal(code)])
            #expect(await tuya.turnOn().verdict == "Response")
            #expect(tuya.fake.value("plug1", "switch_1") == true)
            #expect(tuya.fake.calls(.command).count == 2)
            #expect(tuya.fake.calls(.token).count == 2)
        }
    }

    @Test func aTokenThatIsRefusedAgainIsToldOnce() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.command, tuya.refusal("1010"))
            #expect(await tuya.turnOn().verdict == "ErrorResponse INTERNAL_ERROR")
            #expect(await tuya.turnOn().verdict == "ErrorResponse INTERNAL_ERROR")
            #expect(tuya.fake.calls(.command).count == 4)
            #expect(tuya.log.lines("alarm").count == 1)
            #expect(tuya.log.lines("alarm").first?.level == .error)
        }
    }

    @Test func theLiveTokenIsHandedOutAgain() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            // A minute before its end the token is renewed in the background and still used.
            tuya.clock.pass(.seconds(7150))
            #expect(await tuya.turnOn().verdict == "Response")
            // With 50 s left, Tuya issues a new token.
            tuya.clock.pass(.seconds(120))
            #expect(await tuya.turnOn().verdict == "Response")
            #expect(tuya.fake.calls(.token).allSatisfy { $0.path == "/v1.0/token" })
        }
    }

    @Test(arguments: ["expire_time", "expire"])
    func bothNamesOfTheLifetimeAreRead(_ name: String) async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            var result: JSONObject = ["access_token": "dead"]
            result[name] = 7200
            tuya.fake.answer(.token, [tuya.success(.object(result))])
            // The fake rejects that token, so it is renewed once.
            #expect(await tuya.discover().ids.contains("tuya:plug1"))
            #expect(tuya.fake.calls(.token).count == 2)
        }
    }

    @Test func aLoginWithoutATokenIsAFailure() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            tuya.fake.always(.token, tuya.success(["uid": "u"]))
            #expect(await tuya.discover().ids.isEmpty)
            #expect(tuya.log.lines("discovery_incomplete").first?.fields["rule"] == "tuya.no_token")
        }
    }

    /// Our clock is wrong by a day: the first answer corrects it, and the request is signed again.
    @Test(arguments: [-86_400, 86_400, -400, 400])
    func aWrongClockIsCorrected(_ seconds: Int) async throws {
        let clock = TestClock(deadlines: .milliseconds(1200))
        let fake = FakeTuya(clock: { clock.now.milliseconds + Int64(seconds * 1000) })
        try await TuyaFixture.run(fake: fake, clock: clock) { tuya in
            #expect(await tuya.discover().ids.contains("tuya:plug1"))
            #expect(await tuya.turnOn().verdict == "Response")
            #expect(fake.calls(.token).count == 2)
            #expect(tuya.log.lines("clock_offset").count == 1)
            #expect(tuya.log.lines("alarm").isEmpty)
        }
    }

    /// A clock that stays wrong: a warning first, then after ten minutes an alarm, once an hour.
    @Test func aClockThatStaysWrongIsAnAlarm() async throws {
        let clock = TestClock(deadlines: .milliseconds(1200))
        let offset = Mutex(Duration.seconds(90))
        let fake = FakeTuya(clock: { clock.now.advanced(by: offset.withLock { $0 }).milliseconds })
        try await TuyaFixture.run(["plug1"], fake: fake, clock: clock) { tuya in
            func pass(_ seconds: Int, _ warnings: Int, _ alarms: Int) async {
                clock.pass(.seconds(seconds))
                #expect(await tuya.turnOn().verdict == "Response")
                #expect(tuya.log.lines("clock_offset").count == warnings)
                #expect(tuya.log.lines("alarm").count == alarms)
            }
            await tuya.discover()
            await pass(0, 1, 0)
            await pass(590, 1, 0)
            await pass(20, 1, 1)
            await pass(1800, 1, 1)
            await pass(1900, 1, 2)
            let alarm = tuya.log.lines("alarm").first
            #expect(alarm?.level == .error)
            #expect(alarm?.fields["rule"] == "tuya.clock_offset")
            #expect(alarm?.fields["cloud"] == "tuya")
            #expect(alarm?.fields["account"] == LogHash.of("tuya:main"))
            #expect(alarm?.fields["offset_ms"] == "90000")
            // Once corrected, nothing more is logged. If it is wrong again, the sequence starts over.
            offset.withLock { $0 = .zero }
            await pass(4000, 1, 2)
            offset.withLock { $0 = .seconds(-120) }
            await pass(4000, 2, 2)
            await pass(700, 2, 3)
        }
    }

    /// Signed again with the corrected clock, and refused again: an alarm.
    @Test(arguments: ["1013", "1004"])
    func aTimeThatIsRefusedAgainIsAnAlarm(_ code: String) async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.command, tuya.refusal(code))
            #expect(await tuya.turnOn().verdict == "ErrorResponse INTERNAL_ERROR")
            #expect(tuya.fake.calls(.command).count == 2)
            #expect(tuya.log.lines("alarm").map { $0.fields["vendor_code"] } == [code])
        }
    }

    /// A fault that only the operator can fix opens a circuit breaker and raises one alarm, not one per request.
    @Test(arguments: [
        ("1001", "INTERNAL_ERROR"), ("1004", "INTERNAL_ERROR"), ("1005", "INTERNAL_ERROR"), ("1008", "INTERNAL_ERROR"),
        ("1114", "INTERNAL_ERROR"), ("2007", "INTERNAL_ERROR"), ("2406", "INTERNAL_ERROR"),
        ("28841001", "INTERNAL_ERROR"), ("28841002", "CLOUD_CONTROL_DISABLED"), ("28841003", "CLOUD_CONTROL_DISABLED"),
        ("28841004", "CLOUD_CONTROL_DISABLED"), ("28841107", "INTERNAL_ERROR"), ("60009001", "INTERNAL_ERROR"),
        ("-9999999", "INTERNAL_ERROR"),
    ])
    func aFaultOfTheProject(_ code: String, _ type: String) async throws {
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            await tuya.discover()
            tuya.fake.forgetCalls()
            tuya.fake.always(.command, tuya.refusal(code))
            for _ in 0..<10 {
                #expect(await tuya.turnOn().verdict == "ErrorResponse \(type)")
                #expect(await tuya.setBrightness(40).verdict == "ErrorResponse \(type)")
            }
            // One call, and a second one if the code allows a new signature or another generation of the API.
            #expect(tuya.fake.calls(.command).count <= 2)
            #expect(tuya.log.lines("alarm").count == 1)
            #expect(tuya.log.lines("alarm").first?.fields["vendor_code"] == code)
            // Then one request is a probe; after its success everything works again.
            tuya.fake.forgetScripts()
            tuya.clock.pass(.seconds(4000))
            #expect(await tuya.discover().ids.count == 3)
            #expect(await tuya.turnOn().verdict == "Response")
            #expect(await tuya.setBrightness(40).verdict == "Response")
        }
    }

    /// A code at login always concerns the operator, whatever it means elsewhere.
    @Test(arguments: [
        "1004", "-9999999", "1100", "1106", "1109", "1114", "2007", "2017", "2401", "2406", "1001", "1003", "1005",
        "1008",
    ])
    func atLogin(_ code: String) async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.revokeTokens()
            tuya.fake.always(.token, tuya.refusal(code))
            #expect(await tuya.turnOn().verdict == "ErrorResponse INTERNAL_ERROR")
            #expect(await tuya.turnOn().verdict == "ErrorResponse INTERNAL_ERROR")
            #expect(tuya.log.lines("alarm").count == 1)
            #expect(tuya.fake.calls(.token).count <= 3)
            #expect(await tuya.report().verdict == "ErrorResponse INTERNAL_ERROR" || code == "2401")
        }
    }

    @Test func tuyasOwnTroubleAtLogin() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.revokeTokens()
            tuya.fake.always(.token, tuya.refusal("500"))
            #expect(await tuya.turnOn().verdict == "ErrorResponse ENDPOINT_UNREACHABLE")
            tuya.fake.always(.token, nil)
            #expect(await tuya.turnOn().verdict == "Response")
        }
    }

    @Test func aWrongSecretIsRefusedByTheSignature() async throws {
        try await TuyaFixture.run(["plug1"], secret: "wrong-never-shown") { tuya in
            #expect(await tuya.discover().verdict == "Discover.Response")
            let alarms = tuya.log.lines("alarm")
            #expect(alarms.count == 1)
            #expect(alarms.first?.fields["vendor_code"] == "1004")
        }
    }
}
