import FoundationEssentials
import Glibc
import Telemetry

enum Terminal {
    /// Whether standard output accepts colours: it is a terminal, and NO_COLOR is not set.
    static var hasColour: Bool {
        isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }
}

/// A progress line on stderr, if stderr is a terminal and the work takes more than a second.
struct Progress {
    private let total: Int
    private let start = ContinuousClock.now
    private var done = 0
    private var isShown = false

    /// Work of `total` steps.
    init(of total: Int) {
        self.total = total
    }

    /// Counts a step.
    ///
    /// - Parameter isVisible: whether the step may be shown, because nothing else shows the progress.
    mutating func step(isVisible: Bool) {
        done += 1
        guard isVisible, isatty(STDERR_FILENO) == 1, start.duration(to: .now) > .seconds(1) else { return }
        isShown = true
        StandardError.write(Array("\r\(done) of \(total)".utf8))
    }

    /// Removes the line.
    func finish() {
        if isShown { StandardError.write(Array("\r\u{1B}[K".utf8)) }
    }
}
