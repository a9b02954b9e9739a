import AlexaProtocol

/// The values of a configuration file by setting, and what is wrong with the file.
struct SettingsFile {
    /// The values as text.
    private(set) var values: [(SettingKey, String)] = []
    /// How many objects each list has.
    private(set) var counts: [String: Int] = [:]
    /// One sentence for each name that is not a setting and each value of the wrong JSON type; without values.
    private(set) var problems: [String] = []

    private let keys: [String: SettingKey]
    private let lists: [String: SettingList]
    /// Names of objects: those that have settings below them.
    private let groups: Set<String>

    init(_ object: JSONObject, keys: [SettingKey], lists: [SettingList]) {
        self.keys = Dictionary(keys.map { ($0.name, $0) }) { first, _ in first }
        self.lists = Dictionary(lists.map { ($0.name, $0) }) { first, _ in first }
        groups = Set(
            (keys.map(\.name) + lists.map(\.name)).flatMap { name in
                name.indices.filter { name[$0] == "." }.map { String(name[..<$0]) }
            })
        read(object, under: "")
    }

    private mutating func read(_ object: JSONObject, under prefix: String) {
        for member in object.members {
            let name = prefix + member.key
            if let list = lists[name] {
                read(list, member.value)
            } else if let key = keys[name] {
                read(key, member.value)
            } else if case .object(let inner) = member.value, groups.contains(name) {
                read(inner, under: name + ".")
            } else if member.value != .null || !groups.contains(name) {
                problems.append(
                    groups.contains(name) ? "\(name) must be an object" : "\(name) is not a setting")
            }
        }
    }

    private mutating func read(_ list: SettingList, _ value: JSONValue) {
        if value == .null { return }
        guard let items = value.array else {
            problems.append("\(list.name) must be a list of objects: [{\(Self.sample(of: list))}]")
            return
        }
        counts[list.name] = items.count
        let fields = Dictionary(list.fields.map { ($0.name, $0) }) { first, _ in first }
        for (index, item) in items.enumerated() {
            guard let object = item.object else {
                problems.append("\(list.name)[\(index)] must be an object: {\(Self.sample(of: list))}")
                continue
            }
            for member in object.members {
                if let field = fields[member.key] {
                    read(list.key(field, at: index), member.value)
                } else {
                    problems.append("\(list.name)[\(index)].\(member.key) is not a setting")
                }
            }
        }
    }

    private static func sample(of list: SettingList) -> String {
        list.fields.prefix(2).map { "\"\($0.name)\": ..." }.joined(separator: ", ")
    }

    private mutating func read(_ key: SettingKey, _ value: JSONValue) {
        switch value {
        case .object: problems.append("\(key.name) must be a text, a number or a list of texts, not an object")
        case .array(let items):
            guard items.allSatisfy({ $0.array == nil && $0.object == nil }) else {
                problems.append("\(key.name) must be a list of texts")
                return
            }
            values.append((key, items.map { $0.string ?? $0.text }.joined(separator: ",")))
        case .string(let text): values.append((key, text))
        case .number, .bool: values.append((key, value.text))
        case .null: break
        }
    }
}
