/// What was found in a log, in lines.
package struct LogCounts: Hashable, Sendable {
    /// Lines of Porchlight's.
    package var own = 0
    /// Lines of AWS Lambda's.
    package var platform = 0
    /// Lines with metrics (CloudWatch Embedded Metric Format), which are skipped.
    package var metrics = 0
    /// Lines that are neither.
    package var foreign = 0
    /// Lines whose JSON is damaged in the middle.
    package var broken = 0
    /// Lines of which only the beginning is there.
    package var cut = 0
    /// Lines that were there before, as in exports that overlap.
    package var duplicates = 0
    /// Lines that Lambda says it has dropped.
    package var dropped = 0

    /// Nothing so far.
    package init() {}

    /// Adds what was found in another log.
    package mutating func add(_ other: LogCounts) {
        own += other.own
        platform += other.platform
        metrics += other.metrics
        foreign += other.foreign
        broken += other.broken
        cut += other.cut
        duplicates += other.duplicates
        dropped += other.dropped
    }

    /// One sentence on what was not read as it should be; `nil` if everything was.
    package var remark: String? {
        let parts = [
            Self.part(cut, "is cut off", "are cut off"), Self.part(broken, "is damaged", "are damaged"),
            Self.part(duplicates, "is there twice", "are there twice"),
            Self.part(dropped, "was dropped by Lambda", "were dropped by Lambda"),
        ].compactMap { $0 }
        return parts.isEmpty ? nil : "Of the log's lines, " + parts.joined(separator: ", ") + "."
    }

    private static func part(_ count: Int, _ one: String, _ many: String) -> String? {
        count == 0 ? nil : count == 1 ? "1 \(one)" : "\(count) \(many)"
    }
}
