import AlexaProtocol
import DeviceCloud
import EventGateway
import LoopbackClouds
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing
import TuyaCloud

/// Discovery and states over real HTTP.
struct TuyaDiscoveryTests {
    @Test func theWholeHomeIsDiscovered() async throws {
        try await TuyaFixture.run { tuya in
            let event = await tuya.discover()
            let ids = Set(event.ids)
            let expected: Set = [
                "tuya:lamp1", "tuya:dimmer1", "tuya:plug1", "tuya:strip1", "tuya:thermo1", "tuya:valve1", "tuya:fan1",
                "tuya:humidifier1", "tuya:purifier1", "tuya:curtain1", "tuya:garage1", "tuya:lock1", "tuya:vacuum1",
                "tuya:kettle1", "tuya:contact1", "tuya:motion1", "tuya:climate1", "tuya:aircon1",
                "tuya:scene:1001:scene1",
            ]
            #expect(ids.isSuperset(of: expected), "\(expected.subtracting(ids))")
            #expect(event.ids.count == ids.count)
            #expect(!ids.contains("tuya:bare1"))
            #expect(!ids.contains("tuya:scene:1001:scene2"))
            // The device without a specification is logged once.
            #expect(tuya.log.lines("device_left_out").filter { $0.fields["device"] == "bare1" }.count == 1)
            #expect(tuya.log.lines("alarm").isEmpty)
            // Ids are stable.
            #expect(await tuya.discover().ids == event.ids)
        }
    }

    @Test func equalProductsCostOneSpecification() async throws {
        try await TuyaFixture.run([]) { tuya in
            var bulbs = (1...12).map {
                FakeTuyaDevice("bulb\($0)", "Bulb \($0)", "dj", [.init("switch_led", "Boolean")])
            }
            for index in bulbs.indices { bulbs[index].productId = "same" }
            tuya.fake.add(bulbs)
            #expect(await tuya.discover().ids.count == 13)
            #expect(tuya.fake.calls(.specification).count <= 8)
            tuya.fake.forgetCalls()
            #expect(await tuya.discover().ids.count == 13)
            #expect(tuya.fake.calls(.specification).isEmpty)
        }
    }

    /// An empty list, or 2002, instead of devices: accepted only after a second one ten minutes later.
    @Test(arguments: [true, false]) func anEmptyListIsDoubted(_ isRefusal: Bool) async throws {
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            let ids = await tuya.discover().ids
            #expect(ids.count == 3)
            tuya.fake.always(.list, isRefusal ? tuya.refusal("2002") : tuya.success([]))
            for _ in 0..<3 {
                #expect(await tuya.discover().ids == ids)
                tuya.clock.pass(.seconds(100))
            }
            tuya.clock.pass(.seconds(400))
            #expect(await tuya.discover().ids == [])
        }
    }

    /// A list without a readable entry does not count as empty.
    @Test(arguments: [#"[{}, {}]"#, #"[null]"#, #"{"list": [1, 2], "devices": ["a"]}"#, #"[{"id": ""}]"#])
    func aListOfWhichNothingCanBeRead(_ list: String) async throws {
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            tuya.fake.always(.list, .text(200, #"{"success":true,"result":\#(list)}"#))
            #expect(await tuya.discover().ids == [])
            #expect(tuya.log.lines("discovery_incomplete").first?.fields["rule"] == "tuya.unreadable")
            // The device is not reported as gone.
            #expect(await tuya.turnOn().verdict != "ErrorResponse NO_SUCH_ENDPOINT")
        }
    }

    /// A subscription that has expired, is overdue or used up: the other generation is tried, and an alarm is raised.
    @Test(arguments: ["28841101", "28841102", "28841103", "28841104", "28841105", "28841999", "4001"])
    func anEssentialProductThatIsMissingIsAnAlarm(_ code: String) async throws {
        for last in [code, "2003"] {
            try await TuyaFixture.run(["plug1"]) { tuya in
                tuya.fake.answer(.list, [tuya.refusal(code)])
                tuya.fake.always(.list, nil)
                tuya.fake.answer(.list, Array(repeating: tuya.refusal(last), count: 4))
                #expect(await tuya.discover().ids == [])
                #expect(tuya.log.lines("alarm").map { $0.fields["vendor_code"] } == [code], "\(last)")
            }
        }
        try await TuyaFixture.run(["plug1"]) { tuya in
            tuya.fake.answer(.list, [tuya.refusal(code)])
            #expect(await tuya.discover().ids.contains("tuya:plug1"))
            #expect(tuya.log.lines("alarm").isEmpty)
        }
    }

    /// The list of one user in both generations, and that of linked accounts.
    @Test(arguments: [
        (FakeTuya.userId, [String](), "/v1.0/users/eu-fake-user/devices"),
        (FakeTuya.userId, ["/v1.0/users"], "/v1.3/iot-03/devices"),
        (nil, [], "/v1.0/iot-01/associated-users/devices"), (nil, ["/v1.0/iot-01"], "/v2.0/cloud/thing/device"),
    ])
    func listsOfEveryShape(_ user: String?, _ closed: [String], _ path: String) async throws {
        for size in [Int.max, 20, 7] {
            try await TuyaFixture.run([], userId: user) { tuya in
                tuya.fake.close(closed)
                if size != Int.max { tuya.fake.usePages(of: size) }
                tuya.fake.add(
                    (1...43).map { FakeTuyaDevice("plug\($0)", "Plug \($0)", "cz", [.init("switch_1", "Boolean")]) })
                let ids = await tuya.discover().ids.filter { $0.hasPrefix("tuya:plug") }
                #expect(ids.count == (path == "/v2.0/cloud/thing/device" && size == 7 ? 7 : 43))
                #expect(tuya.fake.calls(.list).map(\.path).last == path)
            }
        }
    }

    @Test func anEndpointIsLookedUpWithoutAList() async throws {
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            #expect(await tuya.turnOn().verdict == "Response")
            #expect(tuya.fake.calls(.list).isEmpty)
            #expect(await tuya.turnOn("tuya:nothing").verdict == "ErrorResponse NO_SUCH_ENDPOINT")
            // Only a list can confirm that there is no such device.
            #expect(tuya.fake.calls(.list).count == 1)
        }
    }

    @Test func aDeviceOfAnotherUserIsNotReached() async throws {
        try await TuyaFixture.run(["plug1", "lamp1"], userId: "somebody-else") { tuya in
            tuya.fake.always(.list, tuya.success([]))
            #expect(await tuya.turnOn().verdict == "ErrorResponse NO_SUCH_ENDPOINT")
            #expect(tuya.fake.calls(.command).isEmpty)
        }
    }

    @Test func twoAccountsServeTheirCustomers() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            var settings = tuya.settings
            let account = settings.accounts[0]
            settings.accounts = [
                TuyaAccount(
                    AccountIdentity(name: "a", baseURL: account.url, customers: [CustomerID("a")]),
                    clientId: account.clientId, secret: account.secret, userId: account.userId, at: .india)
            ]
            let cloud = TuyaCloud(
                settings, transport: tuya.transport, environment: tuya.environment, logger: tuya.log.logger)
            let ofA = try await cloud.discover(tuya.call(customer: "a"))
            let ofB = try await cloud.discover(tuya.call(customer: "b"))
            #expect(ofA.contains { $0.endpointId == "tuya:plug1" })
            #expect(ofB.isEmpty)
        }
    }

    @Test func anAccountThatFailsCostsOnlyItsOwnEndpoints() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            var settings = tuya.settings
            let account = settings.accounts[0]
            settings.accounts.insert(
                TuyaAccount(
                    AccountIdentity(name: "broken", baseURL: account.url), clientId: account.clientId,
                    secret: Secret("another-never-shown"), userId: account.userId, at: .india), at: 0)
            let cloud = TuyaCloud(
                settings, transport: tuya.transport, environment: tuya.environment, logger: tuya.log.logger)
            let failure = await #expect(throws: AdapterFailure.self) { try await cloud.discover(tuya.call()) }
            #expect(failure?.listed.contains { $0.endpointId == "tuya:plug1" } == true)
        }
    }

    @Test func aReportIsAnsweredFromMemoryForAFewSeconds() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.change("plug1") { $0.points[0].time = 1_767_225_500_123 }
            let first = await tuya.report()
            #expect(first.connectivity == "OK")
            // The device's own time, from its shadow.
            #expect(
                first.property(".PowerController", "powerState")?["timeOfSample"] == "2025-12-31T23:58:20.123Z")
            tuya.fake.forgetCalls()
            for _ in 0..<5 { #expect(await tuya.report().verdict == "StateReport") }
            #expect(tuya.fake.calls.isEmpty)
            tuya.clock.pass(.seconds(4))
            _ = await tuya.report()
            #expect(tuya.fake.calls.count == 2)
        }
    }

    @Test func whatWasCommandedIsReportedAtOnce() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            _ = await tuya.report()
            #expect(await tuya.ask("tuya:plug1", ".PowerController", "TurnOff").verdict == "Response")
            #expect(await tuya.report().property(".PowerController", "powerState")?["value"] == "OFF")
        }
    }

    @Test func withoutAShadowTheTimeIsThatOfTheRead() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.close(["/v2.0/cloud"])
            let now = tuya.clock.now
            let event = await tuya.report()
            #expect(event.property(".PowerController", "powerState")?["timeOfSample"] == .string(now.description))
        }
    }

    @Test func anOfflineDeviceReportsWhatIsKnown() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            tuya.fake.change("plug1") { $0.isOnline = false }
            #expect(await tuya.discover().ids.contains("tuya:plug1"))
            let event = await tuya.report()
            #expect(event.verdict == "StateReport")
            #expect(event.connectivity == "UNREACHABLE")
            #expect(event.property(".PowerController", "powerState")?["value"] == "ON")
        }
    }

    @Test(arguments: [LoopbackAnswer.hangUp, .text(503, "<html>"), .text(200, "{}"), .text(200, "")])
    func anOutageOfTheCloudLeavesTheConnectivityAsItWas(_ answer: LoopbackAnswer) async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            _ = await tuya.report()
            tuya.clock.pass(.seconds(60))
            for operation in [.record, .shadow, .status] as [FakeTuya.Operation] { tuya.fake.always(operation, answer) }
            #expect(await tuya.report().connectivity == "OK")
            // After 15 minutes the values are too old.
            tuya.clock.pass(.seconds(1000))
            #expect(await tuya.report().verdict.hasPrefix("ErrorResponse"))
        }
    }

    /// A process that was started late in the month has no count of the month, but it has that of the day.
    @Test func aDayThatTheMonthCannotAffordIsWarnedOf() async throws {
        try await TuyaFixture.run(["plug1"], settings: { $0.monthlyCalls = 310 }) { tuya in
            await tuya.discover()
            for _ in 0..<12 { _ = await tuya.turnOn() }
            #expect(tuya.log.lines("quota_pace").isEmpty)
            for _ in 0..<12 { _ = await tuya.turnOn() }
            // Two days' share of the month's 310 calls.
            #expect(tuya.log.lines("quota_pace").map { $0.fields["calls"] } == ["20"])
            #expect(tuya.log.lines("quota").isEmpty)
            tuya.clock.pass(.seconds(86_400))
            for _ in 0..<24 { _ = await tuya.turnOn() }
            #expect(tuya.log.lines("quota_pace").count == 2)
        }
    }

    @Test func theQuotaIsWarnedOfOnce() async throws {
        try await TuyaFixture.run(
            ["plug1"],
            settings: {
                $0.monthlyCalls = 20
                $0.warnAt = 0.5
            }
        ) { tuya in
            await tuya.discover()
            #expect(tuya.log.lines("quota").isEmpty)
            for _ in 0..<20 { _ = await tuya.turnOn() }
            let lines = tuya.log.lines("quota")
            #expect(lines.map { $0.fields["calls"] } == ["10"])
            // The count starts anew in the next month.
            tuya.clock.pass(.seconds(40 * 86_400))
            for _ in 0..<12 { _ = await tuya.turnOn() }
            #expect(tuya.log.lines("quota").count == 2)
        }
    }
}
