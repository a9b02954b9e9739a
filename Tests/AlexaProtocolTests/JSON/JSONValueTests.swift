import AlexaProtocol
import Testing

@Suite("Values and objects")
struct JSONValueTests {
    static let values: [JSONValue] = [.null, true, 1, "a", [1], ["a": 1]]

    @Test func accessorsAnswerForTheirKindOnly() {
        #expect(Self.values.map(\.bool) == [nil, true, nil, nil, nil, nil])
        #expect(Self.values.map(\.number) == [nil, nil, 1, nil, nil, nil])
        #expect(Self.values.map(\.integer) == [nil, nil, 1, nil, nil, nil])
        #expect(Self.values.map(\.string) == [nil, nil, nil, "a", nil, nil])
        #expect(Self.values.map(\.array) == [nil, nil, nil, nil, [1], nil])
        #expect(Self.values.map(\.object) == [nil, nil, nil, nil, nil, ["a": 1]])
        #expect(
            Self.values.map(\.kind) == ["null", "a boolean", "a number", "a string", "an array", "an object"])
    }

    @Test func literalsKeepTheOrderOfMembers() {
        let object: JSONObject = ["z": 1, "a": [.null, 2.5, "x", false], "m": [:]]
        #expect(object.members.map(\.key) == ["z", "a", "m"])
        #expect(object["a"] == .array([.null, .number(2.5), .string("x"), .bool(false)]))
    }

    @Test func theLastOfTwoMembersCounts() {
        let object: JSONObject = ["a": 1, "b": 2, "a": 3]
        #expect(object["a"] == 3)
        #expect(object["c"] == nil)
        #expect(object.members.count == 3)
    }

    @Test func settingAMemberReplacesAppendsOrRemoves() {
        var object: JSONObject = ["a": 1, "b": 2, "a": 3]
        object["b"] = "two"
        #expect(object.members.map(\.key) == ["a", "b", "a"])
        object["a"] = 4
        #expect(object["a"] == 4)
        object["c"] = .null
        #expect(object["c"] == .null)
        object["a"] = nil
        #expect(object.members.map(\.key) == ["b", "c"])
        object["b"] = nil
        object["c"] = nil
        #expect(object.isEmpty)
        #expect(object == JSONObject())
    }

    static let pairs: [(JSONObject, JSONObject, Bool)] = [
        ([:], [:], true), (["a": 1, "b": 2], ["b": 2, "a": 1], true), (["a": 1], ["a": 2], false),
        (["a": 1], ["a": 1, "b": .null], false), (["a": 1, "a": 2], ["a": 2], true),
        (["a": 1, "a": 2], ["a": 2, "a": 1], false), (["a": ["x": 1, "y": 2]], ["a": ["y": 2, "x": 1]], true),
        (["a": [1, 2]], ["a": [2, 1]], false), (["a": 1], ["A": 1], false),
    ]

    @Test(arguments: pairs)
    func theOrderOfMembersDoesNotCount(_ one: JSONObject, _ other: JSONObject, _ areEqual: Bool) {
        #expect((one == other) == areEqual)
        #expect((JSONValue.object(one) == .object(other)) == areEqual)
        if areEqual { #expect(one.hashValue == other.hashValue) }
    }

    @Test func comparingNestedObjectsTakesOneVisitEach() {
        let text = { (leaf: String) in
            String(repeating: #"{"a":"#, count: 64) + leaf + String(repeating: "}", count: 64)
        }
        let one = JSONDocument(parsing: Array(text("1").utf8)).value
        let other = JSONDocument(parsing: Array(text("2").utf8)).value
        #expect(one != nil)
        #expect(one != other)
    }
}
