import AlexaProtocol
import Configuration
import FoundationEssentials

/// Reads settings one by one from the environment and the configuration file, and collects every problem.
package struct SettingsReader {
    /// What is wrong so far.
    private var problems: [String] = []
    private let values: ConfigReader

    /// The environment variable that names the configuration file.
    package static let fileVariable = SettingKey.variablePrefix + "CONFIG"

    /// Reads the settings of a process.
    ///
    /// - Parameters:
    ///   - environment: the environment variables. Those with the prefix `PORCHLIGHT_` precede the file.
    ///   - keys: every setting there is. Others in the environment or the file are problems.
    package init(_ environment: [String: String], keys: [SettingKey]) {
        let variables = Set(keys.map(\.variable) + [Self.fileVariable])
        for name in environment.keys.sorted()
        where name.hasPrefix(SettingKey.variablePrefix) && !variables.contains(name) {
            problems.append("\(name) is not a setting")
        }
        var inFile: [AbsoluteConfigKey: ConfigValue] = [:]
        if let path = environment[Self.fileVariable], !path.isEmpty {
            let names = Set(keys.map(\.name))
            for (name, value) in Self.members(ofFile: path, &problems) {
                guard names.contains(name) else {
                    problems.append("\(path): \(name) is not a setting")
                    continue
                }
                // Secret, because this provider does not know which values are.
                inFile[AbsoluteConfigKey(Self.path(name))] = ConfigValue(.string(value), isSecret: true)
            }
        }
        values = ConfigReader(providers: [
            EnvironmentVariablesProvider(environmentVariables: environment), InMemoryProvider(values: inFile),
        ])
    }

    /// Ends reading.
    ///
    /// - Throws: everything that was wrong.
    package func finish() throws(SettingsProblems) {
        if !problems.isEmpty { throw SettingsProblems(problems: problems) }
    }

    /// Notes that a setting is wrong.
    ///
    /// - Parameter problem: the rest of a sentence that begins with the setting's name: "must be ...".
    package mutating func complain(_ key: SettingKey, _ problem: String) {
        problems.append("\(key.name) (\(key.variable)) \(problem)")
    }

    /// A setting as text; `nil` if it is not set or empty.
    package func text(_ key: SettingKey) -> String? {
        guard let text = values.string(forKey: ConfigKey(Self.path(key.name)), isSecret: key.isSecret), !text.isEmpty
        else { return nil }
        return text
    }

    private static func path(_ name: String) -> [String] {
        ["porchlight"] + name.split(separator: ".").map(String.init)
    }

    /// The leaves of the file's objects as text, each under its path.
    private static func members(ofFile path: String, _ problems: inout [String]) -> [(String, String)] {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            problems.append("\(path), which \(fileVariable) names, cannot be read")
            return []
        }
        let document = JSONDocument(parsing: Array(data))
        guard document.problem == nil, let value = document.value, case .object(let object) = value else {
            problems.append("\(path) is not a JSON object" + (document.problem.map { ": \($0)" } ?? ""))
            return []
        }
        return leaves(of: object, under: "")
    }

    private static func leaves(of object: JSONObject, under prefix: String) -> [(String, String)] {
        object.members.flatMap { member -> [(String, String)] in
            switch member.value {
            case .object(let object): leaves(of: object, under: "\(prefix)\(member.key).")
            case .array(let items):
                [("\(prefix)\(member.key)", items.map { $0.string ?? $0.text }.joined(separator: ","))]
            case .string(let text): [("\(prefix)\(member.key)", text)]
            case .number, .bool: [("\(prefix)\(member.key)", member.value.text)]
            case .null: []
            }
        }
    }
}
