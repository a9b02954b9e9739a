import AlexaProtocol
import DeviceCloud
import LoopbackServer
import TestSupport
import Testing

/// Alarms that the caller raises itself, over real HTTP.
struct AlarmTests {
    /// 5002 is transient with an unknown effect, and raises an alarm; 9002 only raises an alarm; 5001 raises none.
    static let repeated: [(code: JSONValue, isSentAgain: Bool, alarms: Int)] = [
        (5002, false, 1), (5002, true, 0), (9002, false, 1), (9002, true, 1), (5001, false, 0), (5001, true, 0),
    ]

    @Test(arguments: repeated)
    func whatTheCallerSendsAgainIsNoAlarmYet(_ test: (code: JSONValue, isSentAgain: Bool, alarms: Int)) async throws {
        try await Acme.run(tokens: false) { acme in
            acme.server.answer([.refusal(code: test.code)])
            // The client itself never resends a step that may have been carried out.
            var request = Acme.step
            request.isSentAgainByCaller = test.isSentAgain
            #expect(await acme.send(request).failure != nil)
            #expect(acme.server.calls.count == 1)
            #expect(acme.log.lines("alarm").count == test.alarms)
            // The caller's last attempt raises alarms as any other request.
            acme.server.answer([.refusal(code: test.code)])
            request.isSentAgainByCaller = false
            _ = await acme.send(request)
            #expect(acme.log.lines("alarm").count == (test.code == 5001 ? 0 : 1))
        }
    }

    @Test func whatTheCallerExplainsIsAnAlarmWhenItSaysSo() async throws {
        try await Acme.run(tokens: false) { acme in
            var request = Acme.step
            request.codesExplainedByCaller = ["9002"]
            acme.server.answer([.refusal(code: 9002)])
            let failure = try #require(await acme.send(request).failure)
            #expect(acme.log.lines("alarm").isEmpty)
            // The breaker is open nevertheless.
            _ = await acme.send(Acme.read)
            #expect(acme.server.calls.count == 1)

            for _ in 0..<3 { acme.client.raiseAlarm(failure, of: request, acme.call()) }
            let alarms = acme.log.lines("alarm")
            #expect(alarms.count == 1)
            #expect(alarms.first?.fields["rule"] == "acme.9002" && alarms.first?.fields["vendor_trace"] == "trace-1")
            acme.clock.pass(.seconds(3600))
            acme.client.raiseAlarm(failure, of: request, acme.call())
            #expect(acme.log.lines("alarm").count == 2)
            // A code that is not in the caller's list.
            acme.server.answer([.refusal(code: 1004), .refusal(code: 1004)])
            request.codesExplainedByCaller = ["2001"]
            _ = await acme.send(request)
            #expect(acme.log.lines("alarm").count == 3)
        }
    }

    @Test(arguments: [false, true])
    func onlyTheAdapterKnowsWhetherAllUsersOfAMakerAreConcerned(_ isEveryUser: Bool) async throws {
        try await Acme.run(tokens: false, holdsForEveryUser: isEveryUser) { acme in
            acme.server.answer([.refusal(code: 6007)])
            #expect(await acme.send(Acme.step).verdict == "PARTNER_APPLICATION_REDIRECTION acme.6007")
            let alarms = acme.log.lines("alarm")
            #expect(alarms.count == (isEveryUser ? 1 : 0))
            #expect(alarms.allSatisfy { $0.fields["reason"]?.hasSuffix("every-user-of-maker") == true })
        }
    }
}
