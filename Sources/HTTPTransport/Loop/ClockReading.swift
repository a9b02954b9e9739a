import Glibc

/// What two clocks of this machine show at one moment, in whole seconds.
///
/// A machine that is suspended or frozen (AWS Lambda freezes a function between invocations) may stop either: the clock since
/// boot stands still if the whole machine was, and the time of day is corrected some time afterwards.
package struct ClockReading: Hashable, Sendable {
    /// CLOCK_REALTIME, the time of day.
    package let realTime: Int
    /// CLOCK_BOOTTIME, the time since boot, suspension included.
    package let bootTime: Int

    /// A reading, for tests.
    package init(realTime: Int, bootTime: Int) {
        (self.realTime, self.bootTime) = (realTime, bootTime)
    }

    /// Now.
    package static func now() -> ClockReading {
        var (real, boot) = (timespec(), timespec())
        unsafe clock_gettime(CLOCK_REALTIME, &real)
        unsafe clock_gettime(CLOCK_BOOTTIME, &boot)
        return ClockReading(realTime: real.tv_sec, bootTime: boot.tv_sec)
    }

    /// The seconds since `earlier`, by whichever clock says more. A time of day that was set back counts by its amount: how
    /// long the machine stood still is unknown then.
    package func seconds(since earlier: ClockReading) -> Int {
        max(abs(realTime - earlier.realTime), bootTime - earlier.bootTime)
    }
}
