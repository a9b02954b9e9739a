import AlexaProtocol
import Testing

@Suite("Rules")
struct RuleTests {
    static let cases = [
        RuleCase.endpoints, RuleCase.fitting, RuleCase.capabilities, RuleCase.names, RuleCase.generic,
        RuleCase.specific, RuleCase.events, RuleCase.values, RuleCase.directives, RuleCase.answers, RuleCase.declared,
        RuleCase.histories,
    ].flatMap { $0 }

    @Test("each is broken by its smallest input, and not by the nearest neighbour", arguments: cases)
    func isChecked(row: RuleCase) throws {
        _ = try #require(Rule.all.first { $0.id == row.id }, "no rule is called \(row.id)")
        let broken = try #require(row.judgement(of: row.document(row.broken)))
        #expect(broken.findings.contains { $0.rule.id == row.id }, "\(broken.findings.map(\.rule.id))")
        let fine = try #require(row.judgement(of: row.document(row.fine)))
        let found = fine.findings.first { $0.rule.id == row.id }
        #expect(found == nil, "\(found?.message ?? "")")
    }

    @Test("what is mended is clean", arguments: cases)
    func mended(row: RuleCase) throws {
        let judgement = try #require(row.judgement(of: row.document(row.broken)))
        // Findings that cannot be corrected automatically.
        let open = judgement.findings.filter { $0.outcome == .kept && $0.rule.severity != .poor }.map(\.rule.id)
        let again = try #require(row.judgement(of: judgement.mended))
        let left = again.findings.filter { $0.rule.severity != .poor && !open.contains($0.rule.id) }
        #expect(left.isEmpty, "\(left.map(\.message))")
        // A second correction changes nothing.
        #expect(row.judgement(of: again.mended)?.mended == again.mended)
    }

    @Test("each has both inputs")
    func complete() {
        let tested = Set(Self.cases.map(\.id))
        #expect(Rule.all.filter { !tested.contains($0.id) }.map(\.id) == [])
    }

    @Test("have ids, sentences and sources")
    func form() {
        #expect(Set(Rule.all.map(\.id)).count == Rule.all.count)
        for rule in Rule.all {
            #expect(
                rule.id.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (48...57).contains($0) || (97...122).contains($0) }
            )
            #expect(rule.statement.hasSuffix(".") && rule.remedy.hasSuffix("."), "\(rule.id)")
            #expect(!rule.source.title.isEmpty)
            #expect(!rule.isAdvice || rule.severity == .poor, "\(rule.id)")
        }
    }

    @Test("that no file shows are named beside, with the reason")
    func unchecked() {
        let page = Rule.markdown
        #expect(page.contains("## Not checked by `lint`"))
        let rows = page.split(separator: "\n").drop { $0 != "## Not checked by `lint`" }.filter { $0.hasPrefix("| `") }
        #expect(rows.count > 8)
        for rule in Rule.all {
            // Such a row may name a rule of ours only as the one that checks the requirement instead.
            #expect(rows.allSatisfy { !$0.prefix { $0 != "." }.hasPrefix("| `\(rule.id)`") }, "\(rule.id)")
        }
    }

    @Test("know the fields of every error")
    func errorFields() {
        for kind in ErrorCatalog.kinds where kind.fields.contains(where: \.isRequired) {
            #expect(Inspection.fieldRules[kind.type] != nil, "\(kind.type)")
        }
    }

    @Test("a lamp that keeps them all is left in peace")
    func peace() throws {
        let judgement = try #require(Judgement(of: ["endpoints": [.object(RuleCase.lamp)]]))
        #expect(judgement.findings.map(\.message) == [])
        #expect(judgement.mended == ["endpoints": [.object(RuleCase.lamp)]])
    }

    @Test("of nothing else is judged", arguments: ["1", "[]", "{}", #"{"a": 1}"#, #"[{"a": 1}]"#])
    func unknown(text: String) {
        #expect(Judgement(of: JSONValue(reading: text)) == nil)
    }
}
