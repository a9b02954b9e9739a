import ArgumentParser
import Assembly
import Settings

struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Lists the settings with their environment variables.")

    @Flag(help: "Prints a table in Markdown.")
    var markdown = false

    func run() async throws {
        try await Failure.exits {
            try StandardOutput.write(markdown ? Self.table : Self.list)
        }
    }

    private static let keys = AssemblySettings<CommandStore>.keys
    private static let lists = AssemblySettings<CommandStore>.lists

    private static var list: String {
        let single = keys.map { key in "\(key.name)  \(key.variable)\n    \(key.help)\(suffix(key))\n" }
        let listed = lists.flatMap { list in
            list.fields.map { "\(list.documented($0))  (in the file only)\n    \($0.help)\(suffix($0))\n" }
        }
        return (single + listed).joined()
    }

    private static func suffix(_ key: SettingKey) -> String {
        key.defaultValue.map { " (default: \($0))" } ?? ""
    }

    private static var table: String {
        let head = "| setting | environment variable | means | default |\n| --- | --- | --- | --- |\n"
        let single = keys.map { key in
            "| `\(key.name)` | `\(key.variable)` | \(key.help) | \(key.defaultValue ?? "none") |\n"
        }
        let listed = lists.flatMap { list in
            list.fields.map { "| `\(list.documented($0))` | - | \($0.help) | \($0.defaultValue ?? "none") |\n" }
        }
        return head + (single + listed).joined()
    }
}
