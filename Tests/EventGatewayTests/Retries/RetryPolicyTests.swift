import AlexaProtocol
import EventGateway
import Testing

@Suite struct RetryPolicyTests {
    @Test(arguments: [
        (1, Duration?.none, 0.0, Duration?.some(.seconds(1))),
        (2, nil, 0, .seconds(2)),
        (3, nil, 0, .seconds(4)),
        (4, nil, 0, nil),
        (1, nil, 0.5, .milliseconds(1125)),
        (3, nil, 0.5, .milliseconds(4500)),
        (1, .seconds(30), 0, .seconds(30)),
        (1, .milliseconds(10), 0, .seconds(1)),
        (4, .seconds(30), 0, nil),
    ])
    func pauses(attempts: Int, retryAfter: Duration?, chance: Double, expected: Duration?) {
        let pause = RetryPolicy.eventGateway.pause(after: attempts, retryAfter: retryAfter, random: chance)
        #expect(pause == expected)
    }

    @Test func isNeverShorterThanASecond() {
        for attempt in 1...3 {
            for chance in stride(from: 0.0, to: 1, by: 0.01) {
                let pause = RetryPolicy.eventGateway.pause(after: attempt, retryAfter: nil, random: chance)
                #expect(pause ?? .zero >= .seconds(1))
            }
        }
    }
}

@Suite struct RetryAfterTests {
    private static let now = Timestamp("2026-11-21T09:30:00.000Z") ?? Timestamp(milliseconds: 0)

    @Test(arguments: [
        (String?.none, Duration?.none), ("", nil), ("soon", nil), ("-5", nil), ("1.5", nil), ("0", .zero),
        ("7", .seconds(7)), (" 7\t", .seconds(7)), ("99999999999999999999999", .seconds(3600)),
        ("Sat, 21 Nov 2026 09:30:42 GMT", .seconds(42)), ("Sat, 21 Nov 2026 09:29:00 GMT", .zero),
        ("Saturday, 21-Nov-26 09:30:42 GMT", .seconds(42)), ("Sat Nov 21 09:30:42 2026", .seconds(42)),
        ("Tue Dec  1 09:30:00 2026", .seconds(3600)), ("21-22-23-24-25", nil),
        ("Sat, 21 Nov 2026 09:30:42 CET", nil), ("Sat, 21 Foo 2026 09:30:42 GMT", nil),
    ])
    func reads(field: String?, expected: Duration?) {
        #expect(RetryAfter.duration(field, at: Self.now) == expected)
    }
}

@Suite struct GatewayCircuitBreakerTests {
    @Test func pausesAfterFiveFailuresOnEnd() {
        var breaker = GatewayCircuitBreaker()
        for _ in 0..<4 { breaker.noteFailure(at: .zero, random: 0) }
        #expect(breaker.pausedUntil == nil)
        breaker.noteFailure(at: .zero, random: 0)
        #expect(breaker.pausedUntil == .seconds(2))
        #expect(breaker.isProbing)
    }

    @Test func aSuccessBetweenForgetsTheFailures() {
        var breaker = GatewayCircuitBreaker()
        for _ in 0..<4 { breaker.noteFailure(at: .zero, random: 0) }
        breaker.noteSuccess()
        breaker.noteFailure(at: .zero, random: 0)
        #expect(breaker.pausedUntil == nil)
    }

    @Test func whatWasUnderWayDoesNotLengthenThePause() {
        var breaker = GatewayCircuitBreaker()
        for _ in 0..<50 { breaker.noteFailure(at: .zero, random: 0) }
        #expect(breaker.pausedUntil == .seconds(2))
    }

    @Test func eachFailedProbeDoublesThePauseUpToAMinute() {
        var breaker = GatewayCircuitBreaker()
        for _ in 0..<5 { breaker.noteFailure(at: .zero, random: 0) }
        var pauses: [Duration] = []
        for _ in 0..<7 {
            let now = breaker.pausedUntil ?? .zero
            breaker.noteFailure(at: now, random: 0)
            pauses.append((breaker.pausedUntil ?? .zero) - now)
        }
        #expect(pauses == [4, 8, 16, 32, 60, 60, 60].map { .seconds($0) })
    }
}
