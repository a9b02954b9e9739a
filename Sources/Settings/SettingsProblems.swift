/// All problems of the settings.
package struct SettingsProblems: Error, Sendable, CustomStringConvertible {
    /// One sentence each, with the setting's name and what to do; without values of secrets.
    package let problems: [String]

    /// These problems, at least one.
    package init(problems: [String]) {
        self.problems = problems
    }

    package var description: String { problems.joined(separator: "; ") }
}
