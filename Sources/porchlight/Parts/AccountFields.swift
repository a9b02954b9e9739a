import AlexaProtocol
import FoundationEssentials
import Settings
import Skill

/// Reads the fields of a new account. Never from arguments, which other users of the machine can see.
enum AccountFields {
    /// The largest accepted file, in bytes.
    private static let limit = 1 << 20

    /// Reads a JSON object with the fields; `-` is standard input.
    static func read(_ name: String) throws(Failure) -> [StoredAccount.Field] {
        var file = try InputFile(name)
        let document = JSONDocument(parsing: try file.readAll(atMost: limit))
        guard document.problem == nil, let object = document.value?.object else {
            throw Failure("\(name) is not a JSON object with the fields of an account: {\"client_id\": ...}")
        }
        var fields: [StoredAccount.Field] = []
        for member in object.members {
            let text: String
            switch member.value {
            case .string(let value): text = value
            case .number, .bool: text = member.value.text
            case .null: continue
            case .array, .object: throw Failure("\(name): \(member.key) must be a text or a number")
            }
            if !text.isEmpty { fields.append(StoredAccount.Field(member.key, Secret(text))) }
        }
        return try distinct(fields, in: name)
    }

    private static func distinct(
        _ fields: [StoredAccount.Field], in name: String
    ) throws(Failure) -> [StoredAccount.Field] {
        var names: Set<String> = []
        for field in fields where !names.insert(field.name).inserted {
            throw Failure("\(name) has \(field.name) twice")
        }
        return fields
    }

    /// The fields that are set in the environment, as for an account in the settings: `PORCHLIGHT_TUYA_CLIENT_ID`.
    static func fromEnvironment(_ keys: [SettingKey], of cloud: String) -> [StoredAccount.Field] {
        let environment = ProcessInfo.processInfo.environment
        return keys.compactMap { key in
            let variable = SettingKey("clouds.\(cloud).\(key.name)", key.help).variable
            guard let value = environment[variable], !value.isEmpty else { return nil }
            return StoredAccount.Field(key.name, Secret(value))
        }
    }

    /// Asks for each field on the terminal; secrets are not echoed. An empty answer leaves a field out.
    ///
    /// - Throws: without a terminal.
    static func ask(for keys: [SettingKey]) throws(Failure) -> [StoredAccount.Field] {
        guard Prompt.isPossible else {
            throw Failure(
                "the account's fields are missing: give --credentials FILE, --credentials - for standard input, or --environment"
            )
        }
        var fields: [StoredAccount.Field] = []
        for key in keys {
            let question = "\(key.name) (\(key.help)\(key.defaultValue.map { "; empty: \($0)" } ?? "")): "
            let answer = try key.isSecret ? Prompt.secret(question) : Prompt.line(question)
            if !answer.isEmpty { fields.append(StoredAccount.Field(key.name, Secret(answer))) }
        }
        return fields
    }
}
