/// Applies Alexa's rules to a discovery answer before it is sent: without any report, Alexa drops a part that breaks a rule, or
/// the whole answer with it. The rules themselves are in ``Rule``.
package enum DiscoveryRules {
    /// The result of the rules for one endpoint alone. Computed once for each endpoint.
    package struct ExaminedEndpoint: Sendable {
        /// The endpoint as it may be sent; `nil` if nothing of it may.
        package let discovered: DiscoveredEndpoint?
        /// The endpoint that directives and reports are checked against: as ``discovered``, but with the cloud's own semantics,
        /// because Alexa keeps using the semantics of an earlier answer. `nil` if nothing of it may be sent.
        package let declared: Endpoint?
        /// The broken rules, without advice.
        package let findings: [Finding]
        let identity: EndpointIdentity
    }

    /// The endpoints that may be sent, and what was mended or left out.
    package struct Verdict: Sendable {
        /// The endpoints that keep all rules.
        package let discovered: [DiscoveredEndpoint]
        /// The broken rules, without advice.
        package let findings: [Finding]

        /// The endpoints that keep all rules.
        package var endpoints: [Endpoint] { discovered.map(\.endpoint) }
    }

    /// Applies the rules to one endpoint alone.
    package static func examine(_ endpoint: Endpoint) -> ExaminedEndpoint {
        var inspection = Inspection(.sending)
        var json = endpoint.json
        let isKept = inspection.endpoint(&json)
        let findings = endpoint.mends + inspection.findings.filter { !$0.rule.isAdvice }
        var discovered: DiscoveredEndpoint?
        var declared: Endpoint?
        if isKept, var mended = Endpoint(.object(json)) {
            // Limits and slowness are ours and not in the document.
            var semantics: [JSONObject?] = []
            for index in mended.capabilities.indices {
                let capability = mended.capabilities[index]
                let original = endpoint.capability(capability.interface, instance: capability.instance)
                semantics.append(original?.semantics)
                guard let original else { continue }
                mended.capabilities[index].limits = original.limits
                mended.capabilities[index].isSlow = original.isSlow
            }
            discovered = DiscoveredEndpoint(mended)
            for (index, semantics) in semantics.enumerated() { mended.capabilities[index].semantics = semantics }
            declared = mended
        }
        return ExaminedEndpoint(
            discovered: discovered, declared: declared, findings: findings, identity: EndpointIdentity(json))
    }

    /// Selects what may be sent of the endpoints of one customer.
    package static func verdict(on endpoints: [ExaminedEndpoint]) -> Verdict {
        var inspection = Inspection(.sending, at: JSONPath(["endpoints"]))
        var candidates: [(step: JSONPath.Step, identity: EndpointIdentity)] = []
        var discovered: [DiscoveredEndpoint] = []
        var findings: [Finding] = []
        for (index, endpoint) in endpoints.enumerated() {
            findings += endpoint.findings
            guard let candidate = endpoint.discovered else { continue }
            candidates.append((.index(index), endpoint.identity))
            discovered.append(candidate)
        }
        let isKept = inspection.answer(candidates)
        if isKept.contains(false) {
            discovered = zip(discovered, isKept).filter(\.1).map(\.0)
            candidates = zip(candidates, isKept).filter(\.1).map(\.0)
        }
        limitSize(&discovered, &candidates, &inspection)
        inspection.relations(candidates)
        return Verdict(
            discovered: discovered, findings: findings + inspection.findings.filter { !$0.rule.isAdvice })
    }

    /// Leaves out the last endpoints if the answer would be larger than Lambda accepts.
    private static func limitSize(
        _ discovered: inout [DiscoveredEndpoint],
        _ candidates: inout [(step: JSONPath.Step, identity: EndpointIdentity)], _ inspection: inout Inspection
    ) {
        var size = Event.largestEnvelope
        let fitting = discovered.prefix { endpoint in
            size += endpoint.size + 1
            return size <= Inspection.maximumAnswerBytes
        }.count
        guard fitting < discovered.count else { return }
        for candidate in candidates[fitting...] {
            inspection.endpointId = candidate.identity.endpointId
            inspection.within(candidate.step) {
                $0.note(.limitLambdaSize, "The answer is full", doing: .leftOut("the endpoint"))
            }
        }
        inspection.endpointId = nil
        discovered.removeLast(discovered.count - fitting)
        candidates.removeLast(candidates.count - fitting)
    }

    /// What lenient reading of an endpoint has corrected, such as flags that were text: the findings in `json` that `endpoint`,
    /// which was read from it, no longer has. Without advice.
    package static func mends(in json: JSONValue, read endpoint: Endpoint) -> [Finding] {
        guard var object = json.object else { return [] }
        object["simulation"] = nil
        var raw = Inspection(.judging)
        _ = raw.endpoint(&object)
        let known = Set(examine(endpoint).findings.map { "\($0.rule.id) \($0.problem)" })
        return raw.findings.filter { finding in
            finding.outcome != .kept && !finding.rule.isAdvice
                && !known.contains("\(finding.rule.id) \(finding.problem)")
        }
    }

    /// Applies the rules to `endpoints`, all of one customer, and selects what may be sent.
    package static func check(_ endpoints: [Endpoint]) -> Verdict {
        verdict(on: endpoints.map(examine))
    }
}
