import AlexaProtocol
import ArgumentParser
import Assembly
import DeviceCloud

struct Errors: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists Alexa's errors, or a device cloud's codes with the Alexa error each becomes.",
        discussion: """
            With --cloud alexa, or without --cloud, every (namespace, type) pair that Amazon lists. For a device cloud a row for each \
            code: what it means, what a command, ReportState and discovery make of it, what is done first, and why. \
            docs/errors.md has the same tables and explains their words.
            """)

    @Option(help: "alexa, or a device cloud: \(Catalogue.names.joined(separator: ", ")).")
    var cloud: Catalogue = .alexa

    @Flag(help: "Prints a JSON array.")
    var json = false

    @Flag(
        name: .customLong("markdown"), help: ArgumentHelp("Prints the tables of docs/errors.md.", visibility: .hidden))
    var printsPage = false

    /// The catalogues that can be listed.
    enum Catalogue: ExpressibleByArgument {
        case alexa
        case cloud(ErrorTable)

        static var names: [String] { DeviceClouds.errorTables.map(\.cloud) }

        init?(argument: String) {
            if argument == "alexa" {
                self = .alexa
            } else if let table = DeviceClouds.errorTables.first(where: { $0.cloud == argument }) {
                self = .cloud(table)
            } else {
                return nil
            }
        }

        static var allValueStrings: [String] { ["alexa"] + names }

        var defaultValueDescription: String {
            switch self {
            case .alexa: "alexa"
            case .cloud(let table): table.cloud
            }
        }
    }

    func run() async throws {
        try await Failure.exits {
            if printsPage { return try StandardOutput.write(ErrorListing.markdown) }
            switch (cloud, json) {
            case (.alexa, true): try StandardOutput.write(ErrorCatalog.json)
            case (.alexa, false): try StandardOutput.write(ErrorListing.alexa)
            case (.cloud(let table), true): try StandardOutput.write(table.json)
            case (.cloud(let table), false): try StandardOutput.write(ErrorListing.text(of: table))
            }
        }
    }
}
