import ArgumentParser
import Glibc
import HTTPTransport
import Telemetry

struct Porchlight: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "porchlight",
        abstract: "The cloud side of an Alexa smart-home skill: directives in, events out.",
        subcommands: [
            Handle.self, ReplayCommand.self, Send.self, RelayCommand.self, OutboxCommand.self, Demo.self,
            Interfaces.self,
        ])
}

@main
enum Main {
    /// Parses and runs, and leaves with our own exit statuses: 2 for a usage error, where the parser's would be 64.
    static func main() async {
        do throws(FileDescriptors.TooFew) {
            try FileDescriptors.raiseLimit()
        } catch {
            StandardError.write(Array("porchlight: \(error)\n".utf8))
            exit(2)
        }
        do {
            let command = try Porchlight.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                var command = command
                try command.run()
            }
        } catch {
            let status = Porchlight.exitCode(for: error)
            guard status == .validationFailure else { Porchlight.exit(withError: error) }
            let message = Porchlight.message(for: error).split(separator: "\n").joined(separator: " ")
            StandardError.write(Array("porchlight: \(message) (see porchlight --help)\n".utf8))
            exit(2)
        }
    }
}
