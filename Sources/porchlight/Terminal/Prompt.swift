import Glibc
import Telemetry

/// Questions on the terminal, written to stderr. Answers are read from stdin.
enum Prompt {
    /// Whether stdin is a terminal.
    static var isPossible: Bool { isatty(STDIN_FILENO) == 1 }

    /// A line of input, without surrounding blanks.
    ///
    /// - Throws: if the input ends.
    static func line(_ question: String) throws(Failure) -> String {
        StandardError.write(Array(question.printable.utf8))
        guard let line = readLine() else { throw Failure("the input has ended") }
        return line.trimmed
    }

    /// A line of input that is not echoed. An interrupt takes effect afterwards, so that the terminal is never left without echo.
    static func secret(_ question: String) throws(Failure) -> String {
        var settings = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &settings) == 0 else { throw Failure("the terminal cannot be set") }
        var quiet = settings
        quiet.c_lflag &= ~tcflag_t(ECHO | ISIG)
        guard unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0 else {
            throw Failure("the terminal cannot be set")
        }
        defer {
            unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            StandardError.write(Array("\n".utf8))
        }
        return try line(question)
    }

    /// Asks for a confirmation, and returns whether the user says yes.
    ///
    /// - Throws: without a terminal.
    static func confirm(_ question: String) throws(Failure) -> Bool {
        guard isPossible else {
            throw Failure("cannot ask for confirmation, because stdin is not a terminal; give --yes")
        }
        return ["y", "yes"].contains(try line("\(question) [y/N] ").lowercased())
    }
}

extension String {
    /// The text without surrounding white space.
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }
}
