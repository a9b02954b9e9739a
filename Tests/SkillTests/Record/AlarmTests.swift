import AlexaProtocol
import EventGateway
import Logging
import Skill
import Telemetry
import Testing
import Timing

/// Which faults raise an alarm, and how often.
@Suite struct AlarmTests {
    @Test func anAlarmIsWrittenOnceAnHour() {
        let log = RecordedLog()
        let time = ManualTime()
        let alarms = AlarmLog(logger: log.logger, uptime: time.environment.uptime)
        for _ in 0..<3 {
            alarms.raise("the key was revoked", fault: "tuya.1010", account: "a", fields: ["cloud": "tuya"])
            alarms.raise("the key was revoked", fault: "tuya.1010", account: "b")
            time.pass(.seconds(1799))
        }
        #expect(log.lines("alarm").count == 2)
        time.pass(.seconds(3))
        alarms.raise("the key was revoked", fault: "tuya.1010", account: "a")
        #expect(log.lines("alarm").count == 3)
        let expected: JSONObject = [
            "timestamp": "1970-01-01T00:00:00.000Z", "level": "ERROR", "event": "alarm", "cloud": "tuya",
            "reason": "the key was revoked",
        ]
        #expect(log.lines("alarm").first == expected)
    }

    struct Resolver: CustomerResolver {
        let failure: CustomerFailure

        func customer(of credential: Scope?, deadline: Deadline) throws(CustomerFailure) -> CustomerID {
            throw failure
        }
    }

    /// Only a definite refusal of this token by its issuer may end the account linking.
    @Test(
        arguments: [
            (.invalidToken("nobody's"), "INVALID_AUTHORIZATION_CREDENTIAL", false),
            (.expiredToken("expired"), "EXPIRED_AUTHORIZATION_CREDENTIAL", false),
            (.lookupFailed("no network"), "INTERNAL_ERROR", true),
        ] as [(CustomerFailure, String, Bool)])
    func aRefusedToken(_ failure: CustomerFailure, _ type: String, _ isAlarm: Bool) async {
        let log = RecordedLog()
        let skill = Skill([StubCloud()], customers: Resolver(failure: failure), log: log)
        let answer = await skill.answer(directive("Alexa.PowerController", "TurnOn"))
        #expect(answer.verdict == "Alexa.ErrorResponse \(type)")
        #expect(log.lines("alarm").count == (isAlarm ? 1 : 0))
        let discovery = await skill.answer(directive("Alexa.Discovery", "Discover", endpoint: nil))
        #expect(discovery.verdict == "Alexa.Discovery.Discover.Response")
        #expect(discovery.endpointIds == [])
        #expect(log.lines("alarm").count == 1)
    }
}

/// Directives without a usable token.
@Suite struct CredentialTests {
    static let turnOn = directive("Alexa.PowerController", "TurnOn")
    static let scope = "{\"type\":\"BearerToken\",\"token\":\"account-linking-token\"}"

    @Test(arguments: [
        "null", "{}", "{\"type\":\"BearerToken\",\"token\":\"\"}", "{\"type\":\"BearerToken\"}",
        "{\"type\":\"Password\",\"token\":\"t\"}", "{\"type\":\"BearerToken\",\"token\":7}", "\"t\"",
    ])
    func isRefusedOrTolerated(_ scope: String) async {
        let text = Self.turnOn.replacing(Self.scope, with: scope)
        #expect(text != Self.turnOn)
        var options = Skill.Options()
        options.requiresCredential = true
        let strict = RecordedLog()
        #expect(
            await Skill([StubCloud()], log: strict, options: options).answer(text).verdict
                == "Alexa.ErrorResponse INVALID_AUTHORIZATION_CREDENTIAL")
        #expect(strict.summaries.first?["rule"] == "skill.no_credential")
        let lenient = RecordedLog()
        #expect(await Skill([StubCloud()], log: lenient).answer(text).verdict == "Alexa.Response")
        #expect(lenient.lines("no_credential").first?["level"] == "WARN")
    }

    @Test(arguments: ["BearerToken", "BearerTokenWithPartition"]) func knownScopesAreAccepted(_ type: String) async {
        var options = Skill.Options()
        options.requiresCredential = true
        let text = Self.turnOn.replacing("\"type\":\"BearerToken\"", with: "\"type\":\"\(type)\"")
        #expect(await Skill([StubCloud()], options: options).answer(text).verdict == "Alexa.Response")
    }

    @Test func discoveryWithoutATokenIsAnEmptyListAndAnAlarm() async {
        var options = Skill.Options()
        options.requiresCredential = true
        let log = RecordedLog()
        let answer = await Skill([StubCloud()], log: log, options: options)
            .answer(directive("Alexa.Discovery", "Discover", endpoint: nil))
        #expect(answer.verdict == "Alexa.Discovery.Discover.Response")
        #expect(answer.endpointIds == [])
        #expect(log.lines("alarm").map { $0["rule"]?.string } == ["skill.no_credential"])
    }

    /// The namespace was readable, so the error has to be one that is allowed for AcceptGrant.
    @Test func aBrokenAcceptGrantIsAnsweredUnderItsOwnNamespace() async {
        let grant = HangingTests.acceptGrant
        for text in [String(grant.dropLast(3)), grant.replacing("\"code\":\"c\"", with: "\"code\":1")] {
            let answer = await Skill([]).answer(text)
            #expect(answer.verdict == "Alexa.Authorization.ErrorResponse ACCEPT_GRANT_FAILED")
        }
    }
}
