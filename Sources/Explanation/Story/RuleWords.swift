/// What the rules that choose an error mean, in words, and what to do about them.
struct RuleWords {
    let reference: ErrorReference

    /// The meaning of a rule.
    struct Meaning: Hashable, Sendable {
        var reason: String
        var advice: [String] = []
        /// Advice that was followed already if the answer was deferred.
        var adviceBeforeDeferral: [String] = []
        /// Why the table chose this error.
        var note: String?
        /// Whether it is a row of a device cloud's error table.
        var isTableRow = false
    }

    /// The meaning of a rule's id: `skill.…`, or a cloud's name and a code, a status, a kind of transport error or a check.
    func meaning(of rule: String) -> Meaning {
        if let known = Self.own[rule] { return known }
        let parts = rule.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return Meaning(reason: "The rule \(rule) chose the error.") }
        let (cloud, check) = (parts[0], parts[1])
        if cloud == "simulation" {
            return Meaning(
                reason: "The home file of the simulated home asks for this error.",
                advice: ["Change `faults`, `offline` and the like in the home file (docs/simulation.md)."])
        }
        if check.hasPrefix("transport.") { return transport(String(check.dropFirst(10)), cloud) }
        if let known = Self.ofClouds[check] {
            let subjects = [("its ", "\(cloud)'s "), ("it ", "\(cloud) ")]
            for (pronoun, name) in subjects where known.reason.hasPrefix(pronoun) {
                return Meaning(reason: name + known.reason.dropFirst(pronoun.count), advice: known.advice)
            }
            return Meaning(reason: "\(cloud): \(known.reason)", advice: known.advice)
        }
        if let row = reference.code(cloud, check) {
            let status =
                check.hasPrefix("http.") ? "HTTP \(check.dropFirst(5)) without a code of its own" : "code \(check)"
            var meaning = Meaning(
                reason: "\(cloud) answered \(status), which means: \(Words.sentence(row.meaning))", isTableRow: true)
            if !row.note.isEmpty { meaning.note = Words.sentence("The error table adds: " + row.note) }
            if row.isForOperator {
                meaning.advice.append(
                    "Only the operator can mend this: look at the account, the project and its plan in \(cloud)'s console, and run `porchlight check`."
                )
            }
            return meaning
        }
        return Meaning(reason: "The rule \(rule) chose the error.")
    }

    private func transport(_ kind: String, _ cloud: String) -> Meaning {
        let reason: String
        var advice = ["Look at \(cloud)'s status page. `porchlight check` tries each account from this machine."]
        switch kind {
        case "couldNotResolve": reason = "the name of \(cloud)'s server could not be resolved"
        case "couldNotConnect": reason = "no connection to \(cloud)'s server could be made"
        case "timedOutConnecting": reason = "\(cloud)'s server did not take the connection in time"
        case "timedOutWaiting": reason = "\(cloud)'s server took the request and did not answer in time"
        case "connectionLost": reason = "the connection to \(cloud)'s server was lost before the answer was complete"
        case "certificateRefused":
            reason = "the certificate of \(cloud)'s server was refused"
            advice = ["Check the base URL in the settings, the machine's clock and its certificate store."]
        case "tls":
            reason = "no TLS connection to \(cloud)'s server could be made"
            advice = ["Check the base URL in the settings, and whether something on the way intercepts TLS."]
        case "tooLarge": reason = "\(cloud)'s answer was larger than is accepted"
        case "cancelled": reason = "the request to \(cloud) was cancelled because the time was up"
        case "refusedByUs", "libraryFailure": reason = "the request to \(cloud) could not be sent"
        default: reason = "\(cloud) gave no answer (\(Words.quoted(kind, to: 40)))"
        }
        return Meaning(reason: reason.prefix(1).uppercased() + reason.dropFirst() + ".", advice: advice)
    }
}
