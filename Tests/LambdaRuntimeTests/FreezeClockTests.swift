import LambdaRuntime
import Synchronization
import Testing

@Suite struct FreezeClockTests {
    /// How far both clocks advanced while the process was frozen, and the time that has passed.
    static let freezes: [(realTime: Duration, bootTime: Duration, expected: Duration)] = [
        (.seconds(600), .seconds(600), .seconds(600)),
        // The clock since boot stood still.
        (.seconds(600), .zero, .seconds(600)), (.seconds(600), .seconds(10), .seconds(600)),
        // The time of day was slightly corrected, or set back, or stood still.
        (.seconds(11), .seconds(10), .seconds(10)), (.seconds(-600), .seconds(10), .seconds(10)),
        (.zero, .seconds(10), .seconds(10)),
    ]

    @Test(arguments: freezes) func countsTheLongerTime(_ realTime: Duration, _ bootTime: Duration, _ expected: Duration)
    {
        let now = Mutex((realTime: Duration.seconds(1_700_000_000), bootTime: Duration.seconds(5)))
        let clock = FreezeClock(
            realTime: { now.withLock { $0.realTime } }, bootTime: { now.withLock { $0.bootTime } })
        clock.pause()
        now.withLock { $0 = ($0.realTime + realTime, $0.bootTime + bootTime) }
        clock.resume()
        #expect(clock.uptime == .seconds(5) + expected)
        // A second call does not count it twice.
        clock.resume()
        #expect(clock.uptime == .seconds(5) + expected)
        // Afterwards time advances with the machine's clock.
        now.withLock { $0 = ($0.realTime + .seconds(3600), $0.bootTime + .seconds(1)) }
        #expect(clock.uptime == .seconds(6) + expected)
    }

    @Test func theMachinesClocksRun() {
        let clock = FreezeClock()
        let before = clock.uptime
        clock.pause()
        clock.resume()
        #expect(clock.uptime >= before)
        #expect(clock.uptime - before < .seconds(60))
    }
}
