/// The timeout of `curl_multi_poll`.
package enum PollTimeout {
    /// Whole milliseconds from `now` until `deadline`, rounded up so that the thread does not wake too early.
    ///
    /// 0 if the deadline has passed: libcurl answers a negative timeout with an error. The longest possible if there is no
    /// deadline.
    package static func milliseconds(
        until deadline: ContinuousClock.Instant?, at now: ContinuousClock.Instant
    ) -> Int32 {
        guard let deadline else { return .max }
        return Int32(clamping: max(0, (deadline - now).wholeMilliseconds))
    }
}

extension Duration {
    /// Whole milliseconds, rounded up. For durations of less than a million years.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
