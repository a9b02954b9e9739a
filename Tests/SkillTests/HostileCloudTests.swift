import AlexaProtocol
import Skill
import Synchronization
import Testing
import Timing

/// Clouds that fail, are slow or return wrong data.
@Suite struct HostileCloudTests {
    struct Surprise: Error {
        let secret = "Atza|never-shown"
    }

    static let offline = AdapterFailure(AlexaError(.generic(.endpointUnreachable), "offline"), rule: "stub.fault")

    /// Waits forever, even if cancelled.
    @Sendable static func never() async {
        await unsafe withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }

    @Test(arguments: [
        (StubCloud(onPerform: { _, _ throws(AdapterFailure) in throw Self.offline }), "ENDPOINT_UNREACHABLE"),
        (
            StubCloud(onPerform: { _, _ throws(AdapterFailure) in throw AdapterFailure(unexpected: Surprise()) }),
            "INTERNAL_ERROR"
        ),
        (
            StubCloud(onPerform: { _, _ throws(AdapterFailure) in
                throw AdapterFailure(
                    AlexaError(ThermostatController.Failure.thermostatIsOff, "off"), rule: "stub.off")
            }), "NOT_IN_OPERATION"
        ),
        (
            StubCloud(onPerform: { _, _ in
                await Self.never(); return Outcome([])
            }), "ENDPOINT_UNREACHABLE"
        ),
        (
            StubCloud(onDiscover: { _ in
                await Self.never(); return []
            }), "ENDPOINT_UNREACHABLE"
        ),
        (StubCloud(onDiscover: { _ throws(AdapterFailure) in throw Self.offline }), "ENDPOINT_UNREACHABLE"),
        (StubCloud(onDiscover: { _ in [] }), "NO_SUCH_ENDPOINT"),
    ])
    func aCommandGetsAnError(_ cloud: StubCloud, _ type: String) async {
        let answer = await Skill([cloud]).answer(directive("Alexa.PowerController", "TurnOn"))
        #expect(answer["event"]?.object?["payload"]?.object?["type"]?.string == type)
        #expect(answer["event"]?.object?["header"]?.object?["correlationToken"] == "token+/==")
        #expect(!JSONValue.object(answer).text.contains("never-shown"))
    }

    /// ReportState allows only seven errors, also if the look-up of the endpoint fails.
    @Test(
        arguments: [
            (.partnerApplicationRedirection, "ENDPOINT_UNREACHABLE"), (.cloudControlDisabled, "INTERNAL_ERROR"),
            (.invalidValue, "INTERNAL_ERROR"), (.rateLimitExceeded, "RATE_LIMIT_EXCEEDED"),
            (.insufficientPermissions, "INSUFFICIENT_PERMISSIONS"), (.endpointUnreachable, "ENDPOINT_UNREACHABLE"),
        ] as [(GenericError, String)])
    func aStateReportOfWhatCannotBeLookedUp(_ error: GenericError, _ type: String) async {
        let cloud = StubCloud(onDiscover: { _ throws(AdapterFailure) in
            throw AdapterFailure(AlexaError(.generic(error), "refused"), rule: "stub.account")
        })
        let answer = await Skill([cloud]).answer(directive("Alexa", "ReportState"))
        #expect(answer["event"]?.object?["payload"]?.object?["type"]?.string == type)
    }

    /// Two errors end the customer's link to the skill: a cloud may cause them only for the account-linking token itself.
    @Test(
        arguments: [.invalidAuthorizationCredential, .expiredAuthorizationCredential] as [GenericError],
        [nil, .platformToken, .account, .customer] as [DeadCredential?])
    func aDeviceCloudDoesNotEndTheLink(_ error: GenericError, _ dead: DeadCredential?) async {
        let cloud = StubCloud(onPerform: { _, _ throws(AdapterFailure) in
            throw AdapterFailure(
                AlexaError(.generic(error), "refused"), rule: "stub.credential",
                facts: FailureFacts(deadCredential: dead))
        })
        let log = RecordedLog()
        let answer = await Skill([cloud], log: log).answer(directive("Alexa.PowerController", "TurnOn"))
        #expect(answer.verdict == "Alexa.ErrorResponse \(dead == .customer ? error.type : "INTERNAL_ERROR")")
        #expect(log.lines("alarm").count == (dead == .customer ? 0 : 1))
        #expect(log.summaries.first?["rule"]?.string == "stub.credential")
    }

    @Test func anAnswerThatComesTooLateIsNotGiven() async {
        let time = ManualTime()
        let cloud = StubCloud(onPerform: { _, call in
            #expect(call.answerBy.timeLeft == .seconds(7))
            time.pass(.seconds(7))
            return Outcome([])
        })
        let answer = await Skill([cloud], time: time).answer(directive("Alexa.PowerController", "TurnOn"))
        #expect(answer.verdict == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
    }

    @Test func theHostMayGrantLessTimeThanAlexa() async {
        let cloud = StubCloud(onPerform: { _, call in
            #expect(call.answerBy.timeLeft == .seconds(2))
            return Outcome([])
        })
        let event = await Skill([cloud]).answer(
            to: Array(directive("Alexa.PowerController", "TurnOn").utf8), timeLeft: .seconds(3))
        guard case .response = event.body else {
            Issue.record("\(event)")
            return
        }
    }

    @Test func nothingIsDoneThatCouldNotBeToldInTime() async {
        let cloud = StubCloud(onPerform: { _, _ in
            Issue.record("the cloud was asked although no time was left")
            return Outcome([])
        })
        let event = await Skill([cloud]).answer(
            to: Array(directive("Alexa.PowerController", "TurnOn").utf8), timeLeft: .milliseconds(900))
        guard case .errorResponse(let error, _) = event.body, error.type == .generic(.endpointUnreachable) else {
            Issue.record("\(event)")
            return
        }
    }

    /// While a cloud cannot be asked, Alexa must not be told that an endpoint does not exist.
    @Test func anEndpointIsNotDeniedWhileACloudIsOut() async {
        let broken = StubCloud(cloud: "broken", onDiscover: { _ throws(AdapterFailure) in throw Self.offline })
        let skill = Skill([StubCloud(), broken])
        let unknown = directive("Alexa.PowerController", "TurnOn", endpoint: "perhaps")
        for _ in 0..<2 { #expect(await skill.answer(unknown).verdict.hasSuffix("ENDPOINT_UNREACHABLE")) }
        #expect(await skill.answer(directive("Alexa.PowerController", "TurnOn")).verdict == "Alexa.Response")
    }

    @Test func discoverySurvivesOneCloudOfTwo() async {
        let broken = StubCloud(cloud: "broken", onDiscover: { _ throws(AdapterFailure) in throw Self.offline })
        let answer = await Skill([broken, StubCloud()]).answer(directive("Alexa.Discovery", "Discover", endpoint: nil))
        let endpoints = answer["event"]?.object?["payload"]?.object?["endpoints"]?.array
        #expect(endpoints?.map { $0.object?["endpointId"]?.string } == ["lamp"])
    }

    @Test func aCloudThatHangsDoesNotTakeTheOthersWithIt() async {
        let hanging = StubCloud(
            cloud: "hanging",
            onDiscover: { _ in
                await Self.never(); return []
            })
        let skill = Skill([hanging, StubCloud()], time: ManualTime { $0 <= .seconds(4) })
        let verdict = await skill.answer(directive("Alexa.PowerController", "TurnOn")).verdict
        #expect(verdict == "Alexa.Response")
        let other = directive("Alexa.PowerController", "TurnOn", endpoint: "other")
        #expect(await skill.answer(other).verdict == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
    }

    @Test func whatACloudHadBeforeItsOutageIsStillDiscovered() async {
        let isBroken = Mutex(false)
        let unsteady = StubCloud(
            cloud: "unsteady",
            onDiscover: { _ throws(AdapterFailure) in
                if isBroken.withLock(\.self) { throw Self.offline }
                return [StubCloud.endpoint("plug", [Capability(PowerController.self)])]
            })
        let skill = Skill([unsteady, StubCloud()])
        for _ in 0..<2 {
            let answer = await skill.answer(directive("Alexa.Discovery", "Discover", endpoint: nil))
            let endpoints = answer["event"]?.object?["payload"]?.object?["endpoints"]?.array
            #expect(endpoints?.map { $0.object?["endpointId"]?.string } == ["plug", "lamp"])
            isBroken.withLock { $0 = true }
        }
    }

    @Test(arguments: [
        StubGrants(onAccept: { () throws(AlexaError) in throw .internalError("store full") }),
        StubGrants(onAccept: { await Self.never() }),
    ])
    func aGrantKnowsOneError(_ grants: StubGrants) async {
        let payload: JSONValue = [
            "grant": ["type": "OAuth2.AuthorizationCode", "code": "code"],
            "grantee": ["type": "BearerToken", "token": "token"],
        ]
        let answer = await Skill([], grants: grants).answer(
            directive("Alexa.Authorization", "AcceptGrant", endpoint: nil, payload: payload))
        #expect(answer.verdict == "Alexa.Authorization.ErrorResponse ACCEPT_GRANT_FAILED")
        #expect(answer["event"]?.object?["header"]?.object?["correlationToken"] == nil)
    }

    @Test func unknownEndpointsDoNotHammerTheCloud() async {
        let asked = Mutex(0)
        let time = ManualTime()
        let skill = Skill(
            [
                StubCloud(onDiscover: { _ in
                    asked.withLock { $0 += 1 }; return [StubCloud.lamp]
                })
            ], time: time)
        let unknown = directive("Alexa.PowerController", "TurnOn", endpoint: "new-lamp")
        for _ in 0..<5 { #expect(await skill.answer(unknown).verdict.hasSuffix("NO_SUCH_ENDPOINT")) }
        #expect(asked.withLock(\.self) == 1)
        time.pass(.seconds(31))
        _ = await skill.answer(unknown)
        #expect(asked.withLock(\.self) == 2)
    }

    @Test func aHomeKnownFromBeforeOutlivesAnOutage() async {
        let isBroken = Mutex(false)
        let time = ManualTime()
        let cloud = StubCloud(onDiscover: { _ throws(AdapterFailure) in
            if isBroken.withLock(\.self) { throw Self.offline }
            return [StubCloud.lamp]
        })
        let skill = Skill([cloud], time: time)
        #expect(await skill.answer(directive("Alexa.PowerController", "TurnOn")).verdict == "Alexa.Response")
        isBroken.withLock { $0 = true }
        time.pass(.seconds(3600))
        #expect(await skill.answer(directive("Alexa.PowerController", "TurnOn")).verdict == "Alexa.Response")
    }
}
