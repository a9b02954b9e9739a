import ArgumentParser
import EventGateway
import Glibc
import Telemetry

/// A wrong argument or an unreadable file: one sentence on stderr that names it and says what to do, exit status 2.
struct Failure: Error {
    let message: String
    /// The reader of the output has gone: the program then ends without a message.
    var isBrokenPipe = false

    init(_ message: String) {
        self.message = message
    }

    /// Runs `body`. A failure of the command or of the store ends the program.
    static func exits(_ body: () async throws -> Void) async throws {
        defer { ProcessTelemetry.flush() }
        do {
            try await body()
        } catch let failure as Failure {
            if failure.isBrokenPipe {
                signal(SIGPIPE, SIG_DFL)
                raise(SIGPIPE)
            }
            throw exit(failure.message)
        } catch let failure as StoreFailure {
            throw exit("\(failure)")
        }
    }

    private static func exit(_ message: String) -> ExitCode {
        StandardError.write(Array("porchlight: \(message.printable)\n".utf8))
        return ExitCode(2)
    }
}
