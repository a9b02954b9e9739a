import AlexaProtocol

/// The directives of the demonstration: two slow locks, one of which jams.
enum DemoScript {
    /// One directive, and the gateway's statuses for its answer before it accepts it.
    struct Scene {
        let title: String
        let directive: String
        let statuses: [Int]
    }

    static let scenes = [
        Scene(
            title: "A lock that takes 1.5 s; we wait for 1 s. The gateway is in trouble, then throttles, then takes it",
            directive: control("LockController", "Lock", "front-door"), statuses: [503, 429]),
        Scene(
            title: "A lock that jams after its answer was deferred",
            directive: control("LockController", "Lock", "cellar-door"), statuses: []),
    ]

    static let acceptGrant = """
        {"directive": {"header": {"namespace": "Alexa.Authorization", "name": "AcceptGrant", "payloadVersion": "3", \
        "messageId": "demo-grant"}, "payload": {"grant": {"type": "OAuth2.AuthorizationCode", "code": "demo-code"}, \
        "grantee": {"type": "BearerToken", "token": "demo-customer"}}}}
        """

    static let home = """
        {"endpoints": [\(lock("front-door", "Front door", "")), \
        \(lock("cellar-door", "Cellar door", #", "faults": [{"name": "Lock", "error": {"type": "HARDWARE_MALFUNCTION"}}]"#))]}
        """

    private static func lock(_ id: String, _ name: String, _ faults: String) -> String {
        """
        {"endpointId": "\(id)", "manufacturerName": "Porchlight", "friendlyName": "\(name)", "description": "Simulated lock", \
        "displayCategories": ["SMARTLOCK"], "capabilities": [\
        {"type": "AlexaInterface", "interface": "Alexa", "version": "3"}, \
        {"type": "AlexaInterface", "interface": "Alexa.LockController", "version": "3", "properties": \
        {"supported": [{"name": "lockState"}], "retrievable": true}}], "simulation": {"latencyMs": 1500\(faults), \
        "state": [{"namespace": "Alexa.LockController", "name": "lockState", "value": "UNLOCKED"}]}}
        """
    }

    private static func control(_ interface: String, _ name: String, _ endpointId: String) -> String {
        """
        {"directive": {"header": {"namespace": "Alexa.\(interface)", "name": "\(name)", "payloadVersion": "3", \
        "messageId": "demo-\(endpointId)", "correlationToken": "demo-token"}, "endpoint": {"endpointId": "\(endpointId)", \
        "scope": {"type": "BearerToken", "token": "demo-customer"}, "cookie": {}}, "payload": {}}}
        """
    }

    /// A message in one line: its name, its endpoint, and its main contents.
    static func summary(_ message: [UInt8]) -> String {
        let object = JSONDocument(parsing: message).value?.object
        let inner = (object?["directive"] ?? object?["event"])?.object
        let header = inner?["header"]?.object
        var words = [(header?["namespace"]?.string ?? "") + " " + (header?["name"]?.string ?? "")]
        if let endpoint = inner?["endpoint"]?.object?["endpointId"]?.string { words.append(endpoint) }
        if let type = inner?["payload"]?.object?["type"]?.string { words.append(type) }
        let properties = object?["context"]?.object?["properties"]?.array ?? []
        for property in properties.compactMap(\.object) where property["name"]?.string == "lockState" {
            words.append("lockState \(property["value"]?.string ?? "")")
        }
        return words.joined(separator: "  ")
    }
}
