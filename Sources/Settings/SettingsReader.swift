import AlexaProtocol
import Configuration
import EventGateway
import FoundationEssentials
import HTTPTransport

/// Reads settings one by one and collects what is wrong.
struct SettingsReader {
    private(set) var problems: [String] = []
    private let reader: ConfigReader

    init(_ environment: [String: String]) {
        var problems: [String] = []
        let known = Set(SettingKey.allCases.map(\.variable) + [Self.fileVariable])
        for name in environment.keys.sorted() where name.hasPrefix("PORCHLIGHT_") && !known.contains(name) {
            problems.append("\(name) is not a setting")
        }
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        if let path = environment[Self.fileVariable], !path.isEmpty {
            for (name, value) in Self.members(of: path, &problems) {
                guard SettingKey(rawValue: name) != nil else {
                    problems.append("\(path): \(name) is not a setting")
                    continue
                }
                values[AbsoluteConfigKey(["porchlight"] + name.split(separator: ".").map(String.init))] = ConfigValue(
                    .string(value), isSecret: true)
            }
        }
        reader = ConfigReader(providers: [
            EnvironmentVariablesProvider(environmentVariables: environment), InMemoryProvider(values: values),
        ])
        self.problems = problems
    }

    private static let fileVariable = "PORCHLIGHT_CONFIG"

    /// The leaves of the file's objects as text, each under its path.
    private static func members(of path: String, _ problems: inout [String]) -> [(String, String)] {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
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

    /// A setting as text; `nil` if it is not set or empty.
    func text(_ key: SettingKey) -> String? {
        let path = ConfigKey(["porchlight"] + key.rawValue.split(separator: ".").map(String.init))
        guard let text = reader.string(forKey: path, isSecret: key.isSecret), !text.isEmpty else { return nil }
        return text
    }

    /// One of several words, in whatever case.
    mutating func choice(_ key: SettingKey, _ words: [String]) -> String? {
        guard let text = text(key) else { return nil }
        if let word = words.first(where: { $0.lowercased() == text.lowercased() }) { return word }
        complain(key, "must be one of \(words.joined(separator: ", "))")
        return nil
    }

    /// A number of seconds, fractions allowed.
    mutating func seconds(_ key: SettingKey, _ range: ClosedRange<Double>) -> Duration? {
        guard let text = text(key) else { return nil }
        if let seconds = Double(text), range.contains(seconds) { return .seconds(seconds) }
        complain(key, "must be a number of seconds from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    /// Namespaces of interfaces with commas between them.
    mutating func interfaces(_ key: SettingKey) -> Set<String>? {
        guard let text = text(key) else { return nil }
        let names = text.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
        for name in names where InterfaceCatalog.interface(name) == nil {
            complain(key, "names \(name), which is no interface; `porchlight interfaces` lists them")
        }
        return Set(names)
    }

    /// An address.
    mutating func url(_ key: SettingKey) -> ServiceURL? {
        guard let text = text(key) else { return nil }
        do throws(HTTPTransportError) {
            return try ServiceURL(text)
        } catch {
            complain(key, "cannot be used. \(error)")
            return nil
        }
    }

    /// A file of certificates.
    mutating func certificates(_ key: SettingKey) -> String? {
        guard let path = text(key) else { return nil }
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            complain(key, "names \(path), which cannot be read")
            return nil
        }
        guard String(decoding: data, as: UTF8.self).contains("-----BEGIN ") else {
            complain(key, "names \(path), which has no certificate in PEM form")
            return nil
        }
        return path
    }

    /// Path and key, which belong together.
    mutating func store() -> Settings.Store? {
        switch (text(.storePath), text(.storeKey)) {
        case (let path?, let key?):
            if Self.isKey(key) { return Settings.Store(path: path, key: Secret(key)) }
            complain(.storeKey, "must be 32 bytes as base64 or as 64 hexadecimal digits; copy it again as it was made")
        case (_?, nil):
            complain(.storeKey, "is missing: the store is encrypted; make one with `openssl rand -base64 32`")
        case (nil, _?): complain(.storePath, "is missing: the key alone says not where the store is")
        case (nil, nil): break
        }
        return nil
    }

    private static func isKey(_ text: String) -> Bool {
        let text = text.filter { !$0.isWhitespace }
        return text.utf8.count == 64 && text.allSatisfy(\.isHexDigit) || Data(base64Encoded: text)?.count == 32
    }

    /// Id and secret, which belong together.
    mutating func client() -> LoginWithAmazon.Client? {
        switch (text(.lwaClientId), text(.lwaClientSecret)) {
        case (let id?, let secret?): return LoginWithAmazon.Client(id: id, secret: Secret(secret))
        case (_?, nil): complain(.lwaClientSecret, "is missing; the skill's Permissions page shows it")
        case (nil, _?): complain(.lwaClientId, "is missing; the skill's Permissions page shows it")
        case (nil, nil): break
        }
        return nil
    }

    private mutating func complain(_ key: SettingKey, _ problem: String) {
        problems.append("\(key.rawValue) (\(key.variable)) \(problem)")
    }
}
