import Glibc
import Synchronization

/// A monotonic clock that goes on while Lambda freezes the process, whatever the machine's own clocks do.
///
/// Nobody promises that CLOCK_BOOTTIME runs in an environment that is frozen between invocations. If it stands still, every
/// token and every cached home looks younger than it is. The time of day is right again at the next invocation. So the time that
/// it says has passed between two invocations is added, where it is more.
package final class FreezeClock: Sendable {
    /// The time of day and the time since boot.
    package typealias Reading = (realTime: Duration, bootTime: Duration)

    /// A smaller difference is a correction of the time of day, and not a freeze.
    static let tolerance = Duration.seconds(2)

    private struct State {
        /// What the machine's clock has missed.
        var missed = Duration.zero
        var paused: Reading?
    }

    private let state = Mutex(State())
    private let read: @Sendable () -> Reading

    /// A clock over those of the machine, or over others for tests.
    package init(_ read: @escaping @Sendable () -> Reading = { FreezeClock.machine() }) { self.read = read }

    /// The time since an arbitrary start. It never goes back.
    package var uptime: Duration { read().bootTime + state.withLock { $0.missed } }

    /// The process may be frozen from now on.
    package func pause() {
        let now = read()
        state.withLock { $0.paused = now }
    }

    /// The process runs again.
    package func resume() {
        let now = read()
        state.withLock { state in
            guard let paused = state.paused.take() else { return }
            let missed = (now.realTime - paused.realTime) - (now.bootTime - paused.bootTime)
            if missed > Self.tolerance { state.missed += missed }
        }
    }

    /// CLOCK_REALTIME and CLOCK_BOOTTIME.
    package static func machine() -> Reading {
        var (real, boot) = (timespec(), timespec())
        unsafe clock_gettime(CLOCK_REALTIME, &real)
        unsafe clock_gettime(CLOCK_BOOTTIME, &boot)
        return (duration(real), duration(boot))
    }

    private static func duration(_ time: timespec) -> Duration {
        .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
