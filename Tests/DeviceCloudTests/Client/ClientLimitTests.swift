import AlexaProtocol
import DeviceCloud
import Logging
import LoopbackServer
import Skill
import TestSupport
import Testing
import Timing

/// Circuit breakers, back-off, rate limit and alarms over real HTTP, in virtual time.
struct ClientLimitTests {
    @Test func aProjectsFaultIsToldToAllWithoutAskingUntilAProbeSucceeds() async throws {
        let clock = TestClock(chance: 0)
        try await Acme.run(clock: clock) { acme in
            func verdict() async -> String { await acme.send(Acme.step).verdict }
            acme.server.answer([.refusal(code: 9002), .refusal(code: 9002)])
            for _ in 0..<10 { #expect(await verdict() == "CLOUD_CONTROL_DISABLED acme.9002") }
            #expect(acme.server.commands.count == 1)
            // The first probe gets the fault again.
            clock.pass(.seconds(30))
            for _ in 0..<10 { #expect(await verdict() == "CLOUD_CONTROL_DISABLED acme.9002") }
            #expect(acme.server.commands.count == 2)
            // The pause is twice as long now.
            clock.pass(.seconds(59))
            #expect(await verdict() == "CLOUD_CONTROL_DISABLED acme.9002")
            #expect(acme.server.commands.count == 2)
            clock.pass(.seconds(1))
            #expect(await verdict() == "ok")
            #expect(await verdict() == "ok")
            #expect(acme.server.commands.count == 4)

            let alarms = acme.log.lines("alarm")
            #expect(alarms.count == 1)
            #expect(alarms.first?.level == .error)
            #expect(alarms.first?.fields["cloud"] == "acme" && alarms.first?.fields["rule"] == "acme.9002")
            // No request was sent, so nothing was carried out, and the message says so.
            acme.server.answer([.refusal(code: 9002)])
            _ = await acme.send(Acme.step)
            let failure = try #require(await acme.send(Acme.step).failure)
            #expect(
                failure.failure.error.message.hasPrefix(
                    "no request was sent, because the same one failed shortly before: "))
            #expect(!failure.failure.facts.mayHaveBeenCarriedOut)
            #expect(acme.log.lines("alarm").count == 1)
            clock.pass(.seconds(3600))
            acme.server.answer([.refusal(code: 9002)])
            _ = await acme.send(Acme.step)
            #expect(acme.log.lines("alarm").count == 2)
        }
    }

    @Test func aBreakerIsAsWideAsItsCause() async throws {
        try await Acme.run(tokens: false) { acme in
            var locks = Acme.step
            locks.concern.api = "locks"
            acme.server.answer([.refusal(code: 7001)])
            for _ in 0..<3 { #expect(await acme.send(locks).verdict == "INVALID_DIRECTIVE acme.7001") }
            #expect(await acme.send(Acme.step).verdict == "ok")
            #expect(acme.server.calls.count == 2)

            acme.server.answer([.refusal(code: 3001)])
            for _ in 0..<3 {
                #expect(await acme.send(Acme.step).verdict == "PARTNER_APPLICATION_REDIRECTION acme.3001")
            }
            #expect(await acme.send(Acme.step, acme.call(customer: "customer-2")).verdict == "ok")
            #expect(acme.server.calls.count == 4)
        }
    }

    @Test func aProbeThatFailsInAnotherWayClosesTheBreakerOnlyIfTheCloudAnswered() async throws {
        let clock = TestClock(chance: 0)
        try await Acme.run(clock: clock, tokens: false) { acme in
            acme.server.answer([.refusal(code: 9002), .hangUp, .refusal(code: 2001)])
            #expect(await acme.send(Acme.step).verdict == "CLOUD_CONTROL_DISABLED acme.9002")
            clock.pass(.seconds(30))
            #expect(await acme.send(Acme.step).verdict == "ENDPOINT_UNREACHABLE acme.transport.connectionLost")
            #expect(await acme.send(Acme.step).verdict == "CLOUD_CONTROL_DISABLED acme.9002")
            clock.pass(.seconds(30))
            #expect(await acme.send(Acme.step).verdict == "ENDPOINT_UNREACHABLE acme.2001")
            #expect(await acme.send(Acme.step).verdict == "ok")
        }
    }

    @Test func aRateLimitIsWaitedForIfThereIsTime() async throws {
        let clock = TestClock(chance: 0)
        try await Acme.run(clock: clock, tokens: false) { acme in
            acme.server.answer([.refusal(code: 1199)])
            #expect(await acme.send(Acme.step).verdict == "RATE_LIMIT_EXCEEDED acme.1199")
            #expect(await acme.send(Acme.step, acme.call(for: .seconds(1))).verdict == "RATE_LIMIT_EXCEEDED acme.1199")
            #expect(acme.server.calls.count == 1)
            #expect(await acme.send(Acme.step).verdict == "ok")
            #expect(clock.sleeps == [.seconds(1)])
        }
    }

    @Test func requestsThatAreRefusedWhileTheCloudWantsAPauseDoNotProlongIt() async throws {
        let clock = TestClock(chance: 0)
        try await Acme.run(clock: clock, tokens: false) { acme in
            acme.server.answer([.refusal(code: 1199, ["wait_ms": 100_000])])
            let short = { acme.call(for: .seconds(20)) }
            #expect(await acme.send(Acme.step, short()).verdict == "RATE_LIMIT_EXCEEDED acme.1199")
            for _ in 0..<8 {
                clock.pass(.seconds(10))
                #expect(await acme.send(Acme.step, short()).verdict == "RATE_LIMIT_EXCEEDED acme.1199")
            }
            clock.pass(.seconds(20))
            #expect(await acme.send(Acme.step, short()).verdict == "ok")
            #expect(acme.server.calls.count == 2)
        }
    }

    @Test func anOfflineDeviceIsToldAtOnceForAMomentAndOthersAreNotConcerned() async throws {
        let clock = TestClock(chance: 0)
        try await Acme.run(clock: clock, tokens: false) { acme in
            var lamp = Acme.step
            lamp.concern.device = "lamp"
            var plug = Acme.step
            plug.concern.device = "plug"
            acme.server.answer([.refusal(code: 2001)])
            for _ in 0..<3 { #expect(await acme.send(lamp).verdict == "ENDPOINT_UNREACHABLE acme.2001") }
            #expect(await acme.send(plug).verdict == "ok")
            #expect(acme.server.calls.count == 2)
            clock.pass(.milliseconds(500))
            #expect(await acme.send(lamp).verdict == "ok")
        }
    }

    @Test func theAccountsOwnRateLimitSpreadsRequests() async throws {
        var policy = CloudPolicy()
        policy.requestsPerSecond = 2
        policy.burst = 2
        let clock = TestClock(chance: 0)
        try await Acme.run(policy: policy, clock: clock, tokens: false) { acme in
            for _ in 0..<4 { #expect(await acme.send(Acme.step).verdict == "ok") }
            #expect(clock.sleeps == [.milliseconds(500), .milliseconds(500)])
            let late = await acme.send(Acme.step, acme.call(for: .milliseconds(400)))
            #expect(late.verdict == "RATE_LIMIT_EXCEEDED acme.own_rate_limit")
            #expect(acme.server.calls.count == 4)
        }
    }

    @Test func aCodeThatReadingAStateCannotGetIsAnAlarm() async throws {
        try await Acme.run(tokens: false) { acme in
            acme.server.answer([.refusal(code: 1101), .refusal(code: 1101)])
            #expect(await acme.send(Acme.absolute).verdict == "INVALID_VALUE acme.1101")
            #expect(acme.log.lines("alarm").isEmpty)
            // The parameters of a read are ours, not the directive's.
            #expect(await acme.send(Acme.read).verdict == "INTERNAL_ERROR acme.1101")
            #expect(acme.log.lines("alarm").count == 1)
            #expect(acme.log.lines("alarm").first?.fields["reason"]?.hasSuffix("; a read cannot get this code") == true)
        }
    }
}
