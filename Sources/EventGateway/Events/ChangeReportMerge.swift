import AlexaProtocol

/// Merges two change reports that wait for the same endpoint.
package enum ChangeReportMerge {
    /// The newer report, extended by the changes of the older one.
    ///
    /// Id, header, endpoint and cause are the newer event's. A property that either event reports as changed is changed, with its
    /// newest value. A property is never both changed and unchanged. Source: State Reporting, ChangeReport.
    ///
    /// - Returns: `nil` if one of them cannot be read as a change report.
    package static func merged(_ old: OutgoingEvent, _ new: OutgoingEvent) -> OutgoingEvent? {
        guard let earlier = ChangeReport(old), let later = ChangeReport(new) else { return nil }
        guard let merged = try? OutgoingEvent(json: later.merged(with: earlier).encoded()) else { return nil }
        return OutgoingEvent(
            messageId: new.messageId, kind: new.kind, namespace: new.namespace, name: new.name,
            endpointId: new.endpointId, template: merged.template)
    }
}

private struct ChangeReport {
    /// Identifies a property of an endpoint.
    struct Key: Hashable {
        let namespace: String
        let name: String
        let instance: String?

        init?(_ property: JSONValue) {
            guard let namespace = property.object?["namespace"]?.string, let name = property.object?["name"]?.string
            else { return nil }
            self.namespace = namespace
            self.name = name
            instance = property.object?["instance"]?.string
        }
    }

    private var message: JSONObject
    private var event: JSONObject
    private var payload: JSONObject
    private var change: JSONObject
    private var changed: [Property]
    private var unchanged: [Property]

    private typealias Property = (key: Key, value: JSONValue)

    init?(_ event: OutgoingEvent) {
        guard let message = event.json,
            let body = message["event"]?.object, let header = body["header"]?.object,
            header["namespace"]?.string == "Alexa", header["name"]?.string == "ChangeReport",
            let payload = body["payload"]?.object, let change = payload["change"]?.object,
            let changed = Self.properties(change["properties"]),
            let unchanged = Self.properties(message["context"]?.object?["properties"] ?? [])
        else { return nil }
        self.message = message
        self.event = body
        self.payload = payload
        self.change = change
        self.changed = changed
        self.unchanged = unchanged
    }

    private static func properties(_ value: JSONValue?) -> [Property]? {
        guard let values = value?.array else { return nil }
        let properties = values.compactMap { value in Key(value).map { ($0, value) } }
        return properties.count == values.count ? properties : nil
    }

    func merged(with earlier: ChangeReport) -> ChangeReport {
        var merged = self
        let known = Dictionary((unchanged + changed).map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        let own = Set(changed.map(\.key))
        merged.changed =
            earlier.changed.filter { !own.contains($0.key) }.map { ($0.key, known[$0.key] ?? $0.value) } + changed
        let keys = Set(merged.changed.map(\.key))
        merged.unchanged = unchanged.filter { !keys.contains($0.key) }
        return merged
    }

    func encoded() -> [UInt8] {
        var (message, event, payload, change) = (message, event, payload, change)
        change["properties"] = .array(changed.map(\.value))
        payload["change"] = .object(change)
        event["payload"] = .object(payload)
        message["event"] = .object(event)
        var context = message["context"]?.object ?? [:]
        context["properties"] = .array(unchanged.map(\.value))
        message["context"] = .object(context)
        return JSONValue.object(message).encoded()
    }
}
