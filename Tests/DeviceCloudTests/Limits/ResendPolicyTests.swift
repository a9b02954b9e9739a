import DeviceCloud
import TestSupport
import Testing

struct ResendPolicyTests {
    private static func failure(
        _ recovery: Recovery, _ effect: Effect = .idempotent, attempts: Int = 1, retryNotBefore: Duration? = nil,
        carriedOut: Bool = false, renewed: Bool = false, signedAgain: Bool = false
    ) -> ResendPolicy.Failure {
        var failure = ResendPolicy.Failure(recovery, effect)
        failure.attempts = attempts
        failure.retryNotBefore = retryNotBefore
        failure.mayHaveBeenCarriedOut = carriedOut
        failure.hasRenewed = renewed
        failure.hasSignedAgain = signedAgain
        return failure
    }

    static let cases: [(ResendPolicy.Failure, timeLeft: Duration, chance: Double, ResendPolicy.Decision)] = [
        // Full jitter: from nothing to 400 ms after the first attempt, to 800 ms after the second.
        (failure(.retry), .seconds(5), 0, .resend(after: .zero)),
        (failure(.retry), .seconds(5), 0.5, .resend(after: .milliseconds(200))),
        (failure(.retry, attempts: 2), .seconds(5), 0.5, .resend(after: .milliseconds(400))),
        (failure(.retry, attempts: 3), .seconds(5), 0, .giveUp),
        // Too late for another attempt.
        (failure(.retry), .milliseconds(299), 0, .giveUp),
        (failure(.retry), .milliseconds(400), 0.5, .giveUp),
        // The pause that the cloud asks for is kept if the deadline allows it.
        (failure(.retry, retryNotBefore: .seconds(2)), .seconds(5), 0, .resend(after: .seconds(2))),
        (failure(.retry, retryNotBefore: .seconds(5)), .seconds(5), 0, .giveUp),
        (failure(Recovery(.retryWhenTold, again: .yes)), .seconds(5), 0, .giveUp),
        (
            failure(Recovery(.retryWhenTold, again: .yes), retryNotBefore: .seconds(1)), .seconds(5), 0,
            .resend(after: .seconds(1))
        ),
        (
            failure(Recovery(.retryWhenTold, again: .yes), attempts: 2, retryNotBefore: .seconds(1)), .seconds(5), 0,
            .giveUp
        ),
        (failure(Recovery(.retryOnce, again: .ifIdempotent)), .seconds(5), 0, .resend(after: .zero)),
        (failure(Recovery(.retryOnce, again: .ifIdempotent), attempts: 2), .seconds(5), 0, .giveUp),
        (failure(.none), .seconds(5), 0, .giveUp),
        (failure(.projectFault), .seconds(5), 0, .giveUp),
        // Once each.
        (failure(.reauthenticate), .seconds(5), 0, .renewToken),
        (failure(.reauthenticate, attempts: 2, renewed: true), .seconds(5), 0, .giveUp),
        (failure(Recovery(.signAgain, again: .yes)), .seconds(5), 0, .signAgain),
        (failure(Recovery(.signAgain, again: .yes), signedAgain: true), .seconds(5), 0, .giveUp),
        // Commands that must not be carried out twice.
        (failure(.retry, .once), .seconds(5), 0, .giveUp),
        (failure(Recovery(.retry, again: .yes), .once), .seconds(5), 0, .resend(after: .zero)),
        (failure(Recovery(.retry, again: .yes), .once, carriedOut: true), .seconds(5), 0, .giveUp),
        (failure(.reauthenticate, .once), .seconds(5), 0, .renewToken),
        (failure(.reauthenticate, .once, carriedOut: true), .seconds(5), 0, .giveUp),
        // `again: .no` prevents a resend of any effect except a read.
        (failure(Recovery(.retry, again: .no)), .seconds(5), 0, .giveUp),
        (failure(Recovery(.retry, again: .no), .read), .seconds(5), 0, .resend(after: .zero)),
        (failure(.retry, .read, carriedOut: true), .seconds(5), 0, .resend(after: .zero)),
    ]

    @Test(arguments: cases.indices)
    func decidesByTheRecoveryAndTheEffect(_ index: Int) {
        let (failure, timeLeft, chance, decision) = Self.cases[index]
        #expect(ResendPolicy().decision(after: failure, timeLeft: timeLeft, chance: chance) == decision)
    }

    @Test(arguments: SplitMix64.seeds)
    func neverSendsTwiceWhatMayHaveBeenDoneAndNeverPastTheDeadline(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var resent = 0
        for _ in 0..<20_000 {
            let effects: [Effect] = [.read, .idempotent, .once]
            let recovery = Recovery(
                Recovery.Step.allCases.randomElement(using: &random)!,
                again: Recovery.Again.allCases.randomElement(using: &random)!)
            let failure = Self.failure(
                recovery, effects.randomElement(using: &random)!, attempts: Int.random(in: 1...5, using: &random),
                retryNotBefore: Bool.random(using: &random)
                    ? .milliseconds(Int.random(in: 0...9_000, using: &random)) : nil,
                carriedOut: Bool.random(using: &random), renewed: Bool.random(using: &random),
                signedAgain: Bool.random(using: &random))
            let timeLeft = Duration.milliseconds(Int.random(in: -100...10_000, using: &random))
            var policy = ResendPolicy()
            policy.resends = Int.random(in: 0...4, using: &random)
            let decision = policy.decision(
                after: failure, timeLeft: timeLeft, chance: Double.random(in: 0..<1, using: &random))
            guard decision != .giveUp else { continue }
            resent += 1
            #expect(timeLeft >= policy.leastTime)
            if failure.effect == .once {
                #expect(!failure.mayHaveBeenCarriedOut && recovery.again == .yes, "\(failure)")
            }
            if failure.effect == .idempotent { #expect(recovery.again != .no, "\(failure)") }
            switch decision {
            case .resend(let pause):
                #expect(pause >= failure.retryNotBefore ?? .zero)
                #expect(pause + policy.leastTime <= timeLeft)
                #expect(failure.attempts <= policy.resends)
            case .renewToken: #expect(!failure.hasRenewed && recovery.step == .reauthenticate)
            case .signAgain: #expect(!failure.hasSignedAgain && recovery.step == .signAgain)
            case .giveUp: break
            }
        }
        #expect(resent > 1_000)
    }

    @Test func anAttemptThatMayBeFollowedByAnotherLeavesTimeForIt() {
        let policy = ResendPolicy()
        #expect(policy.timeout(attempt: 1, .idempotent, timeLeft: .seconds(5)) == .seconds(3))
        #expect(policy.timeout(attempt: 3, .idempotent, timeLeft: .seconds(5)) == .seconds(5))
        #expect(policy.timeout(attempt: 1, .once, timeLeft: .seconds(5)) == .seconds(5))
    }
}
