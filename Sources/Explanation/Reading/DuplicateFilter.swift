import AlexaProtocol

/// Recognises repeated lines: exports that overlap have the same lines twice.
///
/// Equal lines that are given a time, with only lines of that time between them, are no repetition: a program may do the same twice
/// within a millisecond. It remembers the hashes of the last 500,000 to 1,000,000 lines, in two generations, so that its memory has a limit.
struct DuplicateFilter: Sendable {
    private static let capacity = 500_000
    private var recent: Set<Int> = []
    private var older: Set<Int> = []
    /// The time of the last lines, whether the first of them was read before, and the others.
    private var time: Timestamp?
    private var isRepetition = false
    private var run: Set<Int> = []

    /// Whether a line of this hash and time was read before; remembers it.
    mutating func isDuplicate(_ hash: Int, at time: Timestamp?) -> Bool {
        let isKnown = recent.contains(hash) || older.contains(hash)
        if time == nil || time != self.time {
            self.time = time
            isRepetition = isKnown
            run.removeAll(keepingCapacity: true)
        }
        if isKnown { return isRepetition || !run.contains(hash) }
        if recent.count >= Self.capacity {
            older = recent
            recent = []
        }
        recent.insert(hash)
        run.insert(hash)
        return false
    }
}
