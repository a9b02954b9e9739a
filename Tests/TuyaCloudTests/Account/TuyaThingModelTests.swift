import AlexaProtocol
import DeviceCloud
import LoopbackClouds
import LoopbackServer
import TestSupport
import Testing
import Timing
import TuyaCloud

/// Devices whose points are only in the thing model, over real HTTP.
struct TuyaThingModelTests {
    /// The standard specification of such a device.
    enum Standard: CaseIterable {
        case empty
        case notSupported
        case typeNotSupported
        case otherGeneration
    }

    private static func run(
        _ standard: Standard = .empty, _ body: (TuyaFixture) async throws -> Void
    ) async throws {
        try await TuyaFixture.run(["lamp1", "plug1"]) { tuya in
            tuya.fake.change("lamp1") { $0.hasThingModelOnly = true }
            switch standard {
            case .empty: break
            case .notSupported: tuya.fake.always(.specification, tuya.refusal("2003"), for: "lamp1")
            case .typeNotSupported: tuya.fake.always(.specification, tuya.refusal("2009"), for: "lamp1")
            case .otherGeneration: tuya.fake.always(.specification, tuya.refusal("1106"), for: "lamp1")
            }
            try await body(tuya)
        }
    }

    @Test(arguments: Standard.allCases)
    func isDiscoveredCommandedAndReported(_ standard: Standard) async throws {
        try await Self.run(standard) { tuya in
            let event = await tuya.discover()
            #expect(event.ids.contains("tuya:lamp1"))
            let lamp = event.endpoints.first { $0["endpointId"]?.string == "tuya:lamp1" }
            let interfaces = (lamp?["capabilities"]?.array ?? []).compactMap { $0.object?["interface"]?.string }
            #expect(interfaces.contains("Alexa.BrightnessController"))
            #expect(interfaces.contains("Alexa.ColorController"))
            // 1106 means a missing permission, so it raises an alarm.
            #expect(tuya.log.lines("alarm").count == (standard == .otherGeneration ? 1 : 0))
            tuya.fake.forgetCalls()

            #expect(await tuya.setBrightness(42).verdict == "Response")
            #expect(tuya.fake.value("lamp1", "bright_value_v2") == 420)
            // One call with all codes, as JSON in a string; the standard call does not know these points.
            #expect(
                tuya.fake.calls(.issue).map(\.body) == [
                    ["properties": #"{"switch_led":true,"bright_value_v2":420}"#]
                ])
            #expect(tuya.fake.calls(.command).isEmpty)

            tuya.clock.pass(.seconds(10))
            let report = await tuya.report("tuya:lamp1")
            #expect(report.property(".BrightnessController", "brightness")?["value"] == 42)
            #expect(tuya.fake.calls(.status).isEmpty)
            // The other device still uses the standard calls.
            #expect(await tuya.turnOn().verdict == "Response")
            #expect(tuya.fake.calls(.command).count == 1)
        }
    }

    @Test func aRefusalOfAPropertyIsTranslatedLikeThatOfAPoint() async throws {
        try await Self.run { tuya in
            await tuya.discover()
            tuya.fake.always(.issue, tuya.refusal("2001"))
            #expect(await tuya.setBrightness(42).verdict == "ErrorResponse ENDPOINT_UNREACHABLE")
            tuya.clock.pass(.seconds(10))
            tuya.fake.always(.issue, tuya.refusal("28841002"))
            #expect(await tuya.setBrightness(42).verdict == "ErrorResponse CLOUD_CONTROL_DISABLED")
        }
    }

    /// If the project may not read thing models, only such a device is left out.
    @Test(arguments: ["28841101", "28841105", "2009", "500"])
    func withoutThatAPIOnlyTheDeviceIsLost(_ code: String) async throws {
        try await Self.run(.typeNotSupported) { tuya in
            tuya.fake.always(.model, tuya.refusal(code))
            #expect(await tuya.discover().ids == ["tuya:plug1", "tuya:scene:1001:scene1"])
            #expect(tuya.log.lines("alarm").isEmpty)
            #expect(await tuya.turnOn().verdict == "Response")
            #expect(await tuya.report().verdict == "StateReport")
        }
    }

    @Test(arguments: [#"{"model": "not JSON"}"#, #"{"model": null}"#, "[]", "null"])
    func aModelThatCannotBeReadCostsOnlyTheDevice(_ result: String) async throws {
        try await Self.run(.typeNotSupported) { tuya in
            tuya.fake.always(.model, .text(200, #"{"success":true,"result":\#(result)}"#))
            #expect(await tuya.discover().ids == ["tuya:plug1", "tuya:scene:1001:scene1"])
        }
    }

    /// An empty specification without a model: the points of the record are used with their usual types.
    @Test func withoutAModelTheReportedPointsAreTaken() async throws {
        try await Self.run { tuya in
            tuya.fake.always(.model, tuya.refusal("28841101"))
            #expect(await tuya.discover().ids.contains("tuya:lamp1"))
        }
    }

    /// A device that one generation of the API does not model does not affect the others: they keep their sample times.
    @Test func aDeviceThatTheShadowDoesNotModelChangesNothingForTheOthers() async throws {
        try await TuyaFixture.run(["lamp1", "plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.shadow, tuya.refusal("2003"), for: "lamp1")
            #expect(await tuya.report("tuya:lamp1").verdict == "StateReport")
            tuya.fake.forgetCalls()
            #expect(await tuya.report("tuya:plug1").verdict == "StateReport")
            #expect(tuya.fake.calls(.shadow).count == 1)
            #expect(tuya.fake.calls(.status).isEmpty)
        }
    }
}
