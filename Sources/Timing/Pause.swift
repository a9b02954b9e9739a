/// Exponential backoff: each pause is twice the one before, up to a limit. Callers may add jitter, so that processes do not act
/// in step.
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

    /// The pause after `count` earlier ones, without jitter.
    package func length(after count: Int) -> Duration {
        // 2^20 times the shortest sensible pause is longer than any limit.
        min(longest, first * (1 << max(0, min(count, 20))))
    }
}
