import Synchronization
import TestSupport
import Testing

@testable import Timing

@Suite(.serialized) struct SleepQueueTests {
    /// Timers that fire when a test advances the time.
    private final class Timers: Sendable {
        private let state = Mutex(
            (uptime: Duration.zero, waiting: [(end: Duration, fired: FirstValue<Void>)](), started: 0))

        var uptime: Duration { state.withLock { $0.uptime } }
        var started: Int { state.withLock { $0.started } }

        func wait(until end: Duration) async {
            let fired = FirstValue<Void>()
            state.withLock { state in
                state.started += 1
                if state.uptime >= end { fired.set(()) } else { state.waiting.append((end, fired)) }
            }
            await fired.get()
        }

        func pass(_ duration: Duration) {
            let due = state.withLock { state in
                state.uptime += duration
                let due = state.waiting.filter { $0.end <= state.uptime }
                state.waiting.removeAll { $0.end <= state.uptime }
                return due
            }
            for timer in due { timer.fired.set(()) }
        }

        func queue() -> SleepQueue { SleepQueue(uptime: { self.uptime }, timer: { await self.wait(until: $0) }) }
    }

    private final class Woken: Sendable {
        let uptimes = Mutex<[Int: Duration]>([:])
    }

    private static func until(_ condition: () -> Bool) async {
        while !condition() { await Task.yield() }
    }

    @Test func equalSleepsShareATimer() async {
        let timers = Timers()
        let queue = timers.queue()
        let sleepers = (0..<100).map { _ in Task { await queue.sleep(.seconds(8)) } }
        await Self.until { queue.count == 100 && timers.started == 1 }
        timers.pass(.seconds(8))
        for sleeper in sleepers { await sleeper.value }
        #expect(queue.count == 0)
        #expect(timers.started == 1)
    }

    @Test func whoWakesEarlierDoesNotWaitForOthers() async {
        let timers = Timers()
        let queue = timers.queue()
        let late = Task { await queue.sleep(.seconds(8)) }
        await Self.until { queue.count == 1 && timers.started == 1 }
        let early = Task { await queue.sleep(.seconds(1)) }
        await Self.until { queue.count == 2 && timers.started == 2 }
        timers.pass(.seconds(1))
        await early.value
        #expect(queue.count == 1)
        timers.pass(.seconds(7))
        await late.value
        #expect(queue.count == 0)
    }

    @Test func aCancelledSleepEndsAndIsNotKept() async {
        let timers = Timers()
        let queue = timers.queue()
        let others = Task { await queue.sleep(.seconds(9)) }
        let sleepers = (0..<50).map { _ in Task { await queue.sleep(.seconds(8)) } }
        await Self.until { queue.count == 51 }
        for sleeper in sleepers { sleeper.cancel() }
        for sleeper in sleepers { await sleeper.value }
        #expect(queue.count == 1)
        // The timer of the cancelled sleeps fires, and the next timer is started for the remaining sleep.
        timers.pass(.seconds(8))
        await Self.until { timers.started >= 2 }
        timers.pass(.seconds(1))
        await others.value
        #expect(queue.count == 0)
    }

    @Test(arguments: [Duration.zero, .seconds(-1)]) func noTimeIsNotWaitedFor(_ duration: Duration) async {
        let timers = Timers()
        await timers.queue().sleep(duration)
        #expect(timers.started == 0)
    }

    @Test func aCancelledTaskDoesNotSleep() async {
        let timers = Timers()
        let queue = timers.queue()
        let begun = FirstValue<Void>()
        let task = Task {
            await begun.get()
            await queue.sleep(.seconds(8))
        }
        task.cancel()
        begun.set(())
        await task.value
        #expect(queue.count == 0)
    }

    /// For any order of sleeps and cancellations, every task wakes at the first moment at or after its end.
    @Test(arguments: 0..<(5 * TestSize.factor)) func everybodyWakesInTime(_ seed: Int) async {
        var generator = SplitMix64(seed: UInt64(seed))
        let timers = Timers()
        let queue = timers.queue()
        let woken = Woken()
        var ends: [Duration] = []
        var tasks: [Task<Void, Never>] = []
        for index in 0..<40 {
            let duration = Duration.milliseconds(Int.random(in: 1...30, using: &generator))
            ends.append(timers.uptime + duration)
            tasks.append(
                Task {
                    await queue.sleep(duration)
                    woken.uptimes.withLock { $0[index] = timers.uptime }
                })
            await Self.until { queue.count == ends.count { $0 > timers.uptime } }
            timers.pass(.milliseconds(Int.random(in: 0...3, using: &generator)))
            await Self.until { queue.count == ends.count { $0 > timers.uptime } }
        }
        while queue.count > 0 {
            timers.pass(.milliseconds(1))
            await Self.until { queue.count == ends.count { $0 > timers.uptime } }
        }
        for task in tasks { await task.value }
        #expect(woken.uptimes.withLock { $0.count } == 40, "seed \(seed)")
        for (index, uptime) in woken.uptimes.withLock(\.self) { #expect(uptime >= ends[index], "seed \(seed)") }
    }
}
