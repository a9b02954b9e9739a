import AlexaProtocol
import DeviceCloud
import EventGateway
import HTTPTransport
import LoopbackClouds
import LoopbackServer
import RealerCloud
import Skill
import TestSupport
import Testing

/// ReportState, and the state after a command.
struct RealerStateTests {
    static let ranges: [(low: Double, high: Double, step: Double)] = [
        (0, 100, 1), (0, 4, 0.5), (0, 1, 0.1), (-20, 20, 2.5), (0, 255, 1), (5, 30, 0.5), (1, 1000, 37),
    ]

    @Test(arguments: ranges)
    func whatIsSetIsRead(_ range: (low: Double, high: Double, step: Double)) async throws {
        try await Realer.run(change: { server in
            server.setCatalog(commands: [
                [
                    "id": "cmd_dimmer", "kind": "pwm", "value": "0.0", "value_type": "NumericRange",
                    "min": .number(range.low), "max": .number(range.high), "step": .number(range.step),
                ]
            ])
        }) { realer in
            _ = await realer.answer(Realer.discover)
            var values: [Double] = []
            for index in 0...Int((range.high - range.low) / range.step) {
                values.append(((range.low + Double(index) * range.step) * 1e6).rounded() / 1e6)
            }
            for (index, value) in values.enumerated() {
                let set = await realer.answer(Realer.set(value, message: "m-\(index)"))
                #expect(set.description == "Response" && set.state["RangeController"] == .number(value))
                #expect(realer.server.value(of: "cmd_dimmer").flatMap(Double.init) == value)
                realer.clock.pass(.seconds(4))
                #expect(await realer.answer(Realer.report(Realer.dimmer)).state["RangeController"] == .number(value))
            }
        }
    }

    static let adjustments: [(delta: Double, isDefault: Bool, value: String)] = [
        (10, false, "50.0"), (-10, false, "30.0"), (100, false, "100.0"), (-100, false, "0.0"), (1, true, "50.0"),
        (-1, true, "30.0"), (0.4, false, "40.0"),
    ]

    @Test(arguments: adjustments)
    func anAdjustmentBecomesAbsolute(_ test: (delta: Double, isDefault: Bool, value: String)) async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            _ = await realer.answer(Realer.adjust(test.delta, isDefault: test.isDefault))
            #expect(realer.server.reports.map(\.value) == [test.value])
        }
    }

    @Test func anAdjustmentStartsFromWhatRealerShowsNow() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.configure("cmd_dimmer", value: "80.0")
            realer.clock.pass(.seconds(120))
            _ = await realer.answer(Realer.adjust(10))
            #expect(realer.server.reports.map(\.value) == ["90.0"])
            // Realer cannot be asked: fall back to the last known value.
            realer.clock.pass(.seconds(120))
            realer.server.answer(.command, Array(repeating: .realer(5003, .newest), count: 3))
            _ = await realer.answer(Realer.adjust(-20, message: "m-2"))
            #expect(realer.server.reports.map(\.value) == ["90.0", "70.0"])
        }
    }

    @Test func aReportCountsUntilTheCatalogueShowsSomethingElse() async throws {
        try await Realer.run(change: { $0.adoptReports(false) }) { realer in
            _ = await realer.answer(Realer.discover)
            _ = await realer.answer(Realer.turn(true))
            realer.clock.pass(.seconds(60))
            // Without local adoption the configured value is the old one, but Porchlight, which is the device, has reported ON.
            let report = await realer.answer(Realer.report())
            #expect(report.state["PowerController"] == "ON")
            #expect(report.sample("Alexa.PowerController") == "2026-01-01T00:00:01.000Z")
            realer.server.configure("cmd_pump", value: "1.0")
            realer.clock.pass(.seconds(60))
            #expect(await realer.answer(Realer.report()).state["PowerController"] == "ON")
            realer.server.configure("cmd_pump", value: "0.0")
            realer.clock.pass(.seconds(60))
            #expect(await realer.answer(Realer.report()).state["PowerController"] == "OFF")
        }
    }

    @Test func sampleTimesAreTrue() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.clock.pass(.seconds(9))
            #expect(
                await realer.answer(Realer.report(Realer.boiler)).sample("Alexa.TemperatureSensor")
                    == "2026-01-01T00:00:00.000Z")
            let first = await realer.answer(Realer.report())
            #expect(first.sample("Alexa.PowerController") == "2026-01-01T00:00:10.000Z")
            // The Alexa app asks every few seconds: values are answered from memory with the sample's time.
            realer.clock.pass(.seconds(2))
            #expect(await realer.answer(Realer.report()).sample("Alexa.PowerController") == "2026-01-01T00:00:10.000Z")
            #expect(realer.server.calls(.command).count == 1)
        }
    }

    @Test func aProcessThatStartsNeedsNoDiscovery() async throws {
        try await Realer.run { realer in
            #expect(await realer.answer(Realer.turn(true)).description == "Response")
            #expect(await realer.answer(Realer.report()).state["PowerController"] == "ON")
        }
    }

    @Test func anOldStateIsNotToldAsThePresentOne() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.clock.pass(.seconds(1000))
            realer.server.answer(.command, Array(repeating: .realer(5003, .newest), count: 3))
            #expect(await realer.answer(Realer.report()).description == "ErrorResponse ENDPOINT_UNREACHABLE")
        }
    }

    @Test func aValueOutsideOfTheRangeIsRefusedBeforeRealerIsAsked() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            let answer = await realer.answer(Realer.set(101))
            #expect(answer.description == "ErrorResponse VALUE_OUT_OF_RANGE")
            #expect(realer.server.calls(.feedData).isEmpty)
        }
    }
}

/// Several accounts, and who may use them.
struct RealerAccountTests {
    @Test func anAccountServesItsCustomersOnly() async throws {
        try await Realer.run { realer in
            let account = try Realer.account(
                at: try #require(realer.settings.accounts.first).baseURL.description, realer.server.clientSecret,
                customers: [CustomerID("anna")])
            let cloud = RealerCloud(
                RealerSettings(accounts: [account]), transport: try HTTPTransport(), environment: realer.environment,
                logger: realer.log.logger)
            #expect(try await cloud.discover(realer.call(customer: "anna")).count == 4)
            #expect(try await cloud.discover(realer.call(customer: "ben")).isEmpty)
            #expect(try await cloud.endpoint(Realer.pump, realer.call(customer: "anna")) != nil)
            #expect(try await cloud.endpoint(Realer.pump, realer.call(customer: "ben")) == nil)
        }
    }

    @Test func anAccountThatFailsCostsOnlyItsOwnEndpoints() async throws {
        try await Realer.run { realer in
            let url = try #require(realer.settings.accounts.first).baseURL.description
            let cloud = RealerCloud(
                RealerSettings(accounts: [
                    try Realer.account(at: url, "another-secret", name: "broken", device: "cdv_broken"),
                    try Realer.account(at: url, realer.server.clientSecret),
                ]), transport: try HTTPTransport(), environment: realer.environment, logger: realer.log.logger)
            let failure = await #expect(throws: AdapterFailure.self) { try await cloud.discover(realer.call()) }
            #expect(failure?.listed.count == 4)
            let skill = Realer.skill(cloud, realer.environment, realer.log)
            #expect(Answered(await skill.answer(to: Realer.discover)).endpoints.count == 4)
            #expect(Answered(await skill.answer(to: Realer.turn(true))).description == "Response")
            let line = try #require(realer.log.lines("account_incomplete").first)
            #expect(line.fields["rule"] == "realer.4001")
            #expect(!line.text.contains("broken"))
            let checks = await cloud.check(before: realer.call(for: .seconds(10)).answerBy)
            #expect(checks.map(\.account) == ["broken", "garden"])
            #expect(checks.map(\.verdict) == [.fails, .works])
        }
    }

    @Test(arguments: ["realer:cdv_x:cmd_pump", "realer:", "tuya:1", "", "realer:\(FakeRealer.deviceId):"])
    func foreignIdsAreNotAskedFor(_ id: String) async throws {
        try await Realer.run { realer in
            let endpoint = try await realer.cloud.endpoint(id, realer.call())
            #expect(endpoint == nil)
            #expect(realer.server.calls.isEmpty)
        }
    }

    @Test func checkSaysWhatIsMissing() async throws {
        try await Realer.run { realer in
            func sentence() async -> String {
                let checks = await realer.cloud.check(before: realer.call(for: .seconds(10)).answerBy)
                return "\(checks.first?.verdict.rawValue ?? "") \(checks.first?.sentences.first ?? "")"
            }
            #expect(await sentence() == "works ")
            #expect(realer.server.reports.isEmpty)
            realer.server.answer(.bootstrap, [.realer(4003, .newest)])
            #expect(await sentence().contains("another control device than device_id"))
            realer.server.answer(.bootstrap, [.realer(4004, .newest)])
            realer.server.answer(.commands, [.realer(4004, .newest)])
            #expect(await sentence().contains("device_id must be"))
            realer.server.setCatalog(commands: [])
            #expect(await sentence().hasPrefix("limited the credentials work"))
            realer.server.answer(.commands, [.realer(4002, .oldest)])
            #expect(await sentence().contains("subscription"))
        }
    }
}
