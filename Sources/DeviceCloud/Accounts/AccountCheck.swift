/// The result of `porchlight check` for one account at a cloud.
package struct AccountCheck: Hashable, Sendable {
    /// Whether the account can be used. The raw values appear in `check --json`.
    package enum Verdict: String, CaseIterable, Sendable {
        /// Everything that was tested works.
        case works
        /// The account works, but a feature does not, such as an API product that is not subscribed.
        case limited
        /// Nothing works until the operator changes something.
        case fails
    }

    /// The cloud, one lower-case word.
    package let cloud: String
    /// The account's name in the settings.
    package let account: String
    /// Whether it can be used.
    package let verdict: Verdict
    /// The findings and what to do, one sentence each, without secrets. At least one unless the verdict is `works`.
    package let sentences: [String]

    /// The result for an account.
    package init(cloud: String, account: String, _ verdict: Verdict, _ sentences: [String] = []) {
        self.cloud = cloud
        self.account = account
        self.verdict = verdict
        self.sentences = sentences
    }
}
