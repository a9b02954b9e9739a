import AlexaProtocol

extension Simulation {
    private static let ownKeys = ["state", "latencyMs", "offline", "faults"]
    private static let stateKeys = [
        "namespace", "name", "instance", "value",
        // A property of a recorded report is accepted unchanged.
        "timeOfSample", "uncertaintyInMilliseconds",
    ]

    /// Reads the member `simulation` of an endpoint; absent or null means the defaults.
    ///
    /// - Parameter problems: receives one sentence per problem, with its place.
    init(_ json: JSONValue?, of endpoint: Endpoint, at path: String, _ problems: inout [String]) {
        guard let json, json != .null else {
            self.init()
            return
        }
        guard let object = json.withoutNulls.object else {
            problems.append("\(path) is \(json.kind), not an object")
            self.init()
            return
        }
        let known = Self.ownKeys + Behaviours.traits.keys
        for member in object.members {
            if Self.ownKeys.contains(member.key) { continue }
            if let trait = Behaviours.traits[member.key] {
                if !trait.takes(member.value) { problems.append("\(path).\(member.key) is not \(trait.expectation)") }
            } else {
                problems.append(
                    "\(path).\(member.key) is not a key of simulation"
                        + Suggestion.text(for: member.key, among: known))
            }
        }
        let state = Self.list(object, "state", path, &problems).enumerated().compactMap { index, item in
            Self.property(item, of: endpoint, at: "\(path).state[\(index)]", &problems)
        }
        let faults = Self.list(object, "faults", path, &problems).enumerated().compactMap { index, item in
            Fault(item, at: "\(path).faults[\(index)]", &problems)
        }
        let latency = (object["latencyMs"] ?? 0).number ?? -1
        if !(0...86_400_000).contains(latency) {
            problems.append("\(path).latencyMs is not a number of milliseconds from 0 to a day")
        }
        if object["offline"].map({ $0.bool == nil }) == true {
            problems.append("\(path).offline is not true or false")
        }
        self.init(
            state: state, latency: .milliseconds(latency), isOffline: object["offline"]?.bool ?? false, faults: faults,
            traits: JSONObject(members: object.members.filter { !Self.ownKeys.contains($0.key) }))
    }

    private static func list(
        _ object: JSONObject, _ key: String, _ path: String, _ problems: inout [String]
    ) -> [JSONValue] {
        guard let value = object[key] else { return [] }
        if value.array == nil { problems.append("\(path).\(key) is \(value.kind), not a list") }
        return value.array ?? []
    }

    /// An item of `state`, with its value in the form in which it is reported; `nil` if there is none or it is wrong.
    private static func property(
        _ json: JSONValue, of endpoint: Endpoint, at path: String, _ problems: inout [String]
    ) -> PropertyState? {
        guard let object = json.object, let namespace = object["namespace"]?.string,
            let name = object["name"]?.string
        else {
            problems.append("\(path) needs a namespace, a name and a value")
            return nil
        }
        for member in object.members where !stateKeys.contains(member.key) {
            problems.append(
                "\(path).\(member.key) is not a key of a state" + Suggestion.text(for: member.key, among: stateKeys))
        }
        // A recording has null for an unknown value.
        guard let value = object["value"] else { return nil }
        let declared = endpoint.capabilities.filter { $0.interface == namespace }
        guard let interface = InterfaceCatalog.interface(namespace) else {
            // A recorded endpoint may have an interface that discovery leaves out.
            if declared.isEmpty {
                problems.append(
                    "\(path): Porchlight does not speak \(namespace)"
                        + Suggestion.text(for: namespace, among: InterfaceCatalog.all.map { $0.namespace }))
            }
            return nil
        }
        guard let kind = interface.property(name) else {
            if !declared.contains(where: { $0.supports(name) }) {
                problems.append(
                    "\(path): \(namespace) has no property \(name)"
                        + Suggestion.text(for: name, among: interface.properties.map(\.name)))
            }
            return nil
        }
        let instance = object["instance"]?.string
        let capability = declared.first { $0.instance == instance }
        if interface.hasInstances, !declared.isEmpty, capability == nil {
            problems.append(
                "\(path): the endpoint declares no instance \(instance ?? "without a name") of \(namespace)"
                    + Suggestion.text(for: instance ?? "", among: declared.compactMap(\.instance)))
            return nil
        }
        guard let normalised = kind.shape.normalised(value) else {
            problems.append("\(path): \(name) is \(value.text.prefix(60)), not \(kind.shape.expectation)")
            return nil
        }
        if let problem = capability.flatMap({ interface.problem(with: normalised, of: name, in: $0) }) {
            problems.append("\(path): \(problem)")
            return nil
        }
        return PropertyState(namespace, name, instance: instance, normalised)
    }
}

extension Simulation.Fault {
    private static let keys = ["namespace", "name", "error", "times"]

    /// Reads an item of `faults`; `nil` if it is wrong.
    init?(_ json: JSONValue, at path: String, _ problems: inout [String]) {
        guard let fault = json.object, let error = fault["error"]?.object, let type = error["type"]?.string else {
            problems.append("\(path) needs an \"error\" with a \"type\"")
            return nil
        }
        let before = problems.count
        for member in fault.members where !Self.keys.contains(member.key) {
            problems.append(
                "\(path).\(member.key) is not a key of a fault" + Suggestion.text(for: member.key, among: Self.keys))
        }
        let namespace = Self.text(fault, "namespace", path, &problems)
        let name = Self.text(fault, "name", path, &problems)
        Self.check(namespace, name, path, &problems)
        let errorNamespace = Self.text(error, "namespace", "\(path).error", &problems)
        let message = Self.text(error, "message", "\(path).error", &problems)
        let fields = JSONObject(
            members: error.members.filter { !["type", "namespace", "message"].contains($0.key) })
        let times = fault["times"]?.integer
        if fault["times"] != nil, times.map({ $0 >= 0 }) != true {
            problems.append("\(path).times is not a whole number, 0 or more")
        }
        if let kind = ErrorCatalog.kind(ofType: type, preferring: errorNamespace ?? namespace ?? "") {
            if let errorNamespace, errorNamespace != kind.header.namespace {
                problems.append("\(path): Amazon lists no error type \(type) in \(errorNamespace)")
            } else {
                Self.check(fields, of: kind, path, &problems)
            }
        } else {
            problems.append(
                "\(path): Amazon lists no error type \(type)"
                    + Suggestion.text(for: type, among: ErrorCatalog.kinds.map(\.type)))
        }
        guard problems.count == before else { return nil }
        self.init(
            namespace: namespace, name: name, type: type, errorNamespace: errorNamespace, message: message,
            fields: fields, times: times)
    }

    /// Reports a directive that no interface has: the fault would never happen.
    private static func check(
        _ namespace: String?, _ name: String?, _ path: String, _ problems: inout [String]
    ) {
        let interfaces = InterfaceCatalog.all.filter { namespace == nil || $0.namespace == namespace }
        if let namespace, interfaces.isEmpty {
            problems.append(
                "\(path): Porchlight does not speak \(namespace)"
                    + Suggestion.text(for: namespace, among: InterfaceCatalog.all.map { $0.namespace }))
            return
        }
        let names = interfaces.flatMap { $0.directives.map(\.name) }
        if let name, !names.contains(name) {
            problems.append(
                "\(path): \(namespace ?? "no interface") has \(namespace == nil ? "a" : "no") directive \(name)"
                    + Suggestion.text(for: name, among: names))
        }
    }

    /// Reports a field that the error does not have, or lists its fields if one is missing or unreadable.
    private static func check(_ fields: JSONObject, of kind: ErrorKind, _ path: String, _ problems: inout [String]) {
        let known = kind.fields.map { "\($0.name)\($0.isRequired ? "" : " (optional)")" }.joined(separator: ", ")
        if let foreign = fields.members.first(where: { field in !kind.fields.contains { $0.name == field.key } }) {
            problems.append(
                "\(path): \(kind.type) has no field \(foreign.key)" + (known.isEmpty ? "" : "; it has \(known)"))
        } else if kind.error(fields: fields) == nil {
            problems.append("\(path): \(kind.type) needs valid fields: \(known)")
        }
    }

    private static func text(
        _ object: JSONObject, _ key: String, _ path: String, _ problems: inout [String]
    ) -> String? {
        guard let value = object[key] else { return nil }
        if value.string == nil { problems.append("\(path).\(key) is \(value.kind), not a string") }
        return value.string
    }
}
