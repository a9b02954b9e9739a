import Glibc
import Synchronization

/// Writes whole lines to a file descriptor, each with one `write(2)`, and never waits for a reader.
///
/// The kernel has a line when ``write(_:)`` returns, so that the line survives if the process is killed. Only while the
/// descriptor is a full pipe or socket, because its reader has stalled, are lines kept in memory, up to ``capacity``; further
/// ones are dropped and counted. A task writes the kept lines as soon as there is room, and then a line with the number of
/// dropped ones.
package final class LineWriter: Sendable {
    /// The most bytes of lines that are kept while the reader is stalled.
    package static let capacity = 256 << 10
    /// The interval between attempts to write kept lines.
    private static let pause = Duration.milliseconds(20)

    private struct State {
        /// Whole lines, except that a part of the first may have been written.
        var kept: [UInt8] = []
        var dropped = 0
        var isDraining = false
    }

    private let channel: OutputChannel
    private let droppedLine: @Sendable (Int) -> [UInt8]
    private let state = Mutex(State())

    /// A writer to `descriptor`, which stays open.
    ///
    /// - Parameter droppedLine: the line that reports how many were dropped, with its newline.
    package convenience init(descriptor: Int32, droppedLine: @escaping @Sendable (Int) -> [UInt8]) {
        self.init(OutputChannel(descriptor), droppedLine: droppedLine)
    }

    init(_ channel: OutputChannel, droppedLine: @escaping @Sendable (Int) -> [UInt8]) {
        self.channel = channel
        self.droppedLine = droppedLine
    }

    /// Writes a line, newline included.
    package func write(_ line: [UInt8]) {
        let needsDrain = state.withLock { state in
            drain(&state)
            put(line, &state)
            guard !state.kept.isEmpty || state.dropped > 0, !state.isDraining else { return false }
            state.isDraining = true
            return true
        }
        if needsDrain { drainInBackground() }
    }

    /// Writes kept lines, as far as there is room now.
    package func flush() {
        state.withLock { drain(&$0) }
    }

    /// Writes the line, or keeps it, or drops it.
    private func put(_ line: [UInt8], _ state: inout State) {
        guard state.kept.isEmpty, state.dropped == 0 else { return keep(line, &state) }
        switch channel.write(line[...]) {
        case .written(let count) where count == line.count: break
        case .written(let count):
            state.kept = Array(line[count...])
            drain(&state)
        case .full: keep(line, &state)
        case .failed: break
        }
    }

    private func keep(_ line: [UInt8], _ state: inout State) {
        // Once a line is dropped, later ones are too, until their number is written: the reader sees how many are missing, and
        // where.
        guard state.dropped == 0, state.kept.count + line.count <= Self.capacity else {
            state.dropped += 1
            return
        }
        state.kept += line
    }

    private func drain(_ state: inout State) {
        while !state.kept.isEmpty || state.dropped > 0 {
            if state.kept.isEmpty {
                state.kept = droppedLine(state.dropped)
                state.dropped = 0
            }
            switch channel.write(state.kept[...]) {
            case .written(let count): state.kept.removeFirst(count)
            case .full: return
            case .failed: state.kept.removeAll()
            }
        }
    }

    /// Writes kept lines whenever there is room, until none is left.
    private func drainInBackground() {
        Task {
            while true {
                do {
                    try await Task.sleep(for: Self.pause)
                } catch {
                    // Cancelled, which no code does; the next line starts a new task.
                    self.state.withLock { $0.isDraining = false }
                    return
                }
                let isDone = self.state.withLock { state in
                    self.drain(&state)
                    state.isDraining = !state.kept.isEmpty || state.dropped > 0
                    return !state.isDraining
                }
                if isDone { return }
            }
        }
    }
}
