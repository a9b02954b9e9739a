import CBuild

/// What this executable was built from.
package enum Build {
    /// The release.
    package static let version = "0.1.0"

    /// The commit, with `-dirty` appended if files differed; `nil` if it was built outside of a clone or without `make`.
    package static var commit: String? {
        let commit = unsafe String(cString: porchlight_commit())
        return commit.isEmpty ? nil : commit
    }

    /// `0.1.0 (1a2b3c4d5e6f)`: for `--version` and the log.
    package static var description: String { version + (commit.map { " (\($0))" } ?? "") }
}
