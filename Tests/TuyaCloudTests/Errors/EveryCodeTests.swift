import AlexaProtocol
import DeviceCloud
import LoopbackClouds
import LoopbackServer
import TestSupport
import Testing
import TuyaCloud

/// Each code is received over HTTP and becomes the right event, for a command, for ReportState and for Discover.
struct EveryCodeTests {
    @Test func thereAreEightyThreeCodesInTheSeed() {
        #expect(ReviewedCode.seed.count == 83)
        #expect(Set(ReviewedCode.all.map(\.code)).count == 100)
    }

    @Test(arguments: ReviewedCode.all)
    func aCommand(_ code: ReviewedCode) async throws {
        try await TuyaFixture.run(["plug1", "lamp1", "thermo1"]) { tuya in
            tuya.fake.change("plug1") { $0.points[0].value = false }
            await tuya.discover()
            tuya.fake.always(.command, tuya.refusal(code.code))
            // Errors of ThermostatController are allowed only for its directives.
            let event =
                code.command == "UNWILLING_TO_SET_SCHEDULE"
                ? await tuya.ask(
                    "tuya:thermo1", ".ThermostatController", "SetTargetTemperature",
                    #"{"targetSetpoint": {"value": 22, "scale": "CELSIUS"}}"#) : await tuya.turnOn()
            // The list still has the device, so the error is not NO_SUCH_ENDPOINT.
            let stays = code.command == "NO_SUCH_ENDPOINT"
            #expect(event.verdict == "ErrorResponse \(stays ? "ENDPOINT_UNREACHABLE" : code.command)")
            if code.command == "NOT_SUPPORTED_IN_CURRENT_MODE" {
                #expect(event.payload["currentDeviceMode"] == "NOT_PROVISIONED")
            }
            #expect(event.json["event"]?.object?["header"]?.object?["correlationToken"] == "corr")
        }
    }

    @Test(arguments: ReviewedCode.all.filter { $0.command == "NO_SUCH_ENDPOINT" })
    func aDeviceIsGoneWhenAListLacksIt(_ code: ReviewedCode) async throws {
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            await tuya.discover()
            _ = await tuya.report()
            tuya.fake.remove { $0.id == "plug1" }
            tuya.fake.always(.command, tuya.refusal(code.code))
            #expect(await tuya.turnOn().verdict == "ErrorResponse NO_SUCH_ENDPOINT")
            tuya.clock.pass(.seconds(10))
            for operation in [.record, .shadow, .status] as [FakeTuya.Operation] {
                tuya.fake.always(operation, tuya.refusal(code.code))
            }
            #expect(await tuya.report().verdict == "ErrorResponse NO_SUCH_ENDPOINT")
        }
    }

    @Test(arguments: ReviewedCode.all.filter { $0.command == "NO_SUCH_ENDPOINT" })
    func withoutAListNothingIsGone(_ code: ReviewedCode) async throws {
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.command, tuya.refusal(code.code))
            tuya.fake.always(.list, .text(503, "<html>"))
            #expect(await tuya.turnOn().verdict == "ErrorResponse ENDPOINT_UNREACHABLE")
        }
    }

    @Test(arguments: ReviewedCode.all)
    func aReportOfWhatIsUnknown(_ code: ReviewedCode) async throws {
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            await tuya.discover()
            for operation in [.record, .shadow, .status] as [FakeTuya.Operation] {
                tuya.fake.always(operation, tuya.refusal(code.code))
            }
            #expect(await tuya.report().verdict == code.unknownReport)
            // A read should never get some codes, so they raise an alarm.
            if code.report == "odd" { #expect(tuya.log.lines("alarm").count == 1) }
        }
    }

    @Test(arguments: ReviewedCode.all)
    func aReportOfWhatIsKnown(_ code: ReviewedCode) async throws {
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            await tuya.discover()
            let before = await tuya.report()
            #expect(before.verdict == "StateReport")
            tuya.clock.pass(.seconds(60))
            for operation in [.record, .shadow, .status] as [FakeTuya.Operation] {
                tuya.fake.always(operation, tuya.refusal(code.code))
            }
            let event = await tuya.report()
            #expect(event.verdict == "StateReport")
            #expect(event.connectivity == (code.report == "off" ? "UNREACHABLE" : "OK"))
            // With the sample's own time, not that of this report.
            let property = event.property(".PowerController", "powerState")
            #expect(property?["value"] == "ON")
            #expect(
                property?["timeOfSample"]
                    == before.property(".PowerController", "powerState")?["timeOfSample"])
        }
    }

    @Test(arguments: ReviewedCode.all)
    func aDiscoveryNeverFailsAndNeverShrinks(_ code: ReviewedCode) async throws {
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            tuya.fake.always(.list, tuya.refusal(code.code))
            let first = await tuya.discover()
            #expect(first.verdict == "Discover.Response")
            #expect(first.ids == [])
        }
        try await TuyaFixture.run(["plug1", "lamp1"]) { tuya in
            let ids = await tuya.discover().ids
            #expect(Set(ids) == ["tuya:plug1", "tuya:lamp1", "tuya:scene:1001:scene1"])
            tuya.fake.always(.list, tuya.refusal(code.code))
            let second = await tuya.discover()
            #expect(second.verdict == "Discover.Response")
            // 2002 means that the user has no devices; until a second list confirms it, the devices are kept.
            #expect(Set(second.ids) == Set(ids))
            #expect(tuya.log.lines("alarm").count <= 1)
        }
    }

    /// A device whose specification gets the code is left out; the others stay.
    @Test(arguments: ReviewedCode.all)
    func aDeviceWithoutASpecificationCostsOnlyItself(_ code: ReviewedCode) async throws {
        let isOfTheProject = [
            "1001", "1003", "1004", "1005", "1008", "1110", "1112", "1199", "2006", "2007", "2017", "2401", "2406",
            "1114",
            "28841001", "28841002", "28841003", "28841004", "28841101", "28841102", "28841103", "28841104", "28841105",
            "28841106", "4001", "28841107", "60009001", "-9999999",
        ]
        guard !isOfTheProject.contains(code.code) else { return }
        try await TuyaFixture.run(["plug1", "lamp1", "curtain1"]) { tuya in
            tuya.fake.always(.specification, tuya.refusal(code.code), for: "plug1")
            tuya.fake.always(.model, tuya.refusal("2009"), for: "plug1")
            #expect(await tuya.discover().ids.sorted() == ["tuya:curtain1", "tuya:lamp1", "tuya:scene:1001:scene1"])
        }
    }
}
