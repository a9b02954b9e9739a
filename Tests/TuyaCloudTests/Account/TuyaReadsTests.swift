import AlexaProtocol
import DeviceCloud
import LoopbackClouds
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing
import TuyaCloud

/// Reads that overlap with other reads or with a command.
struct TuyaReadsTests {
    /// The Alexa app asks for all endpoints of a device at once, and two apps may be open.
    @Test(arguments: [
        ["tuya:strip1", "tuya:strip1"], ["tuya:strip1", "tuya:strip1:switch_2", "tuya:strip1:switch_3"],
    ])
    func reportsAtTheSameTimeCostOneRead(_ endpoints: [String]) async throws {
        try await TuyaFixture.run(["strip1"]) { tuya in
            await tuya.discover()
            var slow = tuya.success(FakeTuyaDevice.strip)
            slow.delay = .milliseconds(100)
            tuya.fake.always(.record, slow)
            tuya.fake.forgetCalls()
            let verdicts = await withTaskGroup(of: String.self) { group in
                for endpoint in endpoints { group.addTask { await tuya.report(endpoint).verdict } }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(verdicts == endpoints.map { _ in "StateReport" })
            #expect(tuya.fake.calls(.record).count == 1)
            #expect(tuya.fake.calls(.shadow).count == 1)
        }
    }

    /// A read that began before a command may return the state before it: it is answered, but not cached.
    @Test func aReadThatACommandOvertookIsNotKept() async throws {
        try await TuyaFixture.run(["strip1"]) { tuya in
            await tuya.discover()
            _ = await tuya.report("tuya:strip1")
            tuya.clock.pass(.seconds(10))
            // The read sees the switch on; while its answer is in flight the switch is turned off.
            var slow = tuya.success(FakeTuyaDevice.strip)
            slow.delay = .milliseconds(300)
            tuya.fake.answer(.record, [slow])
            async let report = tuya.report("tuya:strip1")
            while tuya.fake.calls(.record).count < 2 || tuya.fake.calls(.shadow).count < 2 { await Task.yield() }
            #expect(await tuya.ask("tuya:strip1", ".PowerController", "TurnOff").verdict == "Response")
            #expect(await report.property(".PowerController", "powerState")?["value"] == "ON")
            #expect(await tuya.report("tuya:strip1").property(".PowerController", "powerState")?["value"] == "OFF")
        }
    }

    /// A process without a cached state sends a command, and the device reports late: the app must not show the old state.
    @Test(arguments: [true, false]) func aReportRightAfterACommandIsNotTheOldState(_ hasShadow: Bool) async throws {
        try await TuyaFixture.run(["strip1"]) { tuya in
            if !hasShadow { tuya.fake.close(["/v2.0/cloud"]) }
            await tuya.discover()
            tuya.fake.change("strip1") { $0.points[1].value = false }
            // Tuya has accepted the command, but the device has not carried it out yet.
            tuya.fake.always(.command, tuya.success(true))
            let endpoint = "tuya:strip1:switch_2"
            #expect(await tuya.ask(endpoint, ".PowerController", "TurnOn").verdict == "Response")
            #expect(await tuya.report(endpoint).property(".PowerController", "powerState")?["value"] == "ON")
            // The other gangs keep the values that were read.
            #expect(
                await tuya.report("tuya:strip1:switch_3").property(".PowerController", "powerState")?["value"] == "OFF")
            // If the device has not reported it some seconds later, the command had no effect.
            tuya.clock.pass(.seconds(4))
            #expect(await tuya.report(endpoint).property(".PowerController", "powerState")?["value"] == "OFF")
        }
    }

    /// A value that the device reports after the command takes precedence.
    @Test func whatTheDeviceReportsAfterTheCommandCounts() async throws {
        try await TuyaFixture.run(["strip1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.command, tuya.success(true))
            let endpoint = "tuya:strip1:switch_2"
            #expect(await tuya.ask(endpoint, ".PowerController", "TurnOn").verdict == "Response")
            tuya.clock.pass(.seconds(1))
            let now = tuya.clock.now.milliseconds
            tuya.fake.change("strip1") {
                $0.points[1].value = false
                $0.points[1].time = now
            }
            #expect(await tuya.report(endpoint).property(".PowerController", "powerState")?["value"] == "OFF")
        }
    }

    /// Tuya cannot be read any more: the commanded value is the last known one.
    @Test func whatWasCommandedIsTheLastThatIsKnown() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            _ = await tuya.report()
            #expect(await tuya.ask("tuya:plug1", ".PowerController", "TurnOff").verdict == "Response")
            tuya.clock.pass(.seconds(10))
            for operation in [.record, .shadow, .status] as [FakeTuya.Operation] {
                tuya.fake.always(operation, .text(503, "<html>"))
            }
            #expect(await tuya.report().property(".PowerController", "powerState")?["value"] == "OFF")
        }
    }
}

extension FakeTuyaDevice {
    /// The record of the power strip with everything off, in an answer that is in flight for long.
    fileprivate static let strip: JSONValue = [
        "id": "strip1", "name": "Power strip", "category": "pc", "product_id": "product-strip1", "online": true,
        "uid": .string(FakeTuya.userId), "status": [],
    ]
}
