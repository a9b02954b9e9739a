/// The findings of the rules about a document: a home file, a discovery answer, any other event, a directive, or several of
/// them.
package struct Judgement: Sendable {
    /// The kind of a document.
    package enum Kind: String, CaseIterable, Sendable {
        /// A home file, a list of endpoints, or one endpoint.
        case home
        /// A message to Alexa.
        case event
        /// A message from Alexa.
        case directive
        /// Several messages, in the order in which they were sent.
        case conversation
    }

    /// The kind of the document.
    package let kind: Kind
    /// The broken rules, in the order of the document.
    package let findings: [Finding]
    /// The document, mended where possible, and without the parts that Alexa would not accept.
    package let mended: JSONValue

    /// Judges a document alone; `nil` if it is none of these kinds.
    package init?(of document: JSONValue) {
        var conversation = Conversation()
        guard let judgement = conversation.judge(document) else { return nil }
        self = judgement
    }

    init(_ kind: Kind, _ findings: [Finding], mended: JSONValue) {
        self.kind = kind
        self.findings = findings
        self.mended = mended
    }

    /// Judges one message or one home that stands at `path`.
    init?(of document: JSONValue, at path: JSONPath, comparedWith comparison: Comparison) {
        var inspection = Inspection(.judging, at: path, comparedWith: comparison)
        switch document {
        case .array(let elements):
            guard !elements.isEmpty, elements.allSatisfy({ $0.object?["endpointId"] != nil }) else { return nil }
            // Under a key, so that one walk serves all; the paths omit the key.
            var object: JSONObject = ["endpoints": document]
            inspection.endpoints(of: &object)
            let count = path.steps.count
            self.init(
                .home, inspection.findings.map { $0.without(stepAt: count) }, mended: object["endpoints"] ?? [])
        case .object(let object) where object["directive"] != nil || Directive.isVersion2(object):
            inspection.directive(object)
            self.init(.directive, inspection.findings, mended: document)
        case .object(var object) where object["event"] != nil || object["header"]?.object != nil:
            inspection.event(&object)
            self.init(.event, inspection.findings, mended: .object(object))
        case .object(var object) where object["endpoints"] != nil:
            if object["endpoints"]?.array == nil {
                inspection.note(
                    .envEndpointsArray, "endpoints is no list", at: "endpoints", doing: .mended("endpoints is []"))
                object["endpoints"] = []
            }
            inspection.endpoints(of: &object)
            self.init(.home, inspection.findings, mended: .object(object))
        case .object(var object) where object["endpointId"] != nil && object["capabilities"] != nil:
            let isKept = inspection.endpoint(&object)
            self.init(.home, inspection.findings, mended: isKept ? .object(object) : .object([:]))
        case .null, .bool, .number, .string, .object: return nil
        }
    }
}

extension Finding {
    fileprivate func without(stepAt index: Int) -> Finding {
        var steps = path.steps
        if steps.indices.contains(index) { steps.remove(at: index) }
        return Finding(
            rule: rule, endpointId: endpointId, path: JSONPath(steps), problem: problem, outcome: outcome)
    }
}
