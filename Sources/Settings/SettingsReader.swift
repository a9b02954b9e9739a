import AlexaProtocol

/// Reads settings one by one from the environment and the configuration file, and collects every problem.
package struct SettingsReader {
    /// The problems so far.
    private var problems: [String] = []
    /// The file's values, by the names of their settings.
    private var file: [String: String] = [:]

    /// The whole environment: for variables that are not ours, such as those of AWS.
    package let environment: [String: String]

    /// The environment variable that names the configuration file.
    package static let fileVariable = SettingKey.variablePrefix + "CONFIG"

    /// How many objects each list of the file has.
    private var counts: [String: Int] = [:]

    /// Reads the settings of a process.
    ///
    /// - Parameters:
    ///   - environment: the environment variables. Those with the prefix `PORCHLIGHT_` take precedence over the file.
    ///   - keys: every setting there is. Others in the environment or the file are problems.
    ///   - lists: every list of objects there is.
    package init(_ environment: [String: String], keys: [SettingKey], lists: [SettingList] = []) {
        self.environment = environment
        let variables = Set(keys.map(\.variable) + [Self.fileVariable])
        for name in environment.keys.sorted()
        where name.hasPrefix(SettingKey.variablePrefix) && !variables.contains(name) {
            problems.append("\(name) is not a setting")
        }
        guard let path = environment[Self.fileVariable], !path.isEmpty,
            let object = Self.object(ofFile: path, &problems)
        else { return }
        let content = SettingsFile(object, keys: keys, lists: lists)
        problems += content.problems.map { "\(path): \($0)" }
        counts = content.counts
        for (key, value) in content.values { file[key.name] = value }
    }

    /// A reader of the given values, by the names of their settings: for the fields of a stored account.
    package init(values: [String: String]) {
        environment = [:]
        file = values
    }

    /// Ends reading.
    ///
    /// - Throws: all problems.
    package func finish() throws(SettingsProblems) {
        if !problems.isEmpty { throw SettingsProblems(problems: problems) }
    }

    /// Notes that a setting is wrong.
    ///
    /// - Parameter problem: the rest of a sentence that begins with the setting's name: "must be ...".
    package mutating func addProblem(_ key: SettingKey, _ problem: String) {
        problems.append("\(key.label) \(problem)")
    }

    /// How many objects the file has in a list; 0 if it is not set.
    package func count(of list: SettingList) -> Int { counts[list.name] ?? 0 }

    /// A setting as text; `nil` if it is not set or empty.
    package func text(_ key: SettingKey) -> String? {
        guard let text = environment[key.variable] ?? file[key.name], !text.isEmpty else { return nil }
        return text
    }

    private static func object(ofFile path: String, _ problems: inout [String]) -> JSONObject? {
        let bytes: [UInt8]
        do throws(LocalFile.Failure) {
            bytes = try LocalFile.bytes(of: path)
        } catch {
            problems.append("\(path), which \(fileVariable) names, cannot be read")
            return nil
        }
        let document = JSONDocument(parsing: bytes)
        guard document.problem == nil, let value = document.value, case .object(let object) = value else {
            problems.append("\(path) is not a JSON object" + (document.problem.map { ": \($0)" } ?? ""))
            return nil
        }
        return object
    }
}
