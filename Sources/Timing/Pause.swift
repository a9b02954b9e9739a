/// Pauses that double from one to the next, up to a limit, and may be spread by chance so that processes do not act in step.
package struct Pause: Hashable, Sendable {
    /// The first pause.
    package var first: Duration
    /// The longest pause.
    package var longest: Duration

    /// Pauses from `first` to `longest`.
    package init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = max(first, longest)
    }

    /// The pause after `count` earlier ones, without spread.
    package func length(after count: Int) -> Duration {
        // 2^20 times the shortest sensible pause is longer than any limit.
        min(longest, first * (1 << max(0, min(count, 20))))
    }
}
