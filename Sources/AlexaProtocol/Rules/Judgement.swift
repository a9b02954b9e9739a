/// What the rules say of a document: a home file, a discovery answer, any other event, or a directive.
package struct Judgement: Sendable {
    /// What a document is.
    package enum Kind: String, CaseIterable, Sendable {
        /// A home file, a list of endpoints, or one endpoint.
        case home
        /// A message to Alexa.
        case event
        /// A message from Alexa.
        case directive
    }

    /// What the document is.
    package let kind: Kind
    /// What breaks a rule, in the order of the document.
    package let findings: [Finding]
    /// The document, mended where it can be and without what Alexa would not take.
    package let mended: JSONValue

    /// Judges a document; `nil` if it is none of these kinds.
    package init?(of document: JSONValue) {
        var inspection = Inspection(.judging)
        switch document {
        case .array(let elements):
            guard !elements.isEmpty, elements.allSatisfy({ $0.object?["endpointId"] != nil }) else { return nil }
            // Under a name, so that one walk serves all; the paths are without it.
            var object: JSONObject = ["endpoints": document]
            inspection.endpoints(of: &object)
            kind = .home
            findings = inspection.findings.map { $0.without(prefix: 1) }
            mended = object["endpoints"] ?? []
        case .object(let object) where object["directive"] != nil || Directive.isVersion2(object):
            inspection.directive(object)
            kind = .directive
            findings = inspection.findings
            mended = document
        case .object(var object) where object["event"] != nil || object["header"]?.object != nil:
            inspection.event(&object)
            kind = .event
            findings = inspection.findings
            mended = .object(object)
        case .object(var object) where object["endpoints"] != nil:
            if object["endpoints"]?.array == nil {
                inspection.note(
                    .envEndpointsArray, "endpoints is no list", at: "endpoints", doing: .mended("endpoints is []"))
                object["endpoints"] = []
            }
            inspection.endpoints(of: &object)
            kind = .home
            findings = inspection.findings
            mended = .object(object)
        case .object(var object) where object["endpointId"] != nil && object["capabilities"] != nil:
            let isKept = inspection.endpoint(&object)
            kind = .home
            findings = inspection.findings
            mended = isKept ? .object(object) : .object([:])
        case .null, .bool, .number, .string, .object: return nil
        }
    }
}

extension Finding {
    fileprivate func without(prefix count: Int) -> Finding {
        Finding(
            rule: rule, endpointId: endpointId, path: JSONPath(Array(path.steps.dropFirst(count))), problem: problem,
            outcome: outcome)
    }
}
