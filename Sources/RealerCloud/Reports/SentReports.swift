/// The reports that this process has sent lately, by message id: a directive that Alexa sends again becomes the same report,
/// byte by byte, also an adjustment whose value would be another one by now.
struct SentReports: Sendable {
    /// A report and what it was made for.
    struct Entry: Sendable {
        /// What the directive asked for: its name and payload.
        let ask: String
        /// The report as it was sent first.
        let report: FeedDataReport
        /// Whether Realer has taken it.
        var isTaken = false
    }

    /// How many are kept; beyond that the oldest are forgotten.
    private static let capacity = 2000

    private var entries: [String: Entry] = [:]
    private var order: [String] = []

    /// No report so far.
    init() {}

    /// The report of a message id.
    subscript(messageId: String) -> Entry? { entries[messageId] }

    /// Keeps a report that is about to be sent. The first one under a message id stays.
    mutating func add(_ report: FeedDataReport, ask: String) {
        guard entries[report.messageId] == nil else { return }
        if order.count >= Self.capacity {
            for old in order.prefix(Self.capacity / 2) { entries[old] = nil }
            order.removeFirst(Self.capacity / 2)
        }
        entries[report.messageId] = Entry(ask: ask, report: report)
        order.append(report.messageId)
    }

    /// Realer has taken a report.
    mutating func markTaken(_ messageId: String) {
        entries[messageId]?.isTaken = true
    }
}
