import AlexaProtocol
import Testing

/// The smallest input that breaks a rule, and the most similar one that does not.
struct RuleCase: Sendable, CustomTestStringConvertible {
    /// The meaning of the two texts.
    enum Subject: Sendable {
        /// Members of an endpoint that replace those of a lamp without findings.
        case members
        /// Members of one capability, added to those of the lamp.
        case capability(String)
        /// Several added capabilities, each with its interface.
        case capabilities
        /// Several endpoints, each as members that replace those of the lamp.
        case endpoints
        /// A whole event.
        case event
        /// A whole directive.
        case directive
        /// Members of one message or of several, compared with an endpoint `x` that has these capabilities in addition to those
        /// of the lamp; `nil` if no home is known.
        case compared(capabilities: String?)
    }

    let id: String
    let subject: Subject
    let broken: String
    let fine: String

    init(_ id: String, _ subject: Subject, broken: String, fine: String) {
        (self.id, self.subject, self.broken, self.fine) = (id, subject, broken, fine)
    }

    var testDescription: String { id }

    /// The document that `text` describes.
    func document(_ text: String) -> JSONValue {
        switch subject {
        case .members: return Self.home([Self.endpoint(JSONValue(reading: text).object ?? [:])])
        case .endpoints:
            let endpoints = JSONValue(reading: text).array ?? []
            return Self.home(
                endpoints.enumerated().map { index, members in
                    Self.endpoint([
                        "endpointId": .string("lamp-of-a-customer-\(index)"), "friendlyName": .string("Lamp \(index)"),
                        "additionalAttributes": [
                            "manufacturer": "Example Works", "model": "L1", "serialNumber": .string("S\(index)"),
                        ],
                    ]).merging(members.object ?? [:]).adding()
                })
        case .capability(let interface):
            return Self.home([Self.endpoint(with: [Self.capability(interface, JSONValue(reading: text).object ?? [:])])]
            )
        case .capabilities:
            let capabilities = JSONValue(reading: text).array ?? []
            return Self.home([
                Self.endpoint(
                    with: capabilities.map {
                        Self.capability($0.object?["interface"]?.string ?? "", $0.object ?? [:])
                    })
            ])
        case .event, .directive, .compared: return JSONValue(reading: text)
        }
    }

    /// The time at which documents are judged.
    static let now = Timestamp("2026-11-26T00:00:00Z")

    /// The judgement of a document with the home of the case.
    func judgement(of document: JSONValue) -> Judgement? {
        guard case .compared(let capabilities) = subject else { return Judgement(of: document) }
        let home = capabilities.map { text in
            let added = (JSONValue(reading: text).array ?? []).map {
                Self.capability($0.object?["interface"]?.string ?? "", $0.object ?? [:])
            }
            return Self.home([Self.endpoint(with: added).merging(["endpointId": "x"])])
        }
        var conversation = Conversation(home: home, now: Self.now)
        return conversation.judge(document)
    }

    /// A lamp that breaks no rule, not even an advisory one.
    static let lamp: JSONObject = [
        "endpointId": "lamp-of-a-customer", "manufacturerName": "Example Works", "friendlyName": "Hall",
        "description": "Lamp by Example Works", "displayCategories": ["LIGHT"],
        "additionalAttributes": ["manufacturer": "Example Works", "model": "L1"],
        "capabilities": [
            ["type": "AlexaInterface", "interface": "Alexa", "version": "3"],
            [
                "type": "AlexaInterface", "interface": "Alexa.EndpointHealth", "version": "3.1",
                "properties": [
                    "supported": [["name": "connectivity"]], "proactivelyReported": true, "retrievable": true,
                ],
            ],
            [
                "type": "AlexaInterface", "interface": "Alexa.PowerController", "version": "3",
                "properties": [
                    "supported": [["name": "powerState"]], "proactivelyReported": true, "retrievable": true,
                ],
            ],
        ],
    ]

    private static func home(_ endpoints: [JSONObject]) -> JSONValue {
        ["endpoints": .array(endpoints.map { .object($0) })]
    }

    private static func endpoint(_ members: JSONObject) -> JSONObject {
        lamp.merging(members)
    }

    private static func endpoint(with capabilities: [JSONValue]) -> JSONObject {
        let own = lamp["capabilities"]?.array ?? []
        return lamp.merging(["capabilities": .array(own + capabilities)])
    }

    private static func capability(_ interface: String, _ members: JSONObject) -> JSONValue {
        let kind = InterfaceCatalog.interface(interface)
        var capability: JSONObject = [
            "type": "AlexaInterface", "interface": .string(interface), "version": .string(kind?.version ?? "3"),
        ]
        let names = kind?.properties.filter(\.isUsual).map(\.name) ?? []
        if !names.isEmpty {
            capability["properties"] = [
                "supported": .array(names.map { ["name": .string($0)] }), "proactivelyReported": true,
                "retrievable": true,
            ]
        }
        if kind?.hasInstances == true {
            capability["instance"] = "Thing.Speed"
            capability["capabilityResources"] = [
                "friendlyNames": [["@type": "text", "value": ["text": "Speed", "locale": "en-US"]]]
            ]
        }
        return .object(capability.merging(members))
    }
}

extension JSONObject {
    /// The capabilities of the member `added`, appended to the others.
    fileprivate func adding() -> JSONObject {
        guard let added = self["added"]?.array else { return self }
        var endpoint = self
        endpoint["added"] = nil
        endpoint["capabilities"] = .array((self["capabilities"]?.array ?? []) + added)
        return endpoint
    }

    /// The object with these members replaced; the text "(none)" removes a member.
    func merging(_ others: JSONObject) -> JSONObject {
        var merged = self
        for member in others.members { merged[member.key] = member.value == "(none)" ? nil : member.value }
        return merged
    }
}
