import AlexaProtocol
import DeviceCloud
import EventGateway
import LoopbackServer
import Settings
import Skill
import TestSupport
import Testing

/// The operator chooses the error for an invalid account (error translation review, P1).
struct AccountErrorTests {
    static let rows: [(code: JSONValue, usual: String, chosen: String)] = [
        (3001, "PARTNER_APPLICATION_REDIRECTION acme.3001", "INSUFFICIENT_PERMISSIONS acme.3001"),
        (6007, "PARTNER_APPLICATION_REDIRECTION acme.6007", "INSUFFICIENT_PERMISSIONS acme.6007"),
        // Not about an account: the maker's app can help, whatever app it is.
        (3002, "PARTNER_APPLICATION_REDIRECTION acme.3002", "PARTNER_APPLICATION_REDIRECTION acme.3002"),
        (9002, "CLOUD_CONTROL_DISABLED acme.9002", "CLOUD_CONTROL_DISABLED acme.9002"),
        (2001, "ENDPOINT_UNREACHABLE acme.2001", "ENDPOINT_UNREACHABLE acme.2001"),
    ]

    @Test(arguments: rows)
    func theOperatorChooses(_ test: (code: JSONValue, usual: String, chosen: String)) async throws {
        for (error, expected) in [
            (CloudErrorType.partnerApplicationRedirection, test.usual), (.insufficientPermissions, test.chosen),
        ] {
            var policy = CloudPolicy()
            policy.accountError = error
            try await Acme.run(policy: policy, tokens: false) { acme in
                acme.server.answer([.refusal(code: test.code)])
                #expect(await acme.send(Acme.step).verdict == expected)
                // A call that the breaker answers gets the same error.
                if test.code == 3001 { #expect(await acme.send(Acme.step).verdict == expected) }
            }
        }
    }

    @Test func aStateReportIsAsBefore() async throws {
        var policy = CloudPolicy()
        policy.accountError = .insufficientPermissions
        try await Acme.run(policy: policy, tokens: false) { acme in
            acme.server.answer([.refusal(code: 3001)])
            let failure = try #require(await acme.send(Acme.read).failure)
            let states = LastKnownStates(acme.environment)
            #expect(throws: AdapterFailure.self) { try states.report("lamp", of: .household, after: failure) }
            states.keep(DeviceState([]), of: "lamp", .household)
            #expect(try states.report("lamp", of: .household, after: failure).unreachable != nil)
        }
    }

    private static func read(_ value: String?) -> (error: CloudErrorType, problems: [String]) {
        let environment = value.map { ["PORCHLIGHT_ACCOUNT_ERROR": $0] } ?? [:]
        var reader = SettingsReader(environment, keys: CloudPolicy.keys)
        let policy = CloudPolicy(reading: &reader)
        do throws(SettingsProblems) {
            try reader.finish()
            return (policy.accountError, [])
        } catch {
            return (policy.accountError, error.problems)
        }
    }

    @Test func isASetting() {
        #expect(Self.read(nil) == (.partnerApplicationRedirection, []))
        #expect(Self.read("INSUFFICIENT_PERMISSIONS") == (.insufficientPermissions, []))
        #expect(Self.read("partner_application_redirection") == (.partnerApplicationRedirection, []))
    }

    /// An error that would cut the customer's link to all clouds cannot be chosen.
    @Test(arguments: ["INVALID_AUTHORIZATION_CREDENTIAL", "EXPIRED_AUTHORIZATION_CREDENTIAL", "INTERNAL_ERROR", "no"])
    func nothingElseCanBeChosen(_ word: String) {
        let (error, problems) = Self.read(word)
        #expect(error == .partnerApplicationRedirection)
        #expect(problems.count == 1 && problems.first?.contains("PORCHLIGHT_ACCOUNT_ERROR") == true)
    }
}
