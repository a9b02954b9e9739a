import FoundationEssentials
import Glibc
import Telemetry

/// What the user sees the output on.
enum Terminal {
    /// Whether standard output takes colours: a terminal, and the user has not asked for none (NO_COLOR).
    static var hasColour: Bool {
        isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }
}

/// A line on stderr that says how far the work is, for work of more than a second, if stderr is a terminal.
struct Progress {
    private let total: Int
    private let start = ContinuousClock.now
    private var done = 0
    private var isShown = false

    /// Work of `total` steps.
    init(of total: Int) {
        self.total = total
    }

    /// One step is done.
    ///
    /// - Parameter isVisible: whether nothing else is being printed that shows the same.
    mutating func step(isVisible: Bool) {
        done += 1
        guard isVisible, isatty(STDERR_FILENO) == 1, start.duration(to: .now) > .seconds(1) else { return }
        isShown = true
        StandardError.write(Array("\r\(done) of \(total)".utf8))
    }

    /// All is done: the line disappears.
    func finish() {
        if isShown { StandardError.write(Array("\r\u{1B}[K".utf8)) }
    }
}
