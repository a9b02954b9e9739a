import Foundation
import Settings
import Testing

/// Lists of objects in the configuration file.
@Suite struct SettingsListTests {
    private static let list = SettingList(
        "clouds.acme.accounts", "an account",
        fields: [
            SettingKey("name", "a name"), SettingKey("secret", "a secret", isSecret: true),
            SettingKey("customers", "customers"),
        ])
    private static let region = SettingKey("clouds.acme.region", "a region")
    private static let keys = [region, SettingKey("store.path", "a path")]

    private static func read<Value>(
        _ text: String, _ body: (inout SettingsReader) -> Value
    ) throws -> (Value, problems: [String]) {
        let file = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString).json")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var reader = SettingsReader(["PORCHLIGHT_CONFIG": file.path], keys: keys, lists: [list])
        let value = body(&reader)
        do throws(SettingsProblems) {
            try reader.finish()
            return (value, [])
        } catch {
            return (value, error.problems.map { $0.replacing("\(file.path): ", with: "") })
        }
    }

    @Test func variablesOfCloudsDoWithoutTheirPrefix() {
        #expect(Self.region.variable == "PORCHLIGHT_ACME_REGION")
        #expect(Self.region.label == "clouds.acme.region (PORCHLIGHT_ACME_REGION)")
        let field = Self.list.key(Self.list.fields[1], at: 3)
        #expect(field.name == "clouds.acme.accounts[3].secret" && field.label == field.name && field.isSecret)
        #expect(Self.list.documented(Self.list.fields[0]) == "clouds.acme.accounts[].name")
    }

    @Test func fieldsOfEachObjectAreRead() throws {
        let text = """
            {"clouds": {"acme": {"region": "eu", "accounts": [
                {"name": "one", "secret": "s3cret", "customers": ["a", "b"]}, {"name": 2, "secret": null}, {}]}}}
            """
        let (values, problems) = try Self.read(text) { reader in
            (0..<reader.count(of: Self.list)).map { index in
                Self.list.fields.map { reader.text(Self.list.key($0, at: index)) }
            } + [[reader.text(Self.region)]]
        }
        #expect(problems == [])
        #expect(values == [["one", "s3cret", "a,b"], ["2", nil, nil], [nil, nil, nil], ["eu"]])
    }

    @Test(arguments: [
        #"{"clouds": {"acme": {"accounts": null}}}"#, #"{"clouds": {"acme": {"accounts": []}}}"#, #"{"clouds": {}}"#,
        #"{"clouds": {"acme": null}}"#, #"{"clouds": null}"#, "{}",
    ])
    func noListHasNoObjects(text: String) throws {
        let (count, problems) = try Self.read(text) { $0.count(of: Self.list) }
        #expect(count == 0)
        #expect(problems == [])
    }

    /// Unknown names at every depth, and values of the wrong type.
    static let mistakes: [(String, [String])] = [
        (#"{"clouds": {"acme": {"accounts": [{"nme": "s3cret"}]}}}"#, ["clouds.acme.accounts[0].nme is not a setting"]),
        (
            #"{"clouds": {"acme": {"accounts": [{}, {"name": {"s3cret": 1}}]}}}"#,
            ["clouds.acme.accounts[1].name must be a text, a number or a list of texts, not an object"]
        ),
        (
            #"{"clouds": {"acme": {"accounts": [{"customers": ["a", ["s3cret"]]}]}}}"#,
            ["clouds.acme.accounts[0].customers must be a list of texts"]
        ),
        (
            #"{"clouds": {"acme": {"accounts": {"name": "s3cret"}}}}"#,
            [#"clouds.acme.accounts must be a list of objects: [{"name": ..., "secret": ...}]"#]
        ),
        (
            #"{"clouds": {"acme": {"accounts": ["s3cret", {}]}}}"#,
            [#"clouds.acme.accounts[0] must be an object: {"name": ..., "secret": ...}"#]
        ),
        (#"{"clouds": {"acme": "s3cret"}}"#, ["clouds.acme must be an object"]),
        (#"{"clouds": {"acne": {"accounts": []}}}"#, ["clouds.acne is not a setting"]),
        (#"{"clouds": {"acme": {"acounts": []}}}"#, ["clouds.acme.acounts is not a setting"]),
        (
            #"{"foo": {}, "bar": null, "store": {"path": {}}}"#,
            [
                "foo is not a setting", "bar is not a setting",
                "store.path must be a text, a number or a list of texts, not an object",
            ]
        ),
        (
            #"{"clouds": {"acme": {"accounts": [{"x": 1}, 5, {"y": 2}]}}, "z": 3}"#,
            [
                "clouds.acme.accounts[0].x is not a setting",
                #"clouds.acme.accounts[1] must be an object: {"name": ..., "secret": ...}"#,
                "clouds.acme.accounts[2].y is not a setting", "z is not a setting",
            ]
        ),
    ]

    @Test(arguments: mistakes.indices)
    func everyMistakeIsNamedWithoutItsValue(_ index: Int) throws {
        let (_, problems) = try Self.read(Self.mistakes[index].0) { _ in }
        #expect(problems == Self.mistakes[index].1)
        #expect(!problems.joined().contains("s3cret"))
    }

    @Test func aProblemOfAFieldIsNamedByItsPlace() throws {
        let text = #"{"clouds": {"acme": {"accounts": [{"name": "x"}, {"name": "y"}]}}}"#
        let (_, problems) = try Self.read(text) { reader in
            for index in 0..<2 { _ = reader.choice(Self.list.key(Self.list.fields[0], at: index), of: ["x"]) }
        }
        #expect(problems == ["clouds.acme.accounts[1].name must be one of x"])
    }
}
