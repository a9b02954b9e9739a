/// A place where a rule is broken.
package struct Finding: Hashable, Sendable {
    /// The rule.
    package let rule: Rule
    /// The endpoint that it is about, as it calls itself; `nil` if it is about none.
    package let endpointId: String?
    /// Where it is.
    package let path: JSONPath
    /// What is wrong there: a sentence without the full stop. Holds no token and no text of a customer's but names.
    package let problem: String
    /// What was done about it in the mended form.
    package let outcome: Outcome

    /// What was done about a broken rule.
    package enum Outcome: Hashable, Sendable {
        /// Nothing: only whoever made it can.
        case kept
        /// It was put right, in the way that this says.
        case mended(String)
        /// This was left out.
        case leftOut(String)
    }

    /// What is wrong, what the rule is, what Alexa does, and what to do, in sentences.
    package var message: String {
        [problem + ".", rule.statement, rule.consequence, rule.remedy].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension Finding.Outcome {
    /// `kept`, `mended` or `left_out`: for log lines, which must not have what customers call their devices.
    package var word: String {
        switch self {
        case .kept: "kept"
        case .mended: "mended"
        case .leftOut: "left_out"
        }
    }
}

extension Finding.Outcome: CustomStringConvertible {
    /// "kept", "mended: ...", "left out: ...".
    package var description: String {
        switch self {
        case .kept: "kept"
        case .mended(let how): "mended: \(how)"
        case .leftOut(let what): "left out: \(what)"
        }
    }
}
