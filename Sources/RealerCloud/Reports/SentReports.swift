/// The recent reports of this process, by message id. A directive that Alexa repeats leads to the same report, byte by byte, even
/// if an adjustment would have another value by now.
struct SentReports: Sendable {
    /// A report and the directive that caused it.
    struct Entry: Sendable {
        /// The directive's name and payload.
        let ask: String
        /// The report as first sent.
        let report: FeedDataReport
        /// Whether Realer has accepted it.
        var isTaken = false
    }

    /// The most reports; if there are more, the oldest are removed.
    private static let capacity = 2000

    private var entries: [String: Entry] = [:]
    private var order: [String] = []

    /// Without reports.
    init() {}

    /// The report with this message id.
    subscript(messageId: String) -> Entry? { entries[messageId] }

    /// Stores a report that will be sent. The first one with a message id stays.
    mutating func add(_ report: FeedDataReport, ask: String) {
        guard entries[report.messageId] == nil else { return }
        if order.count >= Self.capacity {
            for old in order.prefix(Self.capacity / 2) { entries[old] = nil }
            order.removeFirst(Self.capacity / 2)
        }
        entries[report.messageId] = Entry(ask: ask, report: report)
        order.append(report.messageId)
    }

    /// Records that Realer has accepted a report.
    mutating func markTaken(_ messageId: String) {
        entries[messageId]?.isTaken = true
    }
}
