import ArgumentParser
import Assembly
import SQLiteStore
import Settings

struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Lists the settings with their environment variables.")

    @Flag(help: "Prints a table in Markdown.")
    var markdown = false

    func run() async throws {
        try await Failure.exits {
            let keys = AssemblySettings<SQLiteStore>.keys
            try StandardOutput.write(Array((markdown ? Self.table(keys) : Self.list(keys)).utf8))
        }
    }

    private static func list(_ keys: [SettingKey]) -> String {
        keys.map { key in
            let defaultValue = key.defaultValue.map { " (default: \($0))" } ?? ""
            return "\(key.name)  \(key.variable)\n    \(key.help)\(defaultValue)\n"
        }.joined()
    }

    private static func table(_ keys: [SettingKey]) -> String {
        "| setting | environment variable | means | default |\n| --- | --- | --- | --- |\n"
            + keys.map { key in
                "| `\(key.name)` | `\(key.variable)` | \(key.help) | \(key.defaultValue ?? "none") |\n"
            }.joined()
    }
}
