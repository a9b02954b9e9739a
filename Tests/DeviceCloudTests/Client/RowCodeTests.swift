import AlexaProtocol
import DeviceCloud
import LoopbackServer
import Skill
import TestSupport
import Testing

/// Answers that are more specific than their code (``Reading/Refusal/rowCode``), over real HTTP.
struct RowCodeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let code: JSONValue
        let row: JSONValue
        let verdict: String
        /// The codes that are counted as unknown.
        var unknown: [String: Int] = [:]
        var status = 200

        var testDescription: String { "\(code.text) \(row.text) \(status)" }
    }

    static let cases = [
        // A code that has a row; the answer selects a more specific one.
        Case(code: 2010, row: "2001", verdict: "ENDPOINT_UNREACHABLE acme.2001"),
        // A code without a row: the answer's words decide, and the code is still counted as unknown.
        Case(code: 4711, row: "2001", verdict: "ENDPOINT_UNREACHABLE acme.2001", unknown: ["4711": 1]),
        Case(code: "NEW", row: "2001", verdict: "ENDPOINT_UNREACHABLE acme.2001", unknown: ["NEW": 1], status: 404),
        // A row that does not exist: treated as an unknown code, by the status.
        Case(code: 2001, row: "nowhere", verdict: "INTERNAL_ERROR acme.unknown", unknown: ["2001": 1]),
        Case(
            code: 2001, row: "nowhere", verdict: "ENDPOINT_UNREACHABLE acme.unknown", unknown: ["2001": 1], status: 504),
        // A family counts as a row.
        Case(code: 2001, row: "9099", verdict: "INTERNAL_ERROR acme.90xx", unknown: ["2001": 1]),
        // No row in the answer: the row of the code.
        Case(code: 2001, row: .null, verdict: "ENDPOINT_UNREACHABLE acme.2001"),
    ]

    @Test(arguments: cases)
    func theRowOfTheAnswersWordsDecides(_ test: Case) async throws {
        try await Acme.run(tokens: false) { acme in
            acme.server.answer([.refusal(test.status, code: test.code, ["row": test.row])])
            let (failure, verdict) = await acme.send(Acme.step)
            #expect(verdict == test.verdict)
            // The log has the vendor's code, whichever row decided.
            #expect(failure?.failure.facts.vendorCode == (test.code.string ?? test.code.text))
            #expect(acme.client.unknownCodes == test.unknown)
        }
    }

    @Test func alsoOfACodeThatCameByAnotherWay() async throws {
        try await Acme.run(tokens: false) { acme in
            let failure = acme.client.failure(Reading.Refusal("2010", rowCode: "3001"), of: Acme.step, acme.call())
            #expect(failure.failure.rule == "acme.3001" && failure.failure.facts.vendorCode == "2010")
            // The row's recovery applies, too: the account is not asked again.
            #expect(await acme.send(Acme.read).verdict == "PARTNER_APPLICATION_REDIRECTION acme.3001")
            #expect(acme.server.calls.isEmpty)
        }
    }
}
