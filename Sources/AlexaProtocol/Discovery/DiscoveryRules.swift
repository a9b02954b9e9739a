/// What Alexa demands of a discovery answer. It drops what breaks a rule without a word, or the whole answer with it: so
/// every endpoint is checked before it is sent. Source: Alexa.Discovery, "Discover response" and its limits.
package enum DiscoveryRules {
    /// The most endpoints that a customer can have.
    package static let maximumEndpoints = 300
    /// The most capabilities that an endpoint can have.
    package static let maximumCapabilities = 100
    /// The longest `friendlyName`, `manufacturerName` and `description`, in characters.
    package static let maximumNameLength = 128
    /// The longest value in `additionalAttributes`, in characters.
    package static let maximumAttributeLength = 256
    /// The most that a cookie may hold, keys and values together, in bytes of UTF-8.
    package static let maximumCookieBytes = 5000

    /// A rule that an endpoint breaks.
    package struct Violation: Hashable, Sendable {
        /// The endpoint as it calls itself.
        package let endpointId: String
        /// The rule, as a sentence that says what is wrong and what is allowed.
        package let rule: String
        /// Whether the whole endpoint was left out, not only the part that the rule is about.
        package let isEndpointLeftOut: Bool
    }

    /// What the rules say of one endpoint, whatever else the customer has.
    package struct Finding: Sendable {
        fileprivate let endpointId: String
        /// Why parts of the endpoint were left out.
        fileprivate let notes: [String]
        fileprivate let result: Result

        fileprivate enum Result {
            case accepted(DiscoveredEndpoint)
            case refused(rule: String)
        }
    }

    /// What may be sent, in strict form, and what may not, with the reason.
    package struct Verdict: Sendable {
        /// The endpoints that keep all rules.
        package fileprivate(set) var discovered: [DiscoveredEndpoint] = []
        /// Why the others, or parts of these, were left out.
        package fileprivate(set) var violations: [Violation] = []

        /// The endpoints that keep all rules.
        package var endpoints: [Endpoint] { discovered.map(\.endpoint) }
    }

    /// Looks at one endpoint alone.
    package static func examine(_ endpoint: Endpoint) -> Finding {
        var notes: [String] = []
        let strict = strictForm(of: endpoint, notes: &notes)
        let result: Finding.Result =
            if let rule = problem(with: strict) { .refused(rule: rule) } else { .accepted(DiscoveredEndpoint(strict)) }
        return Finding(endpointId: endpoint.endpointId, notes: notes, result: result)
    }

    /// Sorts endpoints into those that Alexa accepts and those that it would not, given that all belong to one customer.
    package static func verdict(on findings: [Finding]) -> Verdict {
        var verdict = Verdict()
        var seen: Set<String> = []
        for finding in findings {
            func violation(_ rule: String, isEndpointLeftOut: Bool) -> Violation {
                Violation(endpointId: finding.endpointId, rule: rule, isEndpointLeftOut: isEndpointLeftOut)
            }
            verdict.violations += finding.notes.map { violation($0, isEndpointLeftOut: false) }
            switch finding.result {
            case .refused(let rule):
                verdict.violations.append(violation(rule, isEndpointLeftOut: true))
            case .accepted where !seen.insert(finding.endpointId).inserted:
                verdict.violations.append(violation("endpointId occurs twice", isEndpointLeftOut: true))
            case .accepted where verdict.discovered.count == maximumEndpoints:
                let rule = "a customer can have \(maximumEndpoints) endpoints at most"
                verdict.violations.append(violation(rule, isEndpointLeftOut: true))
            case .accepted(let endpoint):
                verdict.discovered.append(endpoint)
            }
        }
        return verdict
    }

    /// Sorts `endpoints` into those that Alexa accepts and those that it would not.
    package static func check(_ endpoints: [Endpoint]) -> Verdict {
        verdict(on: endpoints.map(examine))
    }

    /// The first rule that `endpoint` breaks, as a sentence; `nil` if Alexa accepts it.
    package static func problem(with endpoint: Endpoint) -> String? {
        if EndpointID(endpoint.endpointId) == nil {
            return "endpointId must have 1 to 256 letters, digits or _-=#;:?@& (and no space)"
        }
        for (name, text) in [
            ("friendlyName", endpoint.friendlyName), ("manufacturerName", endpoint.manufacturerName),
            ("description", endpoint.description),
        ] where !(1...maximumNameLength).contains(text.unicodeScalars.count) {
            return "\(name) has \(text.unicodeScalars.count) characters, allowed are 1 to \(maximumNameLength)"
        }
        if endpoint.displayCategories.isEmpty || !endpoint.displayCategories.allSatisfy(isCategory) {
            return "displayCategories must name at least one category in capital letters, such as LIGHT"
        }
        if Set(endpoint.displayCategories).count != endpoint.displayCategories.count {
            return "displayCategories names a category twice"
        }
        return cookieProblem(endpoint.cookie) ?? attributeProblem(endpoint.additionalAttributes)
            ?? capabilityProblem(endpoint.capabilities)
    }

    private static func isCategory(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { ($0 >= 65 && $0 <= 90) || $0 == UInt8(ascii: "_") }
    }

    private static func cookieProblem(_ cookie: JSONObject) -> String? {
        var bytes = 0
        for member in cookie.members {
            guard let value = member.value.string else { return "cookie values must be strings" }
            bytes += member.key.utf8.count + value.utf8.count
        }
        return bytes > maximumCookieBytes
            ? "the cookie has \(bytes) bytes, allowed are \(maximumCookieBytes)" : nil
    }

    private static func attributeProblem(_ attributes: JSONObject) -> String? {
        attributes.members.first { ($0.value.string?.unicodeScalars.count ?? 0) > maximumAttributeLength }.map {
            "additionalAttributes.\($0.key) is longer than \(maximumAttributeLength) characters"
        }
    }

    private static func capabilityProblem(_ capabilities: [Capability]) -> String? {
        if capabilities.count > maximumCapabilities {
            return "it has \(capabilities.count) capabilities, allowed are \(maximumCapabilities)"
        }
        var seen: Set<[String?]> = []
        for capability in capabilities {
            let name = capability.interface + (capability.instance.map { " (instance \($0))" } ?? "")
            if !seen.insert([capability.interface, capability.instance]).inserted {
                return "capability \(name) occurs twice"
            }
            guard let interface = InterfaceCatalog.interface(capability.interface) else { continue }
            if interface.hasInstances && (capability.instance ?? "").isEmpty {
                return "capability \(name) needs an instance"
            }
            if let problem = interface.problem(with: capability) {
                return "capability \(name): \(problem)"
            }
        }
        return capabilities.count > 1 ? nil : "it can do nothing: no capability beside Alexa"
    }
}
