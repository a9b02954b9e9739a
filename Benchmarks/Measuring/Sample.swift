/// One measurement of many calls.
struct Sample {
    /// Calls per second.
    let rate: Double
    /// CPU time per call in microseconds, of all threads of this process.
    let cost: Double

    /// Measures `body`, which makes `calls` calls.
    static func measure(_ calls: Int, _ body: () async throws -> Void) async rethrows -> Sample {
        let (start, used) = (ContinuousClock.now, CPUTime.microseconds)
        try await body()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return Sample(rate: Double(calls) / seconds, cost: (CPUTime.microseconds - used) / Double(calls))
    }
}
