/// Recognises repeated lines: exports that overlap have the same lines twice.
///
/// It remembers the hashes of the last 500,000 to 1,000,000 lines, in two generations, so that its memory has a limit.
struct DuplicateFilter: Sendable {
    private static let capacity = 500_000
    private var recent: Set<Int> = []
    private var older: Set<Int> = []

    /// Whether a line of this hash was read before; remembers it.
    mutating func isDuplicate(_ hash: Int) -> Bool {
        if recent.contains(hash) || older.contains(hash) { return true }
        if recent.count >= Self.capacity {
            older = recent
            recent = []
        }
        recent.insert(hash)
        return false
    }
}
