/// The numbers of lines in a log, by kind.
package struct LogCounts: Hashable, Sendable {
    /// Lines of Porchlight's.
    package var own = 0
    /// Lines of AWS Lambda's.
    package var platform = 0
    /// Lines with metrics (CloudWatch Embedded Metric Format), which are skipped.
    package var metrics = 0
    /// All other lines.
    package var foreign = 0
    /// Lines whose JSON is damaged in the middle.
    package var broken = 0
    /// Lines that are cut off.
    package var cut = 0
    /// Repeated lines, as in exports that overlap.
    package var duplicates = 0
    /// Lines that Lambda reports as dropped.
    package var dropped = 0

    /// What to do with a file that is no text; `nil` for text.
    package var hint: String?

    /// No lines.
    package init() {}

    /// Adds the counts of another log.
    package mutating func add(_ other: LogCounts) {
        own += other.own
        platform += other.platform
        metrics += other.metrics
        foreign += other.foreign
        broken += other.broken
        cut += other.cut
        duplicates += other.duplicates
        dropped += other.dropped
        hint = hint ?? other.hint
    }

    /// One sentence on lines that could not be read completely; `nil` if there are none.
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
