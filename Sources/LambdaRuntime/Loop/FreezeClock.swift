package import Glibc
import Synchronization
import Timing

/// A monotonic clock that includes the time for which Lambda freezes the process.
///
/// CLOCK_BOOTTIME is not guaranteed to run while the environment is frozen between invocations. If it stops, every token and
/// every cached home looks younger than it is. The time of day is right again at the next invocation. So if more time has
/// passed between two invocations by the time of day, the difference is added.
package final class FreezeClock: Sendable {
    /// A clock of the machine: the time since its start, whatever that is.
    package typealias Reading = @Sendable () -> Duration

    /// A smaller difference is a correction of the time of day, and not a freeze.
    static let tolerance = Duration.seconds(2)

    /// The time that CLOCK_BOOTTIME has missed, in milliseconds.
    private let missed = Atomic<Int>(0)
    private let paused = Mutex<(realTime: Duration, bootTime: Duration)?>(nil)
    private let realTime: Reading
    private let bootTime: Reading

    /// A clock over those of the machine (CLOCK_REALTIME, CLOCK_BOOTTIME), or over others for tests.
    package init(
        realTime: @escaping Reading = { FreezeClock.read(CLOCK_REALTIME) },
        bootTime: @escaping Reading = { FreezeClock.read(CLOCK_BOOTTIME) }
    ) {
        self.realTime = realTime
        self.bootTime = bootTime
    }

    /// The time since an arbitrary start. It never goes back.
    package var uptime: Duration { bootTime() + .milliseconds(missed.load(ordering: .relaxed)) }

    /// The process may be frozen from now on.
    package func pause() {
        let now = (realTime(), bootTime())
        paused.withLock { $0 = now }
    }

    /// The process runs again.
    package func resume() {
        guard let paused = paused.withLock({ $0.take() }) else { return }
        let difference = (realTime() - paused.realTime) - (bootTime() - paused.bootTime)
        if difference > Self.tolerance { missed.add(difference.milliseconds, ordering: .relaxed) }
    }

    /// The reading of a clock of the machine.
    package static func read(_ clock: clockid_t) -> Duration {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
