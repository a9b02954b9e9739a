import AlexaProtocol

/// Hands lines on with the oldest first, also those of a log that has the newest first: Logs Insights, `journalctl -r`.
///
/// Lines refer to lines before them (`Runtime.ExitError` has no id, a line may have no time), so a log with the newest first is
/// turned round as a whole instead of sorted by time.
struct LineOrder: Sendable {
    /// The number of lines that decide the direction.
    private static let deciding = 200
    /// The most lines that are held of a log with the newest first. A longer one is turned round in parts of this size.
    private static let most = 100_000

    private enum Direction: Sendable {
        case unknown, oldestFirst, newestFirst
    }

    private var direction = Direction.unknown
    private var held: [LogLine] = []
    private var last: Timestamp?
    /// How many lines are later than the line before them, less those that are earlier.
    private var balance = 0

    /// Takes the next line of the log.
    mutating func take(_ line: LogLine, _ each: (LogLine) -> Void) {
        switch direction {
        case .oldestFirst: return each(line)
        case .newestFirst:
            held.append(line)
            if held.count >= Self.most { handOn(each) }
        case .unknown:
            held.append(line)
            if let time = line.time {
                if let last, time != last { balance += time > last ? 1 : -1 }
                last = time
            }
            if held.count >= Self.deciding { decide(each) }
        }
    }

    /// Hands on what is left at the end of the log.
    mutating func finish(_ each: (LogLine) -> Void) {
        if direction == .unknown { decide(each) }
        handOn(each)
    }

    private mutating func decide(_ each: (LogLine) -> Void) {
        direction = balance < 0 ? .newestFirst : .oldestFirst
        if direction == .oldestFirst { handOn(each) }
    }

    private mutating func handOn(_ each: (LogLine) -> Void) {
        if direction == .newestFirst { held.reverse() }
        for line in held { each(line) }
        held = []
    }
}
