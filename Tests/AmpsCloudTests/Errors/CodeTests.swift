import AlexaProtocol
import AmpsCloud
import DeviceCloud
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import TestSupport
import Testing

/// Every code of Amps, over HTTP, in each context. The expectations are copied from the review of the error
/// translation, not from the table.
@Suite(.serialized) struct CodeTests {
    struct Expectation: Sendable, CustomTestStringConvertible {
        let code: String
        /// The answer to a command while a list still has the device.
        let command: String
        /// The answer to ReportState without known values.
        let report: String
        /// Connectivity in the StateReport with known values.
        let connectivity: String

        var testDescription: String { code }

        init(_ code: String, _ command: String, report: String, _ connectivity: String = "OK") {
            self.code = code
            self.command = "ErrorResponse \(command)"
            self.report = "ErrorResponse \(report)"
            self.connectivity = connectivity
        }

        static func link(_ code: String) -> Expectation {
            Expectation(code, "PARTNER_APPLICATION_REDIRECTION", report: "ENDPOINT_UNREACHABLE", "UNREACHABLE")
        }
    }

    static let seed: [Expectation] = [
        .link("INVALID_CREDENTIALS"), .link("INVALID_API_KEY"), .link("INVALID_MFA_CODE"), .link("MFA_REQUIRED"),
        .link("ACCOUNT_LOCKED"), .link("UNSUPPORTED_CREDENTIAL_TYPE"), .link("UNSUPPORTED_AUTH_PATH"),
        .link("CREDENTIAL_NOT_FOUND"),
        Expectation("DEVICE_NOT_FOUND", "ENDPOINT_UNREACHABLE", report: "ENDPOINT_UNREACHABLE"),
        Expectation("NO_DEVICES_FOUND", "ENDPOINT_UNREACHABLE", report: "ENDPOINT_UNREACHABLE"),
        Expectation("DEVICE_OFFLINE", "ENDPOINT_UNREACHABLE", report: "ENDPOINT_UNREACHABLE", "UNREACHABLE"),
        Expectation("DEVICE_UNAUTHORIZED", "INSUFFICIENT_PERMISSIONS", report: "INTERNAL_ERROR"),
        Expectation("COMMAND_FAILED", "PARTNER_APPLICATION_REDIRECTION", report: "INTERNAL_ERROR"),
        Expectation("COMMAND_NOT_SUPPORTED", "INVALID_DIRECTIVE", report: "INTERNAL_ERROR"),
        Expectation("BIND_NOT_SUPPORTED", "CLOUD_CONTROL_DISABLED", report: "INTERNAL_ERROR"),
        Expectation("UNKNOWN_SETTING", "INVALID_DIRECTIVE", report: "INTERNAL_ERROR"),
        Expectation("INVALID_PARAMETERS", "INVALID_VALUE", report: "INTERNAL_ERROR"),
        Expectation("INVALID_OEM_PARAMETERS", "INVALID_VALUE", report: "INTERNAL_ERROR"),
        Expectation("EXECUTION_NOT_SUPPORTED", "INVALID_DIRECTIVE", report: "INTERNAL_ERROR"),
        Expectation("INVALID_TIME_WINDOW", "INVALID_VALUE", report: "INTERNAL_ERROR"),
        Expectation("SCHEDULER_ACTIVE", "NOT_SUPPORTED_IN_CURRENT_MODE", report: "INTERNAL_ERROR"),
        Expectation("SCHEDULER_FULL", "PARTNER_APPLICATION_REDIRECTION", report: "INTERNAL_ERROR"),
        Expectation("MODE_OVERRIDDEN", "NOT_SUPPORTED_IN_CURRENT_MODE", report: "INTERNAL_ERROR"),
        Expectation("VPP_LOCKED", "NOT_SUPPORTED_IN_CURRENT_MODE", report: "INTERNAL_ERROR"),
        Expectation("NETWORK_ERROR", "ENDPOINT_UNREACHABLE", report: "ENDPOINT_UNREACHABLE"),
        Expectation("RATE_LIMITED", "RATE_LIMIT_EXCEEDED", report: "RATE_LIMIT_EXCEEDED"),
        Expectation("SERVICE_UNAVAILABLE", "ENDPOINT_UNREACHABLE", report: "ENDPOINT_UNREACHABLE"),
        Expectation("TIMEOUT", "ENDPOINT_UNREACHABLE", report: "ENDPOINT_UNREACHABLE"),
        Expectation("SIMULATED_FAILURE", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Expectation("UNKNOWN_ERROR", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
    ]

    static let platform: [Expectation] = [
        Expectation("UNAUTHORIZED", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Expectation("EXPIRED_TOKEN", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Expectation("RATE_LIMIT_EXCEEDED", "RATE_LIMIT_EXCEEDED", report: "RATE_LIMIT_EXCEEDED"),
        Expectation("INSUFFICIENT_PERMISSIONS", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Expectation("LIVE_ACCESS_DISABLED", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Expectation("UNSUPPORTED_MODE", "INVALID_DIRECTIVE", report: "INTERNAL_ERROR"),
        Expectation("PARAMETER_OUT_OF_RANGE", "VALUE_OUT_OF_RANGE", report: "INTERNAL_ERROR"),
        Expectation("UNSUPPORTED_PARAMETER", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Expectation("UNSUPPORTED_UNIT", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Expectation("START_IN_PAST", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Expectation("START_OUT_OF_RANGE", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Expectation("UNSUPPORTED_SETTING", "INVALID_DIRECTIVE", report: "INTERNAL_ERROR"),
        Expectation("READ_ONLY_SETTING", "INVALID_DIRECTIVE", report: "INTERNAL_ERROR"),
        Expectation("CONFLICT", "ENDPOINT_BUSY", report: "INTERNAL_ERROR"),
        Expectation("ACTION_NOT_CANCELLABLE", "ENDPOINT_BUSY", report: "INTERNAL_ERROR"),
        Expectation("INTERNAL_ERROR", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        // A cloud's text never becomes an error type of Alexa's.
        Expectation("EXPIRED_AUTHORIZATION_CREDENTIAL", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
        Expectation("A_NEW_CODE", "INTERNAL_ERROR", report: "INTERNAL_ERROR"),
    ]

    static let all = seed + platform

    @Test func theSeedIsCompleteAndTheTableSound() {
        #expect(Set(Self.seed.map(\.code)) == Set(FakeAmps.codes.map(\.code)) && Self.seed.count == 30)
        #expect(AmpsCloud.errors.problems == [])
        for (code, status) in FakeAmps.codes {
            let row = AmpsCloud.errors.row(code, .directive)
            #expect(row?.httpStatus == status && row?.note.isEmpty == false, "\(code)")
        }
    }

    /// Enough answers with this code for any number of retries.
    private static func answers(_ code: String, _ edition: FakeAmps.Edition) -> [LoopbackAnswer] {
        Array(repeating: FakeAmps.refusal(code, edition: edition), count: 12)
    }

    @Test(arguments: all, FakeAmps.Edition.allCases)
    func eachCodeHasItsAnswerToACommand(_ test: Expectation, _ edition: FakeAmps.Edition) async throws {
        try await AmpsHome.run(edition: edition) { home in
            await home.discover()
            home.fake.answer("battery.command", Self.answers(test.code, edition))
            let reply = await home.send(.mode("charge"))
            #expect(reply.verdict == test.command)
            if test.command.hasSuffix("CURRENT_MODE") {
                #expect(reply.payload["currentDeviceMode"] == "OTHER")
            }
            let line = home.log.lines("directive").last
            #expect(line?.fields["vendor_code"] == test.code || test.code == "CONFLICT" || test.code.hasSuffix("FOUND"))
        }
    }

    @Test(arguments: all)
    func eachCodeOfAnActionHasTheSameAnswer(_ test: Expectation) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.actionsEnd(Array(repeating: .fail(test.code), count: 6))
            #expect(await home.send(.mode("charge")).verdict == test.command)
        }
    }

    @Test(arguments: all, FakeAmps.Edition.allCases)
    func eachCodeHasItsAnswerToReportState(_ test: Expectation, _ edition: FakeAmps.Edition) async throws {
        try await AmpsHome.run(edition: edition) { home in
            await home.discover()
            home.fake.answer("battery.read", Self.answers(test.code, edition))
            #expect(await home.send(.report("battery-1")).verdict == test.report)
        }
    }

    @Test(arguments: all)
    func whatIsKnownIsReportedInstead(_ test: Expectation) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            let known = await home.send(.report("battery-1"))
            #expect(known.verdict == "StateReport" && known.connectivity == "OK")
            home.clock.pass(.seconds(60))
            home.fake.answer("battery.read", Self.answers(test.code, .new))
            let reply = await home.send(.report("battery-1"))
            #expect(reply.verdict == "StateReport" && reply.connectivity == test.connectivity)
            let level = ("RangeController", "rangeValue", "Battery.Level")
            #expect(reply.property(level.0, level.1, level.2) == known.property(level.0, level.1, level.2))
        }
    }

    @Test(arguments: all, FakeAmps.Edition.allCases)
    func noCodeMakesDiscoveryFailOrShrink(_ test: Expectation, _ edition: FakeAmps.Edition) async throws {
        try await AmpsHome.run(edition: edition) { home in
            let first = await home.discover()
            #expect(first.endpoints.count == 5)
            home.clock.pass(.seconds(60))
            home.fake.answer("*", Self.answers(test.code, edition) + Self.answers(test.code, edition))
            let second = await home.discover()
            #expect(second.verdict == "Discover.Response" && second.endpoints == first.endpoints)
        }
    }

    @Test(arguments: all)
    func noCodeMakesTheFirstDiscoveryAnError(_ test: Expectation) async throws {
        try await AmpsHome.run { home in
            home.fake.answer("*", Array(repeating: FakeAmps.refusal(test.code), count: 40))
            let reply = await home.discover()
            #expect(reply.verdict == "Discover.Response" && reply.endpoints == [])
        }
    }

    @Test(arguments: ["DEVICE_NOT_FOUND", "NO_DEVICES_FOUND"])
    func aDeviceIsGoneWhenAListLacksIt(_ code: String) async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.add(.battery("battery-2"))
            home.fake.remove("battery-1")
            home.fake.answer("battery.command", [FakeAmps.refusal(code)])
            home.fake.answer("battery.read", [FakeAmps.refusal(code)])
            #expect(await home.send(.mode("charge")).verdict == "ErrorResponse NO_SUCH_ENDPOINT")
            #expect(await home.send(.report("battery-1")).verdict == "ErrorResponse NO_SUCH_ENDPOINT")
        }
    }

    @Test func whoseKeyIsRefusedIsFoundOut() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.answer("*", Array(repeating: FakeAmps.refusal("INVALID_API_KEY"), count: 12))
            #expect(await home.send(.mode("charge")).verdict == "ErrorResponse INTERNAL_ERROR")
            #expect(home.log.lines("alarm").map { $0.fields["vendor_code"] } == ["INVALID_API_KEY"])
            // From now on the breaker answers, for all devices of the key.
            let count = home.fake.calls.count
            #expect(await home.send(.toggle(true, "charger-1", "Charger.Charging")).verdict.hasSuffix("INTERNAL_ERROR"))
            #expect(home.fake.calls.count == count)
        }
    }

    @Test func theAccountsOfTwoMakersFailApartFromEachOther() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.answer("battery.command", [FakeAmps.refusal("INVALID_CREDENTIALS")])
            #expect(await home.send(.mode("charge")).verdict.hasSuffix("PARTNER_APPLICATION_REDIRECTION"))
            #expect(
                await home.send(.mode("idle", messageId: "m-2")).verdict.hasSuffix("PARTNER_APPLICATION_REDIRECTION"))
            #expect(home.fake.commands.count == 1)
            #expect(
                await home.send(.toggle(true, "charger-1", "Charger.Charging", messageId: "m-3")).verdict == "Response")
        }
    }

    @Test func aThermostatsModeIsRefusedInItsOwnWords() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.answer("hvac.command", [FakeAmps.refusal("COMMAND_NOT_SUPPORTED", status: 422)])
            let reply = await home.send(.thermostatMode("COOL"))
            #expect(reply.verdict == "ErrorResponse UNSUPPORTED_THERMOSTAT_MODE")
            #expect(reply.namespace == "Alexa.ThermostatController")
        }
    }

    @Test func aRangeIsTakenFromTheDetails() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            let details: JSONObject = ["parameter": "target", "value": 80, "min": 20, "max": 60, "unit": "percent"]
            for (number, code) in ["PARAMETER_OUT_OF_RANGE", "INVALID_PARAMETERS", "INVALID_OEM_PARAMETERS"]
                .enumerated()
            {
                home.fake.answer("battery.command", [FakeAmps.refusal(code, details: details)])
                let reply = await home.send(.set(80, "battery-1", "Battery.ChargeTarget", messageId: "m-\(number)"))
                #expect(reply.verdict == "ErrorResponse VALUE_OUT_OF_RANGE")
                #expect(reply.payload["validRange"] == ["minimumValue": 20, "maximumValue": 60])
            }
            // Also as an action's errorCode.
            home.fake.actionsEnd([.fail("PARAMETER_OUT_OF_RANGE", details: details)])
            let reply = await home.send(.set(80, "battery-1", "Battery.ChargeTarget", messageId: "m-9"))
            #expect(reply.payload["validRange"] == ["minimumValue": 20, "maximumValue": 60])
        }
    }

    @Test func aRangeOfPowerIsConvertedToTheDirectivesUnit() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.answer(
                "ev-charger.setting",
                [
                    FakeAmps.refusal(
                        "PARAMETER_OUT_OF_RANGE",
                        details: ["setting": "max_charge_rate", "min": 1400, "max": 22_000, "unit": "watts"])
                ])
            let reply = await home.send(.set(40, "charger-1", "Setting.MaxChargeRate"))
            #expect(reply.payload["validRange"] == ["minimumValue": 1.4, "maximumValue": 22])
        }
    }

    @Test func aRangeOfTemperaturesIsToldInTheCustomersScale() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.answer(
                "hvac.command",
                [
                    FakeAmps.refusal(
                        "PARAMETER_OUT_OF_RANGE",
                        details: ["parameter": "target", "min": 15, "max": 25, "unit": "celsius"])
                ])
            let reply = await home.send(.setpoint(86, "FAHRENHEIT"))
            #expect(reply.verdict == "ErrorResponse TEMPERATURE_VALUE_OUT_OF_RANGE")
            #expect(
                reply.payload["validRange"] == [
                    "minimumValue": ["value": 59, "scale": "FAHRENHEIT"],
                    "maximumValue": ["value": 77, "scale": "FAHRENHEIT"],
                ])
        }
    }

    @Test func aSimulatedFailureIsAnAlarmWithALiveKeyOnly() async throws {
        for (key, alarms) in [("sk_test_never-shown", 0), ("sk_live_never-shown", 1)] {
            try await AmpsHome.run(key: key) { home in
                await home.discover()
                home.fake.answer("battery.command", [FakeAmps.refusal("SIMULATED_FAILURE")])
                #expect(await home.send(.mode("charge")).verdict == "ErrorResponse INTERNAL_ERROR")
                #expect(home.log.lines("alarm").count == alarms && home.fake.commands.count == 1)
            }
        }
    }

    @Test func anUnknownCodeIsLoggedOnceWithItsTrace() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.answer("battery.command", Self.answers("A_NEW_CODE", .new))
            _ = await home.send(.mode("charge", messageId: "m-1"))
            _ = await home.send(.mode("charge", messageId: "m-2"))
            let lines = home.log.lines("unknown_code")
            #expect(lines.map { $0.fields["vendor_trace"] } == ["req-1"])
        }
    }
}
