import AlexaProtocol
import ArgumentParser

struct Interfaces: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the Alexa interfaces that Porchlight speaks.")

    @Flag(help: "Prints a table in Markdown.")
    var markdown = false

    func run() async throws {
        try await Failure.exits {
            let names = InterfaceCatalog.all.map { $0.namespace + "\n" }.sorted().joined()
            try StandardOutput.write(markdown ? InterfaceCatalog.markdown : names)
        }
    }
}
