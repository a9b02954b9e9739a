/// The messages between Alexa and one skill, judged one after the other: each is compared with what came before.
///
/// An event is compared with the directive that it answers, with what its endpoint declares, and with what was reported
/// before; a discovery answer with the one before.
package struct Conversation: Sendable {
    /// The endpoints that are known, by id.
    private var endpoints: [String: DeclaredEndpoint] = [:]
    private var isHomeKnown = false
    /// Directives by their correlation token.
    private var exchanges: [String: Exchange] = [:]
    /// The previous directive, if it has no answer yet and is in the same document.
    private var last: AskedDirective?
    private var reported: [String: [PropertyName: ReportedValue]] = [:]
    private var woken: Set<String> = []
    private var isGrantRefused = false
    /// Errors for unreachable endpoints that were last reported as connected.
    private var unreachable: [String: JSONPath] = [:]
    /// Whether one document holds several messages, in the order in which they were sent.
    private var isWhole = false
    private let now: Timestamp?

    /// A directive and what has answered it so far.
    private struct Exchange {
        let directive: AskedDirective
        var isDeferred = false
        var isAnswered = false
    }

    /// A conversation without messages so far.
    ///
    /// - Parameters:
    ///   - home: an earlier Discover.Response or a home file; `nil` if none is known.
    ///   - now: the time at which the documents are judged; `nil` if that does not matter.
    package init(home: JSONValue? = nil, now: Timestamp? = nil) {
        self.now = now
        guard let home else { return }
        isHomeKnown = true
        remember(Self.endpoints(in: home) ?? [], replacing: true)
    }

    /// Whether a document declares endpoints, so that events can be compared with it.
    package static func declaresEndpoints(_ document: JSONValue) -> Bool { endpoints(in: document) != nil }

    /// Judges a document: a message, a home, or several messages in an array or in the members of an object, such as
    /// `directive` and `event`. Directives are remembered for later documents, everything else for this one alone.
    ///
    /// - Returns: `nil` if it is none of these.
    package mutating func judge(_ document: JSONValue) -> Judgement? {
        let before = self
        defer {
            let exchanges = exchanges
            self = before
            self.exchanges = exchanges
        }
        isWhole = document.array != nil
        guard let judgement = judge(document, at: JSONPath()) else { return nil }
        guard isWhole else { return judgement }
        var inspection = Inspection(.judging)
        for (id, path) in unreachable.sorted(by: { $0.key < $1.key }) {
            inspection.endpointId = id
            inspection.within(path.steps) {
                $0.note(.errUnreachableHealth, "No report says that the endpoint cannot be reached", at: "event")
            }
        }
        return Judgement(
            judgement.kind, judgement.findings + inspection.findings, mended: judgement.mended)
    }

    private mutating func judge(_ document: JSONValue, at path: JSONPath) -> Judgement? {
        if let judgement = single(document, at: path) { return judgement }
        switch document {
        case .array(let elements):
            let parts = elements.enumerated().map { index, element in
                judge(element, at: JSONPath(path.steps + [.index(index)]))
            }
            guard !parts.isEmpty, parts.allSatisfy({ $0 != nil }) else { return nil }
            let judged = parts.compactMap(\.self)
            return Judgement(.conversation, judged.flatMap(\.findings), mended: .array(judged.map(\.mended)))
        case .object(var object):
            if object["directive"] != nil, object["event"] != nil { return pair(object, at: path) }
            var findings: [Finding] = []
            var isMessage = false
            for index in object.members.indices where object.members[index].value.object != nil {
                let step = JSONPath.Step.key(object.members[index].key)
                guard let part = judge(object.members[index].value, at: JSONPath(path.steps + [step])),
                    part.kind != .home
                else { continue }
                isMessage = true
                findings += part.findings
                object.members[index].value = part.mended
            }
            return isMessage ? Judgement(.conversation, findings, mended: .object(object)) : nil
        case .null, .bool, .number, .string: return nil
        }
    }

    /// A directive and the event that answers it, in one object.
    private mutating func pair(_ object: JSONObject, at path: JSONPath) -> Judgement? {
        let isPartOfEvent: (String) -> Bool = { $0 == "event" || $0 == "context" }
        let directive = JSONObject(members: object.members.filter { !isPartOfEvent($0.key) })
        let event = JSONObject(members: object.members.filter { isPartOfEvent($0.key) })
        guard let asked = single(.object(directive), at: path), let answer = single(.object(event), at: path) else {
            return nil
        }
        var mended = object
        for key in ["event", "context"] { mended[key] = answer.mended.object?[key] }
        return Judgement(.conversation, asked.findings + answer.findings, mended: .object(mended))
    }

    /// Judges a document that is one message or one home.
    private mutating func single(_ document: JSONValue, at path: JSONPath) -> Judgement? {
        if let object = document.object, object["directive"] != nil, object["event"] != nil { return nil }
        let judgement = Judgement(of: document, at: path, comparedWith: comparison(for: document))
        guard let judgement else { return nil }
        switch judgement.kind {
        case .home: remember(Self.endpoints(in: document) ?? [], replacing: true)
        case .directive: remember(directive: document)
        case .event: remember(event: document, at: path)
        case .conversation: break
        }
        return judgement
    }
}

extension Conversation {
    private func comparison(for document: JSONValue) -> Comparison {
        var comparison = Comparison()
        comparison.now = now
        comparison.isWhole = isWhole
        comparison.isGrantRefused = isGrantRefused
        if Self.endpoints(in: document) != nil {
            comparison.earlier = endpoints.isEmpty ? nil : endpoints.values.map(\.json)
            if !Self.isWholeHome(document) { comparison.earlier = nil }
        }
        guard let event = document.object?["event"]?.object else { return comparison }
        let exchange = exchange(of: event)
        comparison.directive = exchange?.directive
        comparison.isDeferred = exchange?.isDeferred ?? false
        comparison.isAnswered = exchange?.isAnswered ?? false
        comparison.isHomeKnown = isHomeKnown
        let id = event["endpoint"]?.object?["endpointId"]?.string ?? exchange?.directive.endpointId
        guard let id else { return comparison }
        comparison.endpoint = endpoints[id]
        comparison.reported = reported[id] ?? [:]
        comparison.isWoken = woken.contains(id)
        let turnOns = exchanges.values.filter { $0.directive.endpointId == id && $0.directive.name == "TurnOn" }
        comparison.isAwaited = turnOns.isEmpty ? nil : turnOns.contains(where: \.isDeferred)
        return comparison
    }

    /// The directive that an event answers: the one with its correlation token, or the one just before it.
    private func exchange(of event: JSONObject) -> Exchange? {
        if let token = Self.token(of: event), let exchange = exchanges[token] { return exchange }
        guard let last, Self.isAnswer(event), event["endpoint"]?.object?["scope"] == nil else { return nil }
        return Exchange(directive: last)
    }

    private static func token(of event: JSONObject) -> String? {
        event["header"]?.object?["correlationToken"]?.string
    }

    private static func isAnswer(_ event: JSONObject) -> Bool {
        let header = event["header"]?.object
        let name = header?["name"]?.string ?? ""
        return !["ChangeReport", "AddOrUpdateReport", "DeleteReport", "DoorbellPress", "WakeUp"].contains(name)
    }

    private mutating func remember(directive document: JSONValue) {
        guard let directive = document.object.flatMap({ AskedDirective($0) }) else { return }
        last = directive
        if let token = directive.correlationToken { exchanges[token] = Exchange(directive: directive) }
        if directive.name == "TurnOn", let id = directive.endpointId { woken.remove(id) }
    }

    private mutating func remember(event document: JSONValue, at path: JSONPath) {
        guard let message = document.object, let event = message["event"]?.object else { return }
        let header = event["header"]?.object
        let name = header?["name"]?.string ?? ""
        let exchange = exchange(of: event)
        if Self.isAnswer(event) { last = nil }
        if let token = Self.token(of: event), exchanges[token] != nil {
            if name == "DeferredResponse" {
                exchanges[token]?.isDeferred = true
            } else {
                exchanges[token]?.isAnswered = true
            }
        }
        if name == "ErrorResponse", exchange?.directive.namespace == Authorization.namespace { isGrantRefused = true }
        discovered(document, name)
        guard let id = event["endpoint"]?.object?["endpointId"]?.string ?? exchange?.directive.endpointId else {
            return
        }
        if name == "WakeUp" { woken.insert(id) }
        let connectivity = PropertyName(EndpointHealth.namespace, "connectivity", instance: nil)
        if name == "ErrorResponse", event["payload"]?.object?["type"]?.string == "ENDPOINT_UNREACHABLE",
            reported[id]?[connectivity]?.value.object?["value"] == "OK"
        {
            unreachable[id] = path
        }
        for property in Inspection.properties(of: message, event) {
            guard let property = PropertyName(property).map({ ($0, property) }), let value = property.1["value"] else {
                continue
            }
            let time = property.1["timeOfSample"]?.string.flatMap { Timestamp($0) }
            reported[id, default: [:]][property.0] = ReportedValue(value: value, time: time)
            if property.0 == connectivity { unreachable[id] = nil }
        }
    }

    private mutating func discovered(_ document: JSONValue, _ name: String) {
        switch name {
        case "Discover.Response":
            isHomeKnown = true
            remember(Self.endpoints(in: document) ?? [], replacing: true)
        case "AddOrUpdateReport": remember(Self.endpoints(in: document) ?? [], replacing: false)
        case "DeleteReport":
            for endpoint in document.object?["event"]?.object?["payload"]?.object?["endpoints"]?.array ?? [] {
                if let id = endpoint.object?["endpointId"]?.string { endpoints[id] = nil }
            }
        default: return
        }
    }

    private mutating func remember(_ items: [JSONValue], replacing: Bool) {
        if replacing { endpoints = [:] }
        for endpoint in items.compactMap({ DeclaredEndpoint($0) }) {
            endpoints[endpoint.endpoint.endpointId] = endpoint
        }
    }

    private static func isWholeHome(_ document: JSONValue) -> Bool {
        guard let event = document.object?["event"]?.object else { return true }
        return event["header"]?.object?["name"]?.string == "Discover.Response"
    }

    /// The items of `endpoints` in a home, a list of endpoints or a discovery event; `nil` if it is none of these.
    private static func endpoints(in document: JSONValue) -> [JSONValue]? {
        switch document {
        case .array(let elements): elements.allSatisfy { $0.object?["endpointId"] != nil } ? elements : nil
        case .object(let object):
            object["endpoints"]?.array ?? object["event"]?.object?["payload"]?.object?["endpoints"]?.array
        case .null, .bool, .number, .string: nil
        }
    }
}
