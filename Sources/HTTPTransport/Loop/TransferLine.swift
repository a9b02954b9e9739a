/// The transfers to one origin, in the order in which they came.
///
/// libcurl looks at every transfer it has each time that anything happens, even at those that it cannot begin yet. So it
/// gets no more of them than can reasonably be under way; the others wait here.
final class TransferLine {
    /// What they have in common.
    let origin: String
    /// How many have had their turn and not ended.
    var running = 0
    /// Whether somebody is giving out turns.
    var isAdvancing = false
    /// From `first` on: those who wait, and `gone` others who have ended meanwhile. Before, nobody: whoever has had their turn
    /// is not kept, nor is what they receive.
    private var waiting: [Transfer?] = []
    private var first = 0
    private var gone = 0

    /// How many transfers to one origin libcurl gets at a time: a few HTTP/2 connections full.
    static let greatestRunning = 512

    /// A line without transfers.
    init(_ origin: String) { self.origin = origin }

    /// Whether nobody waits or runs.
    var isEmpty: Bool { running == 0 && waiting.count - first == gone }

    /// Adds a transfer at the end.
    func append(_ transfer: Transfer) { waiting.append(transfer) }

    /// Says that one of those who wait has ended.
    func leave() {
        gone += 1
        if gone > 64, gone > (waiting.count - first) / 2 { tidy() }
    }

    /// Whose turn it is, if it is anybody's.
    func next() -> Transfer? {
        while running < Self.greatestRunning, first < waiting.count {
            let transfer = waiting[first].take()
            let isGone = transfer?.isEnded ?? true
            first += 1
            if isGone { gone -= 1 }
            if first > 64, first > waiting.count / 2 { tidy() }
            guard isGone else {
                running += 1
                return transfer
            }
        }
        return nil
    }

    private func tidy() {
        waiting.removeSubrange(..<first)
        waiting.removeAll { $0?.isEnded ?? true }
        (first, gone) = (0, 0)
    }
}
