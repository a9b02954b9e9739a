import AlexaProtocol
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import RealerCloud
import TestSupport
import Testing

/// Every code of the registry, in every edition of the documentation, from the socket to Alexa's event. The expectations are
/// copied from the error translation review, not from our table.
struct ResponseCodeTests {
    /// The expected results of a code.
    struct Expected: Sendable, CustomTestStringConvertible {
        let code: Int
        /// The error that answers a command.
        let command: String
        /// Connectivity in a StateReport with known values.
        let connectivity: String
        /// The error that answers ReportState without known values.
        let report: String
        /// How often a report is sent if it always gets this answer.
        var sent = 1
        /// Whether an alarm is raised.
        var alarm = false
        /// Whether ReportState should never get the code.
        var isOdd = false

        var testDescription: String { "\(code)" }
    }

    static let expected = [
        Expected(code: 4000, command: "INTERNAL_ERROR", connectivity: "OK", report: "INTERNAL_ERROR", alarm: true),
        Expected(
            code: 4001, command: "PARTNER_APPLICATION_REDIRECTION", connectivity: "UNREACHABLE",
            report: "ENDPOINT_UNREACHABLE", sent: 2, alarm: true),
        Expected(
            code: 4002, command: "PARTNER_APPLICATION_REDIRECTION", connectivity: "UNREACHABLE",
            report: "ENDPOINT_UNREACHABLE", alarm: true),
        Expected(
            code: 4003, command: "INSUFFICIENT_PERMISSIONS", connectivity: "OK", report: "INSUFFICIENT_PERMISSIONS",
            alarm: true),
        Expected(code: 4004, command: "ENDPOINT_UNREACHABLE", connectivity: "OK", report: "ENDPOINT_UNREACHABLE"),
        Expected(
            code: 4009, command: "INTERNAL_ERROR", connectivity: "OK", report: "INTERNAL_ERROR", alarm: true,
            isOdd: true),
        Expected(
            code: 4013, command: "INTERNAL_ERROR", connectivity: "OK", report: "INTERNAL_ERROR", alarm: true,
            isOdd: true),
        Expected(code: 4015, command: "INTERNAL_ERROR", connectivity: "OK", report: "INTERNAL_ERROR", alarm: true),
        Expected(code: 4022, command: "INVALID_VALUE", connectivity: "OK", report: "INTERNAL_ERROR", isOdd: true),
        Expected(code: 4029, command: "RATE_LIMIT_EXCEEDED", connectivity: "OK", report: "RATE_LIMIT_EXCEEDED"),
        Expected(
            code: 5003, command: "ENDPOINT_UNREACHABLE", connectivity: "OK", report: "ENDPOINT_UNREACHABLE", sent: 3),
    ]

    /// Every code in every edition.
    static let cases = expected.flatMap { expected in FakeRealer.Edition.allCases.map { (expected, $0) } }

    private static func answers(_ expected: Expected, _ edition: FakeRealer.Edition) -> [LoopbackAnswer] {
        Array(repeating: .realer(expected.code, edition), count: 12)
    }

    @Test func everyCodeIsExpected() {
        #expect(Self.expected.map(\.code) == FakeRealer.registry.map(\.code))
    }

    @Test(arguments: cases)
    func aCommand(_ expected: Expected, _ edition: FakeRealer.Edition) async throws {
        try await Realer.run(change: { $0.speak(edition) }) { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.answer(.feedData, Self.answers(expected, edition))
            let answer = await realer.answer(Realer.set(70))
            #expect(answer.description == "ErrorResponse \(expected.command)")
            let sent = realer.server.calls(.feedData)
            #expect(sent.count == expected.sent)
            #expect(Set(sent.map(\.body)).count == 1, "each time the same bytes")
            #expect(realer.server.reports.isEmpty)
            #expect(realer.log.lines("alarm").isEmpty != expected.alarm)
            let summary = realer.log.lines("directive").last
            #expect(summary?.fields["error_type"] == expected.command)
            if edition != .middle { #expect(summary?.fields["vendor_code"] == "\(expected.code)") }
        }
    }

    @Test(arguments: cases)
    func aStateReportWithKnownValues(_ expected: Expected, _ edition: FakeRealer.Edition) async throws {
        try await Realer.run(change: { $0.speak(edition) }) { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.answer(.command, Self.answers(expected, edition))
            let answer = await realer.answer(Realer.report())
            #expect(answer.description == "StateReport")
            #expect(answer.state["PowerController"] == "OFF")
            #expect(answer.connectivity == expected.connectivity)
            if expected.isOdd { #expect(!realer.log.lines("alarm").isEmpty) }
        }
    }

    @Test(arguments: cases)
    func aStateReportWithoutKnownValues(_ expected: Expected, _ edition: FakeRealer.Edition) async throws {
        try await Realer.run(change: { server in
            server.speak(edition)
            server.setCatalog(commands: [["id": "cmd_pump", "kind": "relay", "value_type": "NumericRange"]])
        }) { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.answer(.command, Self.answers(expected, edition))
            #expect(await realer.answer(Realer.report()).description == "ErrorResponse \(expected.report)")
        }
    }

    /// A process that has just started knows no endpoint: the look-up gets the code.
    @Test(arguments: cases)
    func aStateReportOfAnEndpointThatIsNotKnown(_ expected: Expected, _ edition: FakeRealer.Edition) async throws {
        try await Realer.run(change: { $0.speak(edition) }) { realer in
            for operation in [FakeRealer.Operation.bootstrap, .commands, .command, .sensors] {
                realer.server.answer(operation, Self.answers(expected, edition))
            }
            #expect(await realer.answer(Realer.report()).description == "ErrorResponse \(expected.report)")
        }
    }

    @Test(arguments: cases)
    func discovery(_ expected: Expected, _ edition: FakeRealer.Edition) async throws {
        try await Realer.run(change: { $0.speak(edition) }) { realer in
            for operation in [FakeRealer.Operation.bootstrap, .commands, .sensors] {
                realer.server.answer(operation, Self.answers(expected, edition))
            }
            // No endpoint is known yet, and an error would hide the other clouds' devices.
            #expect(await realer.answer(Realer.discover).description == "Discover.Response")
        }
    }

    @Test(arguments: cases)
    func discoveryKeepsWhatIsKnown(_ expected: Expected, _ edition: FakeRealer.Edition) async throws {
        try await Realer.run(change: { $0.speak(edition) }) { realer in
            let first = await realer.answer(Realer.discover)
            #expect(first.endpoints.count == 4)
            for operation in [FakeRealer.Operation.bootstrap, .commands] {
                realer.server.answer(operation, Self.answers(expected, edition))
            }
            let second = await realer.answer(Realer.discover)
            #expect(second.description == "Discover.Response")
            #expect(second.endpoints == first.endpoints)
        }
    }

    @Test(arguments: FakeRealer.Edition.allCases)
    func aCommandThatTheCatalogueLacksIsGone(_ edition: FakeRealer.Edition) async throws {
        try await Realer.run(change: { $0.speak(edition) }) { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.remove("cmd_pump")
            #expect(await realer.answer(Realer.report()).description == "ErrorResponse NO_SUCH_ENDPOINT")
            #expect(await realer.answer(Realer.turn(true)).description == "ErrorResponse NO_SUCH_ENDPOINT")
        }
    }

    @Test func aSensorThatIsNotFoundIsLeftOut() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.answer(.sensor, [.realer(4004, .newest)])
            let answer = await realer.answer(Realer.report(Realer.boiler))
            #expect(answer.description == "StateReport" && answer.connectivity == "OK")
        }
    }
}
