import AlexaProtocol

/// How an endpoint of a home file behaves: the member `simulation` beside what Alexa discovers.
package struct Simulation: Sendable {
    /// What is so at the start; the behaviours fill in what is missing.
    let state: [PropertyState]
    /// How long the device takes for anything.
    let latency: Duration
    /// Whether the device cannot be reached.
    let isOffline: Bool
    /// What goes wrong.
    let faults: [Fault]
    /// Everything else, for the behaviours: a lock's `lowBattery`, a panel's `pin`, and so on.
    let traits: JSONObject

    /// An error that happens to a directive.
    struct Fault: Sendable {
        /// The directive's namespace; `nil` for any.
        let namespace: String?
        /// The directive's name; `nil` for any.
        let name: String?
        /// The error's `type`.
        let type: String
        /// The error's namespace, where a type stands under two; `nil` leaves it to the directive.
        let errorNamespace: String?
        /// The error's message; `nil` for one that says which fault it was.
        let message: String?
        /// The error's further payload fields.
        let fields: JSONObject
        /// How often it happens; `nil` for always.
        var times: Int?
    }

    /// A device without anything special.
    init() {
        state = []
        latency = .zero
        isOffline = false
        faults = []
        traits = [:]
    }

    private static let known: Set<String> = ["state", "latencyMs", "offline", "faults"]

    /// Reads the member `simulation`; absent or null is a device without anything special.
    ///
    /// - Throws: what is wrong, naming the place.
    init(_ json: JSONValue?, at path: String) throws(HomeFile.Problem) {
        guard let json, json != .null else {
            self.init()
            return
        }
        try self.init(json, path)
    }

    private init(_ json: JSONValue, _ path: String) throws(HomeFile.Problem) {
        guard let object = json.withoutNulls.object else {
            throw HomeFile.Problem("\(path) is \(json.kind), not an object")
        }
        var state: [PropertyState] = []
        for (index, item) in try Self.list(object, "state", path).enumerated() {
            guard let property = item.object, let namespace = property["namespace"]?.string,
                let name = property["name"]?.string
            else { throw HomeFile.Problem("\(path).state[\(index)] needs a namespace, a name and a value") }
            // Recordings say null of what was not known.
            guard let value = property["value"] else { continue }
            state.append(PropertyState(namespace, name, instance: property["instance"]?.string, value))
        }
        var faults: [Fault] = []
        for (index, item) in try Self.list(object, "faults", path).enumerated() {
            faults.append(try Fault(item, at: "\(path).faults[\(index)]"))
        }
        guard let latency = (object["latencyMs"] ?? 0).number, (0...86_400_000).contains(latency) else {
            throw HomeFile.Problem("\(path).latencyMs is not a number of milliseconds from 0 to a day")
        }
        guard let isOffline = (object["offline"] ?? false).bool else {
            throw HomeFile.Problem("\(path).offline is not true or false")
        }
        self.state = state
        self.latency = .milliseconds(latency)
        self.isOffline = isOffline
        self.faults = faults
        self.traits = JSONObject(members: object.members.filter { !Self.known.contains($0.key) })
    }

    private static func list(
        _ object: JSONObject, _ key: String, _ path: String
    ) throws(HomeFile.Problem) -> [JSONValue] {
        guard let value = object[key] else { return [] }
        guard let list = value.array else {
            throw HomeFile.Problem("\(path).\(key) is \(value.kind), not a list")
        }
        return list
    }
}

extension Simulation.Fault {
    init(_ json: JSONValue, at path: String) throws(HomeFile.Problem) {
        guard let fault = json.object, let error = fault["error"]?.object, let type = error["type"]?.string else {
            throw HomeFile.Problem("\(path) needs an \"error\" with a \"type\"")
        }
        self.namespace = try Self.text(fault, "namespace", path)
        self.name = try Self.text(fault, "name", path)
        self.type = type
        self.errorNamespace = try Self.text(error, "namespace", "\(path).error")
        self.message = try Self.text(error, "message", "\(path).error")
        self.fields = JSONObject(
            members: error.members.filter { !["type", "namespace", "message"].contains($0.key) })
        self.times = fault["times"]?.integer
        guard fault["times"] == nil || times.map({ $0 >= 0 }) == true else {
            throw HomeFile.Problem("\(path).times is not a whole number, 0 or more")
        }
        guard let kind = ErrorCatalog.kind(ofType: type, preferring: errorNamespace ?? namespace ?? "") else {
            throw HomeFile.Problem("\(path): Amazon lists no error type \(type)")
        }
        if let errorNamespace, errorNamespace != kind.header.namespace {
            throw HomeFile.Problem("\(path): Amazon lists no error type \(type) in \(errorNamespace)")
        }
        try Self.check(fields, of: kind, path)
    }

    /// - Throws: the field that the error does not have, or those that it has if one is missing or unreadable.
    private static func check(_ fields: JSONObject, of kind: ErrorKind, _ path: String) throws(HomeFile.Problem) {
        let known = kind.fields.map { "\($0.name)\($0.isRequired ? "" : " (optional)")" }.joined(separator: ", ")
        if let foreign = fields.members.first(where: { field in !kind.fields.contains { $0.name == field.key } }) {
            throw HomeFile.Problem(
                "\(path): \(kind.type) has no field \(foreign.key)" + (known.isEmpty ? "" : "; it has \(known)"))
        }
        guard kind.error(fields: fields) != nil else {
            throw HomeFile.Problem("\(path): \(kind.type) needs valid fields: \(known)")
        }
    }

    private static func text(
        _ object: JSONObject, _ key: String, _ path: String
    ) throws(HomeFile.Problem) -> String? {
        guard let value = object[key] else { return nil }
        guard let text = value.string else {
            throw HomeFile.Problem("\(path).\(key) is \(value.kind), not a string")
        }
        return text
    }

    /// Whether the fault is about this directive.
    func concerns(_ namespace: String, _ name: String) -> Bool {
        (self.namespace ?? namespace) == namespace && (self.name ?? name) == name && times != 0
    }

    /// The error, as told to a directive of `namespace`.
    func error(for namespace: String) -> AlexaError? {
        ErrorCatalog.kind(ofType: type, preferring: errorNamespace ?? namespace)?.error(fields: fields).map {
            AlexaError($0, message ?? "simulated fault \(type)")
        }
    }
}
