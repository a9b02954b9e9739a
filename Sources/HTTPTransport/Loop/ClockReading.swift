import Glibc

/// The readings of two clocks of this machine at one moment, in whole seconds.
///
/// A machine that is suspended or frozen (AWS Lambda freezes a function between invocations) may stop either clock: the clock
/// since boot stops if the whole machine was suspended, and the time of day is corrected some time afterwards.
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

    /// The seconds since `earlier`, by the clock that shows more. If the time of day was set back, the amount counts: it is
    /// then unknown how long the machine was suspended.
    package func seconds(since earlier: ClockReading) -> Int {
        max(abs(realTime - earlier.realTime), bootTime - earlier.bootTime)
    }
}
