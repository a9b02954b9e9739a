import Foundation

extension Command {
    /// Runs at a pseudo terminal. Each answer is typed after its question has appeared, because the terminal echoes input that is
    /// typed before a hidden question.
    ///
    /// - Returns: the status, and as output everything that the terminal has shown.
    /// - Throws: if there is no pseudo terminal, or the program does not start.
    func runOnTerminal(answers: [(question: String, answer: String)]) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Swift.Result { try self.runOnTerminalBlocking(answers: answers) })
            }
        }
    }

    private func runOnTerminalBlocking(answers: [(question: String, answer: String)]) throws -> Result {
        let terminal = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        defer { close(terminal) }
        // unlockpt and ptsname, which Swift does not import: ioctl_tty(2).
        let (unlock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
        var (locked, index): (CInt, CInt) = (0, 0)
        guard unsafe ioctl(terminal, unlock, &locked) == 0, unsafe ioctl(terminal, number, &index) == 0
        else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .ENODEV) }
        let device = unsafe FileHandle(
            fileDescriptor: open("/dev/pts/\(index)", O_RDWR | O_NOCTTY | O_CLOEXEC), closeOnDealloc: true)
        let process = process(output: device, log: device, input: device)
        try process.run()
        // The program then holds the last descriptor of the device, so reading ends with it.
        try device.close()

        var (shown, remaining) = ([UInt8](), answers[...])
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = unsafe read(terminal, &buffer, buffer.count), count > 0 {
            shown += buffer[..<count]
            guard let next = remaining.first, String(decoding: shown, as: UTF8.self).contains(next.question) else {
                continue
            }
            remaining.removeFirst()
            let line = Array("\(next.answer)\n".utf8)
            _ = unsafe write(terminal, line, line.count)
        }
        process.waitUntilExit()
        return Result(status: process.terminationStatus, output: String(decoding: shown, as: UTF8.self), log: "")
    }
}
