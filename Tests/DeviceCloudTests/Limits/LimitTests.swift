import DeviceCloud
import Telemetry
import TestSupport
import Testing
import Timing

struct TokenBucketTests {
    @Test func aBurstPassesAtOnceThenOneAfterTheOther() {
        var bucket = TokenBucket(rate: 2, burst: 3)
        let waits = (0..<6).map { _ in bucket.take(at: .seconds(10), waitingUpTo: .seconds(60)) }
        #expect(waits == [.zero, .zero, .zero, .milliseconds(500), .seconds(1), .milliseconds(1500)])
        // The wait would exceed the limit, so the call is refused and takes no token.
        #expect(bucket.take(at: .seconds(10), waitingUpTo: .milliseconds(1999)) == nil)
        #expect(bucket.take(at: .seconds(10), waitingUpTo: .seconds(2)) == .seconds(2))
    }

    @Test func aRestFillsItAgainButNoFurther() {
        var bucket = TokenBucket(rate: 1, burst: 2)
        for _ in 0..<2 { _ = bucket.take(at: .zero, waitingUpTo: .zero) }
        #expect(bucket.take(at: .milliseconds(500), waitingUpTo: .zero) == nil)
        #expect(bucket.take(at: .seconds(1000), waitingUpTo: .zero) == .zero)
        #expect(bucket.take(at: .seconds(1000), waitingUpTo: .zero) == .zero)
        #expect(bucket.take(at: .seconds(1000), waitingUpTo: .zero) == nil)
    }

    @Test(arguments: SplitMix64.seeds)
    func noWindowHasMoreThanItsShare(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let rate = Double.random(in: 0.5...20, using: &random)
        let burst = Int.random(in: 1...10, using: &random)
        var bucket = TokenBucket(rate: rate, burst: burst)
        var now = Duration.zero
        var sent: [Duration] = []
        for _ in 0..<400 {
            now += .milliseconds(Int.random(in: 0...200, using: &random))
            if let wait = bucket.take(at: now, waitingUpTo: .seconds(2)) {
                #expect(wait <= .seconds(2))
                sent.append(now + wait)
            }
        }
        #expect(sent.count > 20)
        for first in sent.indices {
            for last in first..<sent.count {
                let window = sent[last] - sent[first]
                let share = Double(burst) + window / .seconds(1) * rate + 1e-6
                #expect(Double(last - first + 1) <= share + 1, "rate \(rate), burst \(burst)")
            }
        }
    }
}

struct CircuitBreakerTests {
    private static let pause = Pause(first: .seconds(10), longest: .seconds(40))

    @Test func opensAtOnceProbesOnceAndWaitsTwiceAsLongEachTime() {
        var breaker = CircuitBreaker(Self.pause)
        var now = Duration.zero
        #expect(breaker.admit(at: now) == .pass)
        breaker.failed(at: now, isProbe: false, atLeast: nil, chance: 0)
        for length in [10, 20, 40, 40] {
            let end = now + .seconds(length)
            #expect(breaker.admit(at: end - .milliseconds(1)) == .refused(until: end))
            // A request that was in flight when the breaker opened changes nothing.
            breaker.failed(at: end - .milliseconds(1), isProbe: false, atLeast: nil, chance: 0)
            #expect(breaker.admit(at: end) == .probe)
            #expect(breaker.admit(at: end) == .refused(until: end + .seconds(60)))
            now = end
            breaker.failed(at: now, isProbe: true, atLeast: nil, chance: 0)
        }
        #expect(breaker.admit(at: now + .seconds(40)) == .probe)
        breaker.recovered()
        #expect(breaker.admit(at: now + .seconds(40)) == .pass)
        breaker.failed(at: now, isProbe: false, atLeast: nil, chance: 0)
        #expect(breaker.admit(at: now) == .refused(until: now + .seconds(10)))
    }

    @Test func obeysTheCloudsOwnWordAndIsSpreadByChance() {
        var breaker = CircuitBreaker(Self.pause)
        breaker.failed(at: .zero, isProbe: false, atLeast: .seconds(3600), chance: 0)
        #expect(breaker.admission(at: .zero) == .refused(until: .seconds(3600)))
        var spread = CircuitBreaker(Self.pause)
        spread.failed(at: .zero, isProbe: false, atLeast: nil, chance: 0.5)
        #expect(spread.admission(at: .zero) == .refused(until: .milliseconds(11_250)))
    }

    @Test func aProbeThatTellsNothingIsFollowedByAnother() {
        var breaker = CircuitBreaker(Self.pause)
        breaker.failed(at: .zero, isProbe: false, atLeast: nil, chance: 0)
        #expect(breaker.admit(at: .seconds(10)) == .probe)
        breaker.probeEndedOpen(at: .seconds(11))
        #expect(breaker.admit(at: .seconds(11)) == .refused(until: .seconds(21)))
        #expect(breaker.admit(at: .seconds(21)) == .probe)
        // The process was frozen, so the probe's result is unknown.
        #expect(breaker.admit(at: .seconds(80)) == .refused(until: .seconds(81)))
        #expect(breaker.admit(at: .seconds(81)) == .probe)
    }

    @Test(arguments: SplitMix64.seeds)
    func neverTwoProbesAtOnceAndNeverPassesWhileTheFaultLasts(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var breaker = CircuitBreaker(Self.pause)
        breaker.failed(at: .zero, isProbe: false, atLeast: nil, chance: 0)
        var now = Duration.zero
        var probedAt: Duration?
        var probes = 0
        for _ in 0..<5_000 {
            now += .milliseconds(Int.random(in: 0...3_000, using: &random))
            switch breaker.admit(at: now) {
            case .pass: Issue.record("it passed at \(now)")
            case .refused(let end): #expect(end > now)
            case .probe:
                if let probedAt { #expect(now - probedAt >= .seconds(60)) }
                probedAt = now
                probes += 1
            }
            if probedAt != nil, Int.random(in: 0..<4, using: &random) == 0 {
                breaker.failed(at: now, isProbe: true, atLeast: nil, chance: Double.random(in: 0..<1, using: &random))
                probedAt = nil
            }
        }
        #expect(probes > 20)
    }
}

struct ThrottleTests {
    @Test func pausesDoubleUnlessTheCloudSaysHowLong() {
        var throttle = Throttle(Pause(first: .seconds(1), longest: .seconds(4)))
        throttle.slowDown(at: .zero, atLeast: nil, chance: 0)
        #expect(throttle.until == .seconds(1))
        // Failures of other requests in flight do not lengthen the pause.
        throttle.slowDown(at: .milliseconds(500), atLeast: nil, chance: 0)
        #expect(throttle.until == .seconds(1))
        throttle.slowDown(at: .milliseconds(500), atLeast: .seconds(2), chance: 0)
        #expect(throttle.until == .milliseconds(2500))
        throttle.slowDown(at: .seconds(3), atLeast: nil, chance: 0.5)
        #expect(throttle.until == .milliseconds(5250))
        throttle.slowDown(at: .seconds(10), atLeast: .milliseconds(100), chance: 0)
        #expect(throttle.until == .milliseconds(10_100))
    }
}

struct AlarmLedgerTests {
    @Test func eachFaultIsToldOnceAnHour() {
        var ledger = AlarmLedger()
        let told = [("401", 5), ("401", 3604), ("402", 6), ("401", 3605), ("401", 3606)].map { fault, second in
            ledger.raises("acme.\(fault)", at: .seconds(second))
        }
        #expect(told == [true, false, true, true, false])
    }

    @Test func aFloodOfFaultsFillsNeitherMemoryNorLog() {
        var ledger = AlarmLedger()
        let raised = (0..<12_000).count { ledger.raises("fault \($0)", at: .zero) }
        #expect(raised == 10_000)
        let isRaised = ledger.raises("another", at: .seconds(3600))
        #expect(isRaised)
    }
}
