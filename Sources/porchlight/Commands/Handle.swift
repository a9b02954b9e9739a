import AlexaProtocol
import ArgumentParser
import Logging
import SimulatedHome
import Skill
import Telemetry
import Timing

struct Handle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answers a directive with its event, on stdout and nothing else there.",
        discussion: "Exits 0 whenever an event was written, an ErrorResponse too.")

    @Argument(help: "The directive; - is standard input.")
    var file = "-"

    @Option(help: "The home to simulate: a home file or a recorded Discover.Response. Default: a sample home.")
    var home: String?

    @Flag(help: "Answers one directive a line with one event a line, keeping state between them.")
    var stream = false

    func run() async throws {
        try await Failure.exits {
            let skill = try Self.skill(home: home)
            var input = try InputFile(file)
            guard stream else {
                let event = await skill.answer(to: try input.readAll())
                try StandardOutput.write(event.encoded(style: .pretty) + [UInt8(ascii: "\n")])
                return
            }
            while let line = try input.readLine() {
                let event = await skill.answer(to: line)
                try StandardOutput.write(event.encoded() + [UInt8(ascii: "\n")])
            }
        }
    }

    private static func skill(home name: String?) throws(Failure) -> Skill {
        let environment = SkillEnvironment.live
        let logger = Logger(label: "porchlight") { _ in
            JSONLogHandler(level: .info, now: environment.now, write: { StandardError.write($0) })
        }
        let home = try HomeFile.named(name)
        return Skill(
            adapters: [SimulatedHome(home, environment: environment)], grants: SimulatedGrants(),
            environment: environment, logger: logger)
    }
}
