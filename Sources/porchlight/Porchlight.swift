import ArgumentParser
import Assembly
import Glibc
import HTTPTransport
import Telemetry

struct Porchlight: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "porchlight",
        abstract: "The cloud side of an Alexa smart-home skill: directives in, events out.",
        version: Build.description,
        subcommands: [
            Handle.self, ReplayCommand.self, Lint.self, Send.self, RelayCommand.self, OutboxCommand.self,
            CustomersCommand.self,
            Check.self, Demo.self, Errors.self, Explain.self, Interfaces.self, RecordCommand.self,
            SettingsCommand.self,
        ])
}

@main
enum Main {
    /// Parses and runs the command, and exits with our own statuses: 2 for a usage error, where the parser's would be 64.
    static func main() async {
        do throws(FileDescriptors.TooFew) {
            try FileDescriptors.raiseLimit()
        } catch {
            fail("\(error)")
        }
        // Swift reads the arguments from /proc/self/cmdline. If that fails, the overview would be printed as if none had been
        // given.
        guard !CommandLine.arguments.isEmpty else {
            fail("the arguments cannot be read: they come from /proc, which is not mounted; mount it and try again")
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
            fail("\(message) (see \(help(for: error)))")
        }
    }

    private static func fail(_ message: String) -> Never {
        StandardError.write(Array("porchlight: \(message.printable)\n".utf8))
        exit(2)
    }

    /// The help command of the subcommand. The parser names it in its last line: "See '... --help' for more information."
    private static func help(for error: any Error) -> String {
        let parts = Porchlight.fullMessage(for: error).split(separator: "'")
        return parts.last { $0.hasPrefix("porchlight ") && $0.hasSuffix(" --help") }.map(String.init)
            ?? "porchlight --help"
    }
}
