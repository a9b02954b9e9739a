import AlexaProtocol
import DeviceCloud
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing

/// Platform tokens over real HTTP.
struct TokenTests {
    @Test func fiftyRequestsWithADeadTokenCauseOneRenewalAndAreAllCarriedOut() async throws {
        try await Acme.run(live: true) { acme in
            #expect(await acme.send(Acme.step).verdict == "ok")
            acme.server.revokeTokens()
            acme.server.delayLogins(.milliseconds(100))
            let verdicts = await withTaskGroup(of: String.self) { group in
                for _ in 0..<50 { group.addTask { await acme.send(Acme.step).verdict } }
                return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            }
            #expect(verdicts == ["ok": 50])
            #expect(acme.server.logins.count == 2)
            // Each command was carried out once, with the new token.
            #expect(acme.server.commands.count { $0.token == "token-2-never-shown" } == 50)
            #expect(acme.log.all.allSatisfy { !$0.text.contains("never-shown") })
            #expect(acme.log.lines("alarm").isEmpty)
        }
    }

    @Test func aTokenThatIsRefusedAgainIsAnAlarm() async throws {
        try await Acme.run { acme in
            acme.server.answer([.refusal(code: 1010), .refusal(code: 1010)])
            let (failure, verdict) = await acme.send(Acme.step)
            #expect(verdict == "INTERNAL_ERROR acme.1010")
            #expect(failure?.failure.facts.deadCredential == .platformToken)
            #expect(acme.server.commands.count == 2)
            #expect(acme.server.logins.count == 2)
            #expect(acme.log.lines("alarm").map { $0.fields["rule"] } == ["acme.1010"])
        }
    }

    @Test func aStepWhoseAnswerIsLostAfterTheRenewalIsNotSentAThirdTime() async throws {
        try await Acme.run { acme in
            #expect(await acme.send(Acme.read).verdict == "ok")
            acme.server.revokeTokens()
            acme.server.answer([.hangUp])
            let (failure, verdict) = await acme.send(Acme.step)
            #expect(verdict == "ENDPOINT_UNREACHABLE acme.transport.connectionLost")
            #expect(failure?.failure.facts.mayHaveBeenCarriedOut == true)
            // The first was refused for its token, the second got no answer.
            #expect(acme.server.commands.count == 2)
        }
    }

    @Test func aLoginThatIsBusyIsTriedAgainAndOneThatIsRefusedIsNot() async throws {
        try await Acme.run { acme in
            acme.server.answerLogins([.refusal(code: 5000), .text(503, "")])
            #expect(await acme.send(Acme.read).verdict == "ok")
            #expect(acme.server.logins.count == 3)
        }
        try await Acme.run { acme in
            acme.server.answerLogins([.refusal(code: 1004), .refusal(code: 1004)])
            for _ in 0..<10 {
                #expect(await acme.send(Acme.step).verdict == "INTERNAL_ERROR acme.1004")
            }
            // The key stays wrong until the operator changes it, so the cloud is not asked again.
            #expect(acme.server.logins.count == 1)
            #expect(acme.server.commands.isEmpty)
            let alarms = acme.log.lines("alarm")
            #expect(alarms.count == 1)
            #expect(alarms.first?.fields["vendor_code"] == "1004")
            // The account's name is hashed.
            #expect(alarms.first?.fields["account"]?.count == 12 && alarms.first?.text.contains("main") == false)
        }
    }

    @Test(arguments: [LoopbackAnswer.success(["ttl": 5]), .success("never-shown"), .text(200, "<html>")])
    func aLoginWithoutATokenIsAnAlarm(_ answer: LoopbackAnswer) async throws {
        try await Acme.run { acme in
            acme.server.answerLogins([answer])
            let (failure, _) = await acme.send(Acme.read)
            #expect(failure?.failure.error.type == .generic(.internalError))
            #expect(acme.log.lines("alarm").count == 1)
            #expect(acme.log.all.allSatisfy { !$0.text.contains("never-shown") })
            // The next call tries again.
            #expect(await acme.send(Acme.read).verdict == "ok")
        }
    }
}
