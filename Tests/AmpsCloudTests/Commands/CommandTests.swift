import AlexaProtocol
import AmpsCloud
import EventGateway
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import Skill
import TestSupport
import Testing

@Suite(.serialized) struct CommandTests {
    private static func body(_ call: FakeAmps.Call?) -> String { call?.body?.text ?? "" }

    @Test func aBatteryIsCommanded() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            let reply = await home.send(.mode("charge"))
            #expect(reply.verdict == "Response")
            #expect(reply.value("ModeController", "mode", "Battery.Mode") == "charge")
            #expect(reply.value("ToggleController", "toggleState", "Battery.Charging") == "ON")
            #expect(
                reply.property("ModeController", "mode", "Battery.Mode")?["timeOfSample"]?.string
                    == home.clock.now.description)
            #expect(reply.range("Battery.Level") == 40)
            #expect(Self.body(home.fake.commands.last) == #"{"action":{"command":"charge"}}"#)
            #expect(home.fake.commands.last?.idempotencyKey == "m-1")
            #expect(
                await home.send(.toggle(false, "battery-1", "Battery.Charging", messageId: "m-2")).verdict == "Response"
            )
            #expect(Self.body(home.fake.commands.last).contains(#""command":"idle""#))
            #expect(home.fake.violations == [])
        }
    }

    @Test(arguments: 15...95) func aChargeTargetIsReadAsItWasSet(_ percent: Int) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            let reply = await home.send(.set(Double(percent), "battery-1", "Battery.ChargeTarget"))
            #expect(reply.verdict == "Response" && reply.range("Battery.ChargeTarget") == Double(percent))
            #expect(
                Self.body(home.fake.commands.last)
                    == #"{"action":{"command":"charge","parameters":{"target":{"value":\#(percent),"unit":"percent"}}}}"#
            )
            // Amps describes the last action without parameters, but it is the same action.
            home.clock.pass(.seconds(60))
            #expect(await home.send(.report("battery-1")).range("Battery.ChargeTarget") == Double(percent))
        }
    }

    @Test func powerIsSetInTenthsOfAKilowatt() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            for tenths in stride(from: 0, through: 500, by: 7) {
                let value = Double(tenths) / 10
                let reply = await home.send(.set(value, "charger-1", "Setting.MaxChargeRate", messageId: "m-\(tenths)"))
                #expect(reply.range("Setting.MaxChargeRate") == value)
                let sent = home.fake.commands.last?.body?.object?["max_charge_rate"]
                #expect(sent == ["value": .number(value), "unit": "kw"])
            }
            #expect(home.fake.violations == [])
        }
    }

    @Test(arguments: [("CELSIUS", 20...70, 0.5), ("FAHRENHEIT", 50...95, 1.0)])
    func setpointsComeBackInTheScaleInWhichTheyWereSaid(
        _ scale: String, _ steps: ClosedRange<Int>, _ step: Double
    ) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            for count in steps {
                let value = Double(count) * step
                let reply = await home.send(.setpoint(value, scale, messageId: "m-\(count)"))
                #expect(
                    reply.value("ThermostatController", "targetSetpoint") == TestDirective.temperature(value, scale),
                    "\(value) \(reply.verdict)")
                let sent = home.fake.commands.last?.body?.object?["action"]?.object?["parameters"]?.object?["target"]
                let celsius = scale == "CELSIUS" ? value : (value - 32) * 5 / 9
                #expect(sent?.object?["unit"] == "celsius")
                #expect(abs((sent?.object?["value"]?.number ?? 0) - celsius) <= 0.005)
            }
        }
    }

    @Test func anAdjustBecomesAnAbsoluteValueInsideTheBounds() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            func target(_ directive: TestDirective) async -> (String, Double?) {
                let reply = await home.send(directive)
                return (reply.verdict, reply.range("Battery.ChargeTarget"))
            }
            // Without a target, the adjustment starts from the charge of 40 %.
            #expect(
                await target(.adjust(10, "battery-1", "Battery.ChargeTarget", messageId: "m-1")) == ("Response", 50))
            #expect(
                await target(.adjust(20, "battery-1", "Battery.ChargeTarget", messageId: "m-2")) == ("Response", 70))
            #expect(
                await target(.adjust(90, "battery-1", "Battery.ChargeTarget", messageId: "m-3")) == ("Response", 95))
            #expect(
                await target(.adjust(-1, isDefault: true, "battery-1", "Battery.ChargeTarget", messageId: "m-4"))
                    == ("Response", 87))
            #expect(
                await target(.set(99, "battery-1", "Battery.ChargeTarget", messageId: "m-5")).0
                    == "ErrorResponse VALUE_OUT_OF_RANGE")
        }
    }

    @Test func athermostatIsAdjusted() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            func setpoint(_ directive: TestDirective) async -> JSONValue? {
                await home.send(directive).value("ThermostatController", "targetSetpoint")
            }
            #expect(await setpoint(.warmer(1.5, messageId: "m-1")) == TestDirective.temperature(22.5))
            // 9 °F are 5 °C: a difference has no offset of 32.
            #expect(
                await setpoint(.warmer(9, "FAHRENHEIT", messageId: "m-2"))
                    == TestDirective.temperature(81.5, "FAHRENHEIT"))
            #expect(await setpoint(.warmer(30, messageId: "m-3")) == TestDirective.temperature(35))
        }
    }

    @Test func aThermostatsModesAndBands() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            #expect(await home.send(.thermostatMode("AUTO", messageId: "m-1")).verdict == "Response")
            #expect(
                Self.body(home.fake.commands.last)
                    == #"{"action":{"command":"auto","parameters":{"coolSetpoint":{"value":25,"unit":"celsius"},"heatSetpoint":{"value":21,"unit":"celsius"}}}}"#
            )
            func band(_ lower: Double, _ upper: Double, _ id: String) -> TestDirective {
                TestDirective(
                    "Alexa.ThermostatController", "SetTargetTemperature", "hvac-1",
                    [
                        "lowerSetpoint": TestDirective.temperature(lower),
                        "upperSetpoint": TestDirective.temperature(upper),
                    ],
                    messageId: id)
            }
            let reply = await home.send(band(19, 24, "m-2"))
            #expect(reply.value("ThermostatController", "lowerSetpoint") == TestDirective.temperature(19))
            #expect(reply.value("ThermostatController", "upperSetpoint") == TestDirective.temperature(24))
            #expect(await home.send(band(20, 20.5, "m-3")).verdict == "ErrorResponse REQUESTED_SETPOINTS_TOO_CLOSE")
            // One setpoint in AUTO moves the band around it.
            let moved = await home.send(.setpoint(23, messageId: "m-4"))
            #expect(moved.value("ThermostatController", "lowerSetpoint") == TestDirective.temperature(20.5))
            #expect(moved.value("ThermostatController", "upperSetpoint") == TestDirective.temperature(25.5))
            let warmer = await home.send(.warmer(20, messageId: "m-5"))
            #expect(warmer.value("ThermostatController", "upperSetpoint") == TestDirective.temperature(35))
            #expect(warmer.value("ThermostatController", "lowerSetpoint") == TestDirective.temperature(30))

            #expect(
                await home.send(.thermostatMode("OFF", messageId: "m-6")).value(
                    "ThermostatController", "thermostatMode") == "OFF")
            #expect(await home.send(.setpoint(22, messageId: "m-7")).verdict == "ErrorResponse THERMOSTAT_IS_OFF")
            #expect(await home.send(.thermostatMode("HEAT", messageId: "m-8")).verdict == "Response")
            #expect(await home.send(band(19, 24, "m-9")).verdict == "ErrorResponse DUAL_SETPOINTS_UNSUPPORTED")
            #expect(
                await home.send(.thermostatMode("ECO", messageId: "m-10")).verdict
                    == "ErrorResponse UNSUPPORTED_THERMOSTAT_MODE")
            #expect(
                await home.send(.setpoint(40, messageId: "m-11")).verdict
                    == "ErrorResponse TEMPERATURE_VALUE_OUT_OF_RANGE")
            let resume = TestDirective("Alexa.ThermostatController", "ResumeSchedule", "hvac-1", messageId: "m-12")
            #expect(await home.send(resume).verdict == "Response")
            #expect(Self.body(home.fake.commands.last).contains("follow_schedule"))
            #expect(home.fake.violations == [])
        }
    }

    @Test(arguments: ["solar-1/Solar.Power", "car-1/Car.Level", "battery-1/Battery.Level"])
    func whatCanOnlyBeReadIsNotSet(_ place: String) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            let parts = place.split(separator: "/").map(String.init)
            #expect(await home.send(.set(50, parts[0], parts[1])).verdict == "ErrorResponse INVALID_DIRECTIVE")
            #expect(home.fake.commands.isEmpty)
        }
    }

    @Test(arguments: FakeAmps.Edition.allCases)
    func anAcceptedActionIsFollowedToItsEnd(_ edition: FakeAmps.Edition) async throws {
        try await AmpsHome.run(edition: edition) { home in
            await home.discover()
            home.fake.actionsEnd([.complete(afterReads: 3)])
            #expect(await home.send(.mode("charge")).verdict == "Response")
            #expect(home.fake.calls.count { $0.operation == "actions.read" } == 3)
        }
    }

    @Test func anActionThatDoesNotEndInTimeIsNoSuccess() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            _ = await home.send(.report("battery-1"))
            home.fake.actionsEnd([.hang])
            let reply = await home.send(.mode("charge"))
            #expect(reply.verdict == "ErrorResponse ENDPOINT_UNREACHABLE")
            #expect(home.log.lines("directive").last?.fields["rule"] == "amps.pending")
            #expect(home.fake.commands.count == 1)
            // Values from before the command are not reported as the present state.
            home.clock.pass(.seconds(1))
            _ = await home.send(.report("battery-1"))
            #expect(home.fake.calls.last?.operation == "battery.read")
        }
    }

    /// The older edition has no envelope, and a failed action has an error of the same form as a refusal.
    @Test func anActionWithAnErrorOfItsOwnHasEnded() async throws {
        try await AmpsHome.run(edition: .old) { home in
            await home.discover()
            let failed: JSONValue = [
                "actionId": "action-1", "state": "failed",
                "error": ["code": "DEVICE_OFFLINE", "message": "It failed."],
            ]
            home.fake.answer("actions.read", [LoopbackAnswer(.ok, body: failed.encoded())])
            #expect(await home.send(.mode("charge")).verdict == "ErrorResponse ENDPOINT_UNREACHABLE")
            #expect(home.log.lines("directive").last?.fields["rule"] == "amps.DEVICE_OFFLINE")
        }
    }

    @Test func anActionThatFailsWithAnUnknownCodeIsNotSentAgain() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.actionsEnd([.fail("NEVER_HEARD_OF")])
            #expect(await home.send(.mode("charge")).verdict == "ErrorResponse INTERNAL_ERROR")
            #expect(home.fake.commands.count == 1)
        }
    }

    @Test func anActionThatALaterOneCancelsIsBusy() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.actionsEnd([.cancel])
            #expect(await home.send(.mode("charge")).verdict == "ErrorResponse ENDPOINT_BUSY")
        }
    }

    @Test func aQuestionThatFailsDoesNotEndTheFollowing() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.answer(
                "actions.read",
                [FakeAmps.refusal("INTERNAL_ERROR"), .hangUp, LoopbackAnswer(.notFound), LoopbackAnswer(.ok)])
            #expect(await home.send(.mode("charge")).verdict == "Response")
        }
    }

    @Test(arguments: ["NETWORK_ERROR", "SERVICE_UNAVAILABLE", "TIMEOUT", "UNKNOWN_ERROR"])
    func whatIsTransientIsSentAgain(_ code: String) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.actionsEnd([.fail(code)])
            #expect(await home.send(.mode("charge", messageId: "m-1")).verdict == "Response")
            home.fake.answer("battery.command", [FakeAmps.refusal(code)])
            #expect(await home.send(.mode("idle", messageId: "m-2")).verdict == "Response")
            #expect(home.fake.commands.count == 4)
        }
    }

    @Test(arguments: [(1, "Response", 0), (4, "ErrorResponse INTERNAL_ERROR", 1)])
    func anUnknownErrorIsAnAlarmWhenItComesTwice(_ count: Int, _ verdict: String, _ alarms: Int) async throws {
        for isAction in [true, false] {
            try await AmpsHome.run { home in
                await home.discover()
                if isAction {
                    home.fake.actionsEnd(Array(repeating: .fail("UNKNOWN_ERROR"), count: count))
                } else {
                    home.fake.answer(
                        "battery.command", Array(repeating: FakeAmps.refusal("UNKNOWN_ERROR"), count: count))
                }
                #expect(await home.send(.mode("charge")).verdict == verdict)
                #expect(home.log.lines("alarm").count == alarms && home.fake.commands.count == 2)
            }
        }
    }

    @Test(arguments: ["COMMAND_FAILED", "SIMULATED_FAILURE", "DEVICE_OFFLINE", "VPP_LOCKED", "RATE_LIMITED"])
    func whatIsNotTransientIsSentOnce(_ code: String) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.answer("battery.command", [FakeAmps.refusal(code)])
            #expect(await home.send(.mode("charge")).verdict.hasPrefix("ErrorResponse"))
            #expect(home.fake.commands.count == 1)
        }
    }

    static let commands: [(TestDirective, String)] = [
        (.mode("charge"), "battery-1"), (.set(80, "battery-1", "Battery.ChargeTarget"), "battery-1"),
        (.adjust(10, "battery-1", "Battery.ChargeTarget"), "battery-1"), (.warmer(2), "hvac-1"),
        (.setpoint(22), "hvac-1"), (.toggle(true, "charger-1", "Charger.Charging"), "charger-1"),
    ]

    @Test(arguments: commands)
    func aLostAnswerIsFoundAgainAndNothingIsSentTwice(_ directive: TestDirective, _ device: String) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.loseAnswers(1)
            #expect(await home.send(directive).verdict == "Response")
            #expect(home.fake.commands.count == 1)
        }
    }

    @Test(arguments: [
        (TestDirective.adjust(10, "battery-1", "Setting.DischargeFloor"), 25.0),
        (.set(30, "battery-1", "Setting.DischargeFloor"), 30),
    ])
    func aSettingWhoseAnswerIsLostIsNotChangedTwice(_ directive: TestDirective, _ value: Double) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.loseAnswers(1)
            let reply = await home.send(directive)
            #expect(reply.verdict == "Response" && reply.range("Setting.DischargeFloor") == value)
            #expect(home.fake.commands.count == 1)
            #expect(
                home.fake.device("battery-1")?.json["settings"]?.object?["discharge_floor"]?.object?["value"]
                    == .number(value))
        }
    }

    @Test func aRelativeCommandIsNotSentAgainWhenNobodyKnows() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.loseAnswers(1)
            home.fake.answer("hvac.command", [.hangUp])
            // The read before the command, and the reads after the lost answer.
            home.fake.answer("hvac.read", Array(repeating: .hangUp, count: 6))
            #expect(await home.send(.warmer(2)).verdict == "ErrorResponse ENDPOINT_UNREACHABLE")
            #expect(home.fake.commands.count <= 1)
        }
    }

    @Test(arguments: [("Battery.ChargeTarget", 50.0), ("Setting.DischargeFloor", 25)])
    func aDirectiveThatComesTwiceIsCarriedOutOnce(_ instance: String, _ value: Double) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            for _ in 0..<2 {
                let reply = await home.send(.adjust(10, "battery-1", instance))
                #expect(reply.verdict == "Response" && reply.range(instance) == value)
            }
            #expect(home.fake.commands.count == 1)
        }
    }

    @Test(arguments: [
        (FakeAmps.Fate.complete(afterReads: 6), "Response"),
        (.fail("VPP_LOCKED"), "ErrorResponse NOT_SUPPORTED_IN_CURRENT_MODE"),
        (.hang, "ErrorResponse ENDPOINT_UNREACHABLE"),
    ])
    func aSlowActionIsDeferredAndItsEndIsTold(_ fate: FakeAmps.Fate, _ verdict: String) async throws {
        let promises = MemoryPromises()
        try await AmpsHome.run(promises: promises) { home in
            await home.discover()
            home.fake.actionsEnd([fate])
            #expect(await home.send(.mode("charge")).verdict == "DeferredResponse")
            await home.skill.finishDeferred()
            #expect(promises.replies.map(\.verdict) == [verdict])
            // Read-only capabilities and ReportState are never deferred.
            #expect(await home.send(.report("battery-1")).verdict == "StateReport")
        }
    }

    @Test func fiftyCommandsAtOnce() async throws {
        // With the test clock the pauses of all commands would add up.
        try await AmpsHome.run(live: true) { home in
            for number in 2...50 { home.fake.add(.battery("battery-\(number)")) }
            home.fake.setPageSize(50)
            await home.discover()
            let verdicts = await withTaskGroup(of: String.self) { group in
                for number in 1...50 {
                    group.addTask {
                        await home.send(
                            .set(
                                Double(40 + number), "battery-\(number)", "Battery.ChargeTarget",
                                messageId: "m-\(number)")
                        ).verdict
                    }
                }
                return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            }
            #expect(verdicts == ["Response": 50])
            for number in 1...50 {
                let sent = home.fake.commands.filter { $0.path == "/battery/battery-\(number)" }
                #expect(sent.count == 1 && Self.body(sent.first).contains("\"value\":\(40 + number),"))
            }
            #expect(home.fake.violations == [])
        }
    }
}
