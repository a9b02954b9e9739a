/// What an event or a discovery answer is compared with, as far as it is known. Empty where a document is judged alone.
struct Comparison: Sendable {
    /// What the endpoint of the event declares; `nil` if no discovery answer is known, or if it has no such endpoint.
    var endpoint: DeclaredEndpoint?
    /// Whether a whole home is known, so that an endpoint that is not in it does not exist.
    var isHomeKnown = false
    /// The directive that the event answers.
    var directive: AskedDirective?
    /// Whether a DeferredResponse to that directive has been sent.
    var isDeferred = false
    /// Whether a final answer to that directive has been sent.
    var isAnswered = false
    /// Whether the WakeUp of the endpoint has been sent since the last TurnOn.
    var isWoken = false
    /// Whether the answer to the endpoint's last TurnOn has been deferred; `nil` if no TurnOn is known.
    var isAwaited: Bool?
    /// Whether all messages since the directive are known, so that one that is missing was not sent.
    var isWhole = false
    /// The last value that was reported of each property of the endpoint.
    var reported: [PropertyName: ReportedValue] = [:]
    /// The endpoints of the discovery answer before this one; `nil` if none is known.
    var earlier: [JSONObject]?
    /// Whether the customer's grant was refused, so that no report can be sent.
    var isGrantRefused = false
    /// The time at which the document is judged; `nil` if that does not matter.
    var now: Timestamp?
}

/// The identity of a property of an endpoint.
struct PropertyName: Hashable, Sendable {
    let namespace: String
    let instance: String?
    let name: String

    /// Reads a property of a report or a key of a declaration; `nil` if namespace or name is missing.
    init?(_ json: JSONObject) {
        guard let namespace = json["namespace"]?.string, let name = json["name"]?.string else { return nil }
        self.init(namespace, name, instance: json["instance"]?.string)
    }

    init(_ namespace: String, _ name: String, instance: String?) {
        (self.namespace, self.name, self.instance) = (namespace, name, instance)
    }

    /// For messages: interface, instance and name.
    var text: String { namespace + (instance.map { " (\($0))" } ?? "") + "." + name }
}

/// A value that was reported, with its time.
struct ReportedValue: Sendable {
    let value: JSONValue
    let time: Timestamp?
}
