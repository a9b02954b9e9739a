/// A place where a rule is broken.
package struct Finding: Hashable, Sendable {
    /// The rule.
    package let rule: Rule
    /// The id of the endpoint concerned, as in the document; `nil` if there is none.
    package let endpointId: String?
    /// The place in the document.
    package let path: JSONPath
    /// What is wrong there: a sentence without the full stop. It has no token, and no text of a customer's except names.
    package let problem: String
    /// What was done about it in the mended form.
    package let outcome: Outcome

    /// What was done about a broken rule.
    package enum Outcome: Hashable, Sendable {
        /// Nothing: only the author of the document can correct it.
        case kept
        /// It was corrected; the text describes how.
        case mended(String)
        /// The part in the text was left out.
        case leftOut(String)
    }

    /// What is wrong, what the rule is, what Alexa does, and what to do, in sentences.
    package var message: String {
        [problem + ".", rule.statement, rule.consequence, rule.remedy].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension Finding.Outcome {
    /// `kept`, `mended` or `left_out`: for log lines, which must not have the names of customers' devices.
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
