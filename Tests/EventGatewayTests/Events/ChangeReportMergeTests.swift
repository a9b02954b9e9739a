import AlexaProtocol
import EventGateway
import Testing

/// Merging two change reports.
struct ChangeReportMergeTests {
    /// A property as `name value`, with an instance if there is one: `mode.1 high`.
    private static func property(_ text: String) -> JSONValue {
        let words = text.split(separator: " ").map(String.init)
        let names = words[0].split(separator: ".").map(String.init)
        var property: JSONObject = ["namespace": "Alexa.Test", "name": .string(names[0]), "value": .string(words[1])]
        if names.count > 1 { property["instance"] = .string(names[1]) }
        return .object(property)
    }

    private static func text(_ property: JSONValue) -> String {
        let name = property.object?["name"]?.string ?? "?"
        let instance = property.object?["instance"]?.string.map { ".\($0)" } ?? ""
        return "\(name)\(instance) \(property.object?["value"]?.string ?? "?")"
    }

    private static func report(
        _ id: String, _ changed: [String], _ unchanged: [String]? = [], cause: String = "APP_INTERACTION",
        token: String = "\u{0}"
    ) -> OutgoingEvent {
        var message: JSONObject = [
            "event": [
                "header": ["namespace": "Alexa", "name": "ChangeReport", "messageId": .string(id)],
                "endpoint": [
                    "scope": ["type": "BearerToken", "token": "TOKEN"], "endpointId": .string("lamp-\(id)"),
                ],
                "payload": [
                    "change": [
                        "cause": ["type": .string(cause)], "properties": .array(changed.map(property)),
                    ]
                ],
            ]
        ]
        if let unchanged { message["context"] = ["properties": .array(unchanged.map(property))] }
        let text = JSONValue.object(message).text.split(separator: "TOKEN").joined(separator: token)
        return event(id, text)
    }

    private static func event(_ id: String, _ template: String) -> OutgoingEvent {
        OutgoingEvent(
            messageId: id, kind: .changeReport, namespace: "Alexa", name: "ChangeReport", endpointId: "lamp",
            template: Array(template.utf8))
    }

    struct Case: CustomTestStringConvertible {
        let testDescription: String
        var old: ([String], [String]?)
        var new: ([String], [String]?)
        let changed: [String]
        let unchanged: [String]
    }

    @Test(arguments: [
        Case(
            testDescription: "different properties: both", old: (["power ON"], []), new: (["color red"], []),
            changed: ["power ON", "color red"], unchanged: []),
        Case(
            testDescription: "the same property: the newer value", old: (["power ON"], []), new: (["power OFF"], []),
            changed: ["power OFF"], unchanged: []),
        Case(
            testDescription: "changed before, unchanged since: changed, with the newest value",
            old: (["power ON"], ["color red"]), new: (["color blue"], ["power OFF", "level 3"]),
            changed: ["power OFF", "color blue"], unchanged: ["level 3"]),
        Case(
            testDescription: "instances are properties of their own", old: (["mode.1 high", "mode.2 low"], []),
            new: (["mode.2 high"], ["mode.3 low"]), changed: ["mode.1 high", "mode.2 high"],
            unchanged: ["mode.3 low"]),
        Case(
            testDescription: "what was unchanged before and is not told now is gone", old: (["power ON"], ["level 3"]),
            new: (["color red"], []), changed: ["power ON", "color red"], unchanged: []),
        Case(
            testDescription: "no context in the newer one", old: (["power ON"], []), new: (["color red"], nil),
            changed: ["power ON", "color red"], unchanged: []),
        Case(
            testDescription: "no context in the older one", old: (["power ON"], nil), new: (["color red"], ["level 3"]),
            changed: ["power ON", "color red"], unchanged: ["level 3"]),
    ])
    func properties(_ example: Case) throws {
        let old = Self.report("old", example.old.0, example.old.1)
        let new = Self.report("new", example.new.0, example.new.1, cause: "RULE_TRIGGER")
        let merged = try #require(ChangeReportMerge.merged(old, new))
        #expect(merged.template.count { $0 == 0 } == 1)
        let message = try #require(
            JSONDocument(parsing: merged.template.map { $0 == 0 ? UInt8(ascii: "t") : $0 }).value?.object)
        let event = try #require(message["event"]?.object)
        let change = try #require(event["payload"]?.object?["change"]?.object)
        #expect(change["properties"]?.array?.map(Self.text) == example.changed)
        #expect(message["context"]?.object?["properties"]?.array?.map(Self.text) == example.unchanged)
        #expect(change["cause"] == ["type": "RULE_TRIGGER"])
        #expect(event["header"]?.object?["messageId"] == "new")
        #expect(
            event["endpoint"] == ["scope": ["type": "BearerToken", "token": "t"], "endpointId": "lamp-new"])
        #expect((merged.messageId, merged.kind, merged.endpointId) == ("new", .changeReport, "lamp"))
    }

    @Test func mergedOnceMoreItIsStillAChangeReport() throws {
        let first = try #require(ChangeReportMerge.merged(Self.report("1", ["a 1"]), Self.report("2", ["b 2"])))
        let all = try #require(ChangeReportMerge.merged(first, Self.report("3", ["c 3", "a 4"])))
        #expect(all.template == Self.report("3", ["b 2", "c 3", "a 4"]).template)
    }

    @Test func thePlaceOfTheTokenStays() throws {
        let new = Self.report("new", ["a 1"], token: "\u{0}")
        let merged = try #require(ChangeReportMerge.merged(Self.report("old", ["a 0"]), new))
        #expect(merged.template == new.template)
    }

    @Test(arguments: [
        "", "{", "[]", "{}", #"{"event":{}}"#,
        #"{"event":{"header":{"namespace":"Alexa","name":"Response"},"payload":{"change":{"properties":[]}}}}"#,
        #"{"event":{"header":{"namespace":"Alexa","name":"ChangeReport"},"payload":{}}}"#,
        #"{"event":{"header":{"namespace":"Alexa","name":"ChangeReport"},"payload":{"change":{"properties":[{}]}}}}"#,
        #"{"event":{"header":{"namespace":"Alexa","name":"ChangeReport"},"payload":{"change":{"properties":[]}}},"#
            + #""context":{"properties":{}}}"#,
        #"{"event":{"header":{"namespace":"Alexa","name":"ChangeReport"},"payload":{"change":{"properties":[]}}}} {}"#,
    ])
    func whatIsNoChangeReportIsNotMerged(template: String) {
        let broken = Self.event("broken", template)
        let sound = Self.report("sound", ["a 1"])
        #expect(ChangeReportMerge.merged(broken, sound) == nil)
        #expect(ChangeReportMerge.merged(sound, broken) == nil)
        #expect(ChangeReportMerge.merged(sound, sound) != nil)
    }
}
