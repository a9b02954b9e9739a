import AlexaProtocol
import DeviceCloud
import HTTPTypes
import Logging
import LoopbackClouds
import LoopbackServer
import TestSupport
import Testing
import TuyaCloud

/// The handling of answers of every form, over real HTTP.
struct TuyaEnvelopeTests {
    /// An answer to TurnOn, and the resulting event.
    static let answers: [(body: String, verdict: String)] = [
        (#"{"success":true,"result":true,"t":1767225601000,"tid":"x"}"#, "Response"),
        (#"{"success":true,"result":true}"#, "Response"),
        (#"{"success":true,"t":1767225601000}"#, "Response"),
        // Tuya did not forward the command.
        (#"{"success":true,"result":false,"t":1767225601000}"#, "ErrorResponse ENDPOINT_UNREACHABLE"),
        (#"{"success":true,"result":{"switch_1":true}}"#, "Response"),
        (#"{"success":true,"result":[{"code":"switch_1","success":true}]}"#, "Response"),
        // Tuya did not forward one of its codes.
        (#"{"success":true,"result":{"switch_1":false}}"#, "ErrorResponse ENDPOINT_UNREACHABLE"),
        (#"{"success":true,"result":[{"code":"switch_1","success":false}]}"#, "ErrorResponse ENDPOINT_UNREACHABLE"),
        (#"{"success":true,"result":[true,false]}"#, "ErrorResponse ENDPOINT_UNREACHABLE"),
        (#"{"success":false,"code":2047,"msg":"frozen"}"#, "ErrorResponse CLOUD_CONTROL_DISABLED"),
        (#"{"success":false,"code":"2047","msg":"frozen"}"#, "ErrorResponse CLOUD_CONTROL_DISABLED"),
        (#"{"success":"false","code":2047}"#, "ErrorResponse CLOUD_CONTROL_DISABLED"),
        (#"{"code":2047,"msg":"frozen"}"#, "ErrorResponse CLOUD_CONTROL_DISABLED"),
        (#"{"success":false,"code":"1,000"}"#, "ErrorResponse ENDPOINT_UNREACHABLE"),
        // Unknown codes: a vendor's text never becomes an error type.
        (#"{"success":false,"code":2099}"#, "ErrorResponse INTERNAL_ERROR"),
        (#"{"success":false,"code":99}"#, "ErrorResponse INTERNAL_ERROR"),
        (#"{"success":false,"code":"EXPIRED_AUTHORIZATION_CREDENTIAL"}"#, "ErrorResponse INTERNAL_ERROR"),
        (#"{"success":false,"msg":"no code"}"#, "ErrorResponse INTERNAL_ERROR"),
        (#"{"result":true}"#, "ErrorResponse INTERNAL_ERROR"),
        ("{}", "ErrorResponse INTERNAL_ERROR"),
        ("[]", "ErrorResponse INTERNAL_ERROR"),
        ("", "ErrorResponse INTERNAL_ERROR"),
        ("<html><body>maintenance</body></html>", "ErrorResponse INTERNAL_ERROR"),
        (#"{"success":true,"result":tr"#, "ErrorResponse INTERNAL_ERROR"),
        ("\u{0}\u{1}\u{2}garbage", "ErrorResponse INTERNAL_ERROR"),
    ]

    @Test(arguments: answers.indices)
    func anAnswerOfAnyShapeHasItsEvent(_ index: Int) async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.change("plug1") { $0.points[0].value = false }
            tuya.fake.always(.command, .text(200, Self.answers[index].body))
            #expect(await tuya.turnOn().verdict == Self.answers[index].verdict)
        }
    }

    /// A status other than 200 is attributed to a proxy (review of the error translation, section 2.5).
    static let statuses: [(Int, String)] =
        [408, 502, 503, 504].map { ($0, "ErrorResponse ENDPOINT_UNREACHABLE") }
        + [301, 400, 401, 402, 403, 404, 409, 410, 413, 422, 429, 500, 501, 505].map {
            ($0, "ErrorResponse INTERNAL_ERROR")
        }

    @Test(arguments: statuses.indices)
    func aProxyBlamesNeitherTheCustomerNorTheDevice(_ index: Int) async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.change("plug1") { $0.points[0].value = false }
            tuya.fake.always(.command, .text(Self.statuses[index].0, "<html>"))
            #expect(await tuya.turnOn().verdict == Self.statuses[index].1)
        }
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.record, .text(Self.statuses[index].0, "<html>"))
            tuya.fake.always(.shadow, .text(Self.statuses[index].0, "<html>"))
            tuya.fake.always(.status, .text(Self.statuses[index].0, "<html>"))
            #expect(await tuya.report().verdict == Self.statuses[index].1)
        }
    }

    @Test(arguments: ["2047", "2001"])
    func theCodeDecidesBeforeTheStatus(_ code: String) async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.command, .text(404, #"{"success":false,"code":\#(code)}"#))
            let expected = code == "2001" ? "ENDPOINT_UNREACHABLE" : "CLOUD_CONTROL_DISABLED"
            #expect(await tuya.turnOn().verdict == "ErrorResponse \(expected)")
        }
    }

    @Test func anUnknownCodeIsLoggedOnceWithTheTrace() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.command, .text(200, #"{"success":false,"code":2099,"tid":"trace-7"}"#))
            for _ in 0..<3 { _ = await tuya.turnOn() }
            let lines = tuya.log.lines("unknown_code")
            #expect(lines.map { $0.fields["vendor_code"] } == ["2099"])
            #expect(lines.first?.fields["vendor_trace"] == "trace-7")
        }
    }

    /// A code that is not a number may be any text, so it is not logged.
    @Test func aCodeThatIsNoNumberIsNotLogged() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.command, .text(200, #"{"success":false,"code":"token-1-never-shown"}"#))
            let event = await tuya.turnOn()
            #expect(event.verdict == "ErrorResponse INTERNAL_ERROR")
            #expect(event.payload["message"]?.string?.contains("never-shown") == false)
            #expect(tuya.log.lines("unknown_code").map { $0.fields["vendor_code"] } == ["no number"])
        }
    }

    @Test func theSummaryLineHasCodeAndTrace() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            await tuya.discover()
            tuya.fake.always(.command, tuya.refusal("2047"))
            _ = await tuya.turnOn()
            let line = tuya.log.lines("directive").last
            #expect(line?.fields["vendor_code"] == "2047")
            #expect(line?.fields["vendor_trace"] == "fake-trace-refused")
            #expect(line?.fields["rule"] == "tuya.2047")
        }
    }
}
