import ArgumentParser
import Telemetry

/// A wrong argument or an unreadable file: one sentence on stderr that names it and says what to do, exit status 2.
struct Failure: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    /// Runs `body`; a failure ends the program.
    static func exits(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let failure as Failure {
            StandardError.write(Array("porchlight: \(failure.message)\n".utf8))
            throw ExitCode(2)
        }
    }
}
