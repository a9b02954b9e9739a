import ArgumentParser

@main
struct Porchlight: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "porchlight",
        abstract: "The cloud side of an Alexa smart-home skill: directives in, events out.",
        subcommands: [Handle.self, ReplayCommand.self])
}
