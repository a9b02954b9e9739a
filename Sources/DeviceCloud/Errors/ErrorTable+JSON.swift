package import AlexaProtocol

extension ErrorTable {
    /// The table as `errors --json` prints it: one object per row.
    package var json: JSONValue { .array(rows.map { .object($0.json) }) }
}

extension ErrorRow {
    /// The row as `errors --json` prints it: `code`, `meaning`, `httpStatus`?, `type`?, `namespace`?, `name`?, `fields`,
    /// `recovery`, `flags`, `stateReport`, `discover`, `context`?, `conditions`?, `note`.
    ///
    /// A success has no `type`; `context` is present only for the meaning at login.
    package var json: JSONObject {
        var json: JSONObject = ["code": .string(code), "meaning": .string(meaning)]
        json["httpStatus"] = httpStatus.map { .number(Double($0)) }
        if let error {
            json["type"] = .string(error.type.type)
            json["namespace"] = .string(error.type.header.namespace)
            json["name"] = .string(error.type.header.name)
        }
        json["fields"] = .array(fieldNames.map(JSONValue.string))
        json["recovery"] = .string(error == nil ? "success" : recovery.step.rawValue)
        json["flags"] = .array(recovery.flags.map(JSONValue.string))
        if stateReport != .never { json["stateReport"] = .string(stateReport.rawValue) }
        if discovery != .never { json["discover"] = .string(discovery.rawValue) }
        if call == .login { json["context"] = .string(call.rawValue) }
        if !conditions.isEmpty { json["conditions"] = .array(conditions.map { .object($0.json) }) }
        json["note"] = .string(note)
        return json
    }

    /// The error's payload fields besides `type` and `message`, including those that are only present if the bounds are known.
    private var fieldNames: [String] {
        let constant = error?.type.fields.members.map(\.key) ?? []
        return fields == .bounds && !constant.contains("validRange") ? constant + ["validRange"] : constant
    }
}

extension ErrorCondition {
    /// The condition as `errors --json` prints it: `when`, and those of `type`, `namespace`, `name`, `recovery` and `flags` that
    /// differ from the row.
    var json: JSONObject {
        var json: JSONObject = ["when": .string(when.rawValue)]
        if let error {
            json["type"] = .string(error.type.type)
            json["namespace"] = .string(error.type.header.namespace)
            json["name"] = .string(error.type.header.name)
        }
        if let recovery {
            json["recovery"] = .string(recovery.step.rawValue)
            json["flags"] = .array(recovery.flags.map(JSONValue.string))
        }
        return json
    }
}
