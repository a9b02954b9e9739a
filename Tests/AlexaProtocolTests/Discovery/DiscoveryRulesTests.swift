import AlexaProtocol
import Testing

@Suite("DiscoveryRules")
struct DiscoveryRulesTests {
    static let lamp = Endpoint(
        endpointId: "lamp", manufacturerName: "Porchlight", friendlyName: "Hall", description: "A lamp",
        displayCategories: ["LIGHT"], capabilities: [Capability(PowerController.self)])

    private static func modes(_ count: Int) -> [Capability] {
        (0..<count).map { number in
            Capability(
                RangeController.self, instance: "Range.\(number)", resources: ["friendlyNames": []],
                configuration: ["supportedRange": ["minimumValue": 0, "maximumValue": 10, "precision": 1]])
        }
    }

    /// An endpoint that keeps or breaks one rule.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        /// Words of the rule that it breaks; `nil` if Alexa accepts it.
        let rule: String?
        let endpoint: Endpoint

        init(
            _ name: String, breaks rule: String? = nil, id: String = "lamp",
            _ change: (inout Endpoint) -> Void = { _ in }
        ) {
            var endpoint = Endpoint(
                endpointId: id, manufacturerName: lamp.manufacturerName, friendlyName: lamp.friendlyName,
                description: lamp.description, displayCategories: lamp.displayCategories,
                capabilities: lamp.capabilities)
            change(&endpoint)
            (self.name, self.rule, self.endpoint) = (name, rule, endpoint)
        }

        var testDescription: String { name }
    }

    private static func text(_ count: Int) -> String { String(repeating: "ä", count: count) }

    static let rows: [Row] = [
        Row("a plain lamp"),
        Row("an id of 256 characters", id: String(repeating: "x", count: 256)),
        Row("an id of 257 characters", breaks: "endpointId must have 1 to 256", id: String(repeating: "x", count: 257)),
        Row("no id", breaks: "endpointId must have 1 to 256", id: ""),
        Row("an id with a space", breaks: "no space", id: "lamp hall"),
        Row("an id with a point", breaks: "endpointId", id: "lamp.hall"),
        Row("a friendlyName of 1") { $0.friendlyName = "ä" },
        Row("a friendlyName of 128") { $0.friendlyName = text(128) },
        Row("a friendlyName of 129", breaks: "friendlyName has 129 characters") { $0.friendlyName = text(129) },
        Row("no friendlyName", breaks: "friendlyName has 0 characters") { $0.friendlyName = "" },
        Row("a manufacturerName of 128") { $0.manufacturerName = text(128) },
        Row("a manufacturerName of 129", breaks: "manufacturerName has 129") { $0.manufacturerName = text(129) },
        Row("no manufacturerName", breaks: "manufacturerName has 0") { $0.manufacturerName = "" },
        Row("a description of 128") { $0.description = text(128) },
        Row("a description of 129", breaks: "description has 129") { $0.description = text(129) },
        Row("no description", breaks: "description has 0") { $0.description = "" },
        Row("two categories") { $0.displayCategories = ["LIGHT", "SMARTPLUG"] },
        Row("a category that is new") { $0.displayCategories = ["VACUUM_CLEANER"] },
        Row("no category", breaks: "displayCategories") { $0.displayCategories = [] },
        Row("an empty category", breaks: "displayCategories") { $0.displayCategories = [""] },
        Row("a category in small letters", breaks: "capital letters") { $0.displayCategories = ["light"] },
        Row("a category with a space", breaks: "capital letters") { $0.displayCategories = ["SMART PLUG"] },
        Row("a category twice", breaks: "twice") { $0.displayCategories = ["LIGHT", "LIGHT"] },
        Row("a cookie of 5,000 bytes") { $0.cookie = ["ä": .string(text(2499))] },
        Row("a cookie of 5,001 bytes", breaks: "the cookie has 5001 bytes") {
            $0.cookie = ["ä": .string(text(2499)), "x": ""]
        },
        Row("a cookie with a number", breaks: "cookie values must be strings") { $0.cookie = ["k": 1] },
        Row("a cookie with null", breaks: "cookie values must be strings") { $0.cookie = ["k": .null] },
        Row("an attribute of 256") { $0.additionalAttributes = ["model": .string(text(256))] },
        Row("an attribute of 257", breaks: "additionalAttributes.model is longer than 256") {
            $0.additionalAttributes = ["model": .string(text(257))]
        },
        Row("100 capabilities") { $0.capabilities = [Capability(Alexa.self)] + modes(99) },
        Row("101 capabilities", breaks: "it has 101 capabilities") {
            $0.capabilities = [Capability(Alexa.self)] + modes(100)
        },
        Row("a capability twice", breaks: "capability Alexa.PowerController occurs twice") {
            $0.capabilities.append(Capability(PowerController.self))
        },
        Row("an instance twice", breaks: "capability Alexa.RangeController (instance Range.0) occurs twice") {
            $0.capabilities += modes(1) + modes(1)
        },
        Row("two instances") { $0.capabilities += modes(2) },
        Row("an instance missing", breaks: "capability Alexa.RangeController needs an instance") {
            $0.capabilities.append(Capability(RangeController.self))
        },
        Row("an instance without a name", breaks: "needs an instance") {
            $0.capabilities.append(Capability(RangeController.self, instance: ""))
        },
        Row("a capability that its interface refuses", breaks: "(instance R): configuration.supportedRange") {
            $0.capabilities.append(Capability(RangeController.self, instance: "R"))
        },
        Row("nothing beside Alexa", breaks: "it can do nothing") { $0.capabilities = [Capability(Alexa.self)] },
    ]

    @Test("each rule, at its limit and beyond", arguments: rows)
    func rule(row: Row) {
        let problem = DiscoveryRules.problem(with: row.endpoint)
        if let rule = row.rule {
            #expect(problem?.contains(rule) == true, "\(problem ?? "accepted")")
        } else {
            #expect(problem == nil)
        }
    }

    @Test("a bad endpoint is left out and named, the others stay", arguments: rows.filter { $0.rule != nil })
    func leftOut(row: Row) {
        let neighbour = Row("", id: "neighbour").endpoint
        let verdict = DiscoveryRules.check([row.endpoint, neighbour])
        #expect(verdict.endpoints == [neighbour])
        #expect(verdict.violations.map(\.endpointId) == [row.endpoint.endpointId])
        #expect(verdict.violations.allSatisfy { $0.isEndpointLeftOut })
    }

    @Test("an id is used once")
    func duplicate() {
        let verdict = DiscoveryRules.check([Self.lamp, Self.lamp])
        #expect(verdict.endpoints == [Self.lamp])
        #expect(verdict.violations.map(\.rule) == ["endpointId occurs twice"])
        #expect(verdict.violations.map(\.isEndpointLeftOut) == [true])
    }

    @Test("a customer has 300 endpoints at most", arguments: [0, 1, 299, 300, 301, 350])
    func limit(count: Int) {
        let verdict = DiscoveryRules.check((0..<count).map { Row("", id: "lamp-\($0)").endpoint })
        #expect(verdict.endpoints.count == min(count, 300))
        #expect(verdict.endpoints.first?.endpointId == (count == 0 ? nil : "lamp-0"))
        #expect(verdict.violations.count == max(0, count - 300))
        #expect(verdict.violations.allSatisfy { $0.rule.contains("300 endpoints at most") })
    }
}
