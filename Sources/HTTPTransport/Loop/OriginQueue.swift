/// The transfers to one origin, first in, first out.
///
/// libcurl visits every transfer it holds on each event, also those that cannot start yet. So it gets at most
/// ``greatestRunning`` of an origin at a time; the others wait here.
final class OriginQueue {
    /// The origin, `https://host:port`.
    let origin: String
    /// The number of transfers that were started and have not ended.
    var running = 0
    /// Whether ``TransferPool`` is starting transfers of this queue just now.
    var isStarting = false
    /// The queue. Entries before `first` have been started and are nil, so that finished transfers are released. `cancelled`
    /// counts entries from `first` on whose transfer ended while it waited.
    private var waiting: [Transfer?] = []
    private var first = 0
    private var cancelled = 0

    /// The most transfers to one origin that libcurl gets at a time: four HTTP/2 connections of 128 streams.
    static let greatestRunning = 512

    /// An empty queue.
    init(_ origin: String) { self.origin = origin }

    /// Whether no transfer waits or runs.
    var isEmpty: Bool { running == 0 && waiting.count - first == cancelled }

    /// Adds a transfer at the end.
    func append(_ transfer: Transfer) { waiting.append(transfer) }

    /// Notes that a waiting transfer has ended. Its entry is removed later, with others.
    func noteCancellation() {
        cancelled += 1
        if cancelled > 64, cancelled > (waiting.count - first) / 2 { compact() }
    }

    /// The next transfer to start, which then counts as running; nil if none waits or the limit is reached.
    func next() -> Transfer? {
        while running < Self.greatestRunning, first < waiting.count {
            let transfer = waiting[first].take()
            let isCancelled = transfer?.isEnded ?? true
            first += 1
            if isCancelled { cancelled -= 1 }
            if first > 64, first > waiting.count / 2 { compact() }
            guard isCancelled else {
                running += 1
                return transfer
            }
        }
        return nil
    }

    private func compact() {
        waiting.removeSubrange(..<first)
        waiting.removeAll { $0?.isEnded ?? true }
        (first, cancelled) = (0, 0)
    }
}
