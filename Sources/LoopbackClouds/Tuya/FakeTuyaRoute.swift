import HTTPTypes

/// The operation of a request, and the ids in its path.
struct FakeTuyaRoute {
    let operation: FakeTuya.Operation
    let ids: [String]

    /// Paths with `*` for an id. Source: Tuya's documentation, one row per generation of the API.
    private static let paths: [(HTTPRequest.Method, String, FakeTuya.Operation)] = [
        (.get, "/v1.0/token", .token),
        (.get, "/v1.0/users/*/devices", .list),
        (.get, "/v1.3/iot-03/devices", .list),
        (.get, "/v1.0/iot-01/associated-users/devices", .list),
        (.get, "/v2.0/cloud/thing/device", .list),
        (.get, "/v1.0/devices/*", .record),
        (.get, "/v1.0/iot-03/devices/*", .record),
        (.get, "/v1.0/iot-03/devices/*/specification", .specification),
        (.get, "/v1.0/devices/*/specifications", .specification),
        (.get, "/v1.0/iot-03/devices/*/status", .status),
        (.get, "/v1.0/devices/*/status", .status),
        (.get, "/v2.0/cloud/thing/*/shadow/properties", .shadow),
        (.get, "/v2.0/cloud/thing/*/model", .model),
        (.post, "/v2.0/cloud/thing/*/shadow/properties/issue", .issue),
        (.get, "/v1.0/users/*/infos", .user),
        (.post, "/v1.0/iot-03/devices/*/commands", .command),
        (.post, "/v1.0/devices/*/commands", .command),
        (.get, "/v2.0/infrareds/*/remotes", .remotes),
        (.get, "/v2.0/infrareds/*/remotes/*/keys", .keys),
        (.get, "/v2.0/infrareds/*/remotes/*/ac/status", .airConditioner),
        (.post, "/v2.0/infrareds/*/air-conditioners/*/scenes/command", .airConditionerCommand),
        (.post, "/v2.0/infrareds/*/remotes/*/raw/command", .key),
        (.get, "/v1.0/users/*/homes", .homes),
        (.get, "/v1.1/homes/*/scenes", .scenes),
        (.post, "/v1.0/homes/*/scenes/*/trigger", .trigger),
        (.get, "/v1.0/devices/*/door-lock/remote-unlocks", .unlocks),
        (.post, "/v1.0/smart-lock/devices/*/password-ticket", .ticket),
        (.post, "/v1.0/devices/*/door-lock/password-ticket", .ticket),
        (.post, "/v1.0/smart-lock/devices/*/password-free/door-operate", .door),
        (.post, "/v1.0/devices/*/door-lock/password-free/open-door", .door),
    ]

    init(_ method: HTTPRequest.Method, _ path: String) {
        let words = path.split(separator: "/")
        for (itsMethod, pattern, operation) in Self.paths where itsMethod == method {
            let parts = pattern.split(separator: "/")
            guard parts.count == words.count, zip(parts, words).allSatisfy({ $0 == "*" || $0 == $1 }) else { continue }
            self.operation = operation
            ids = zip(parts, words).filter { $0.0 == "*" }.map { String($0.1) }
            return
        }
        operation = .unknown
        ids = []
    }
}

/// A code of Tuya's.
struct FakeTuyaRefusal: Error {
    let code: String
}
