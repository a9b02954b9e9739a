/// The result of `porchlight check` for the settings that determine the customer of a token.
package struct ResolverCheck: Hashable, Sendable {
    /// Whether tokens can be checked.
    package let works: Bool
    /// What was found, and what the operator has to do.
    package let sentence: String

    /// A finding.
    package init(works: Bool, _ sentence: String) {
        self.works = works
        self.sentence = sentence
    }
}
