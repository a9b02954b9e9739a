import AlexaProtocol

/// The endpoints after discovery, and the form in which messages are shown.
struct DemoHome {
    /// An endpoint with its controls.
    struct Device {
        let id: String
        let name: String
        /// Interfaces that accept directives, with their instances.
        fileprivate let controls: [(interface: String, instance: String?)]

        var interfaces: String {
            var names: [String] = []
            for control in controls where !names.contains(control.interface) { names.append(control.interface) }
            return names.map { String($0.split(separator: ".").last ?? "") }.joined(separator: ", ")
        }
    }

    let endpoints: [Device]

    /// Parses a Discover.Response.
    init(_ event: [UInt8]) {
        let payload = JSONDocument(parsing: event).value?.object?["event"]?.object?["payload"]?.object
        endpoints = (payload?["endpoints"]?.array ?? []).compactMap(\.object).map { endpoint in
            let capabilities = (endpoint["capabilities"]?.array ?? []).compactMap(\.object)
            return Device(
                id: endpoint["endpointId"]?.string ?? "", name: endpoint["friendlyName"]?.string ?? "",
                controls: capabilities.compactMap { capability in
                    guard let interface = capability["interface"]?.string, interface != "Alexa" else { return nil }
                    return (interface, capability["instance"]?.string)
                })
        }
    }

    static let discover = message(
        "Alexa.Discovery", "Discover", id: "demo", endpoint: nil, nil,
        payload: [
            "scope": ["type": "BearerToken", "token": "demo-customer"]
        ])

    /// The directive for the first device that has its interface; `nil` if there is none.
    func directive(_ directive: DemoDirective, number: Int) -> [UInt8]? {
        for device in endpoints where directive.device.isEmpty || device.id.contains(directive.device) {
            let control = device.controls.first { $0.interface == directive.namespace }
            guard control != nil || directive.namespace == "Alexa" else { continue }
            return Self.message(
                directive.namespace, directive.name, id: "demo-\(number)", endpoint: device.id, control?.instance,
                payload: directive.payload)
        }
        return nil
    }

    private static func message(
        _ namespace: String, _ name: String, id: String, endpoint: String?, _ instance: String?, payload: JSONObject
    ) -> [UInt8] {
        var header: JSONObject = [
            "namespace": .string(namespace), "name": .string(name), "payloadVersion": "3", "messageId": .string(id),
        ]
        header["instance"] = instance.map(JSONValue.string)
        var directive: JSONObject = ["payload": .object(payload)]
        if let endpoint {
            header["correlationToken"] = "demo-token"
            directive["endpoint"] = [
                "endpointId": .string(endpoint), "scope": ["type": "BearerToken", "token": "demo-customer"],
                "cookie": [:],
            ]
        }
        directive["header"] = .object(header)
        let message: JSONValue = ["directive": .object(directive)]
        return message.encoded()
    }

    /// A message in one line: its name, its endpoint, and its main contents.
    static func summary(_ message: [UInt8]) -> String {
        let object = JSONDocument(parsing: message).value?.object
        let inner = (object?["directive"] ?? object?["event"])?.object
        let header = inner?["header"]?.object
        let payload = inner?["payload"]?.object
        var words = [header?["namespace"]?.string ?? "", header?["name"]?.string ?? ""]
        if let endpoint = inner?["endpoint"]?.object?["endpointId"]?.string { words.append(endpoint) }
        if object?["directive"] != nil {
            words += (payload?.members ?? []).filter { $0.key != "scope" }.map { "\($0.key) \($0.value.text)" }
        } else if let type = payload?["type"]?.string {
            words.append(type)
            words.append("(\(payload?["message"]?.string ?? ""))")
        } else if let endpoints = payload?["endpoints"]?.array {
            words.append("\(endpoints.count) endpoints")
        }
        let properties = (object?["context"]?.object?["properties"]?.array ?? []).compactMap(\.object)
        words += properties.map { "\($0["name"]?.string ?? "") \(short($0["value"]))" }
        return words.joined(separator: "  ")
    }

    private static func short(_ value: JSONValue?) -> String {
        switch value {
        case .object(let object)?: object.members.map { short($0.value) }.joined(separator: " ")
        case .string(let text)?: text
        case let value?: value.text
        case nil: ""
        }
    }
}
