/// What `porchlight check` found when it tried how customers are told apart.
package struct ResolverCheck: Hashable, Sendable {
    /// Whether tokens can be checked.
    package let works: Bool
    /// What was found, and what to do.
    package let sentence: String

    /// A finding.
    package init(works: Bool, _ sentence: String) {
        self.works = works
        self.sentence = sentence
    }
}
