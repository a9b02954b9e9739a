package import FoundationEssentials
import Glibc
import Skill

/// Recorded directives and the event that each must produce, at the same path in another folder.
package struct Corpus: Sendable {
    /// The folder of the directives.
    package let directives: URL
    /// The folder of the events.
    package let events: URL
    /// The folder of the events as the user named it, for people to read.
    let eventsName: String
    /// The paths of the directives below their folder, sorted.
    package let paths: [String]
    /// The paths of events that no directive produces.
    package let orphans: [String]
    /// The paths of files that cannot be opened because their names are not UTF-8, with replacement characters.
    package let undecodable: [String]

    /// Why a corpus cannot be used.
    package struct Problem: Error, CustomStringConvertible {
        /// What is wrong with which folder or file, and what to do.
        package let description: String
    }

    /// The corpus of two folders; the folder of the events may be missing, as before the first `--update`.
    ///
    /// - Throws: if there are no directives to replay.
    package init(directives: String, events: String) throws(Problem) {
        self.directives = URL(filePath: directives, directoryHint: .isDirectory)
        self.events = URL(filePath: events, directoryHint: .isDirectory)
        eventsName = events.hasSuffix("/") && events.count > 1 ? String(events.dropLast()) : events
        let found = try Self.jsonFiles(below: directives, option: "--directives")
        guard !found.files.isEmpty else {
            throw Problem(description: "the folder \(directives) holds no .json files; name another with --directives")
        }
        paths = found.files
        undecodable = found.undecodable
        let expected = Set(paths + paths.map(Self.later) + paths.map(Self.interim))
        let recorded = Self.isMissing(events) ? [] : try Self.jsonFiles(below: events, option: "--events").files
        orphans = recorded.filter { !expected.contains($0) }
    }

    /// The path of the recorded event that follows through the gateway: `Lock.async.json` beside `Lock.json`.
    package static func later(_ path: String) -> String {
        path.dropLast(".json".count) + ".async.json"
    }

    /// The path of the recorded event that goes through the gateway before that one: `TurnOn.interim.json` beside
    /// `TurnOn.json`.
    package static func interim(_ path: String) -> String {
        path.dropLast(".json".count) + ".interim.json"
    }

    private static func jsonFiles(below folder: String, option: String) throws(Problem) -> DirectoryTree {
        do throws(DirectoryTree.Problem) {
            return try DirectoryTree(of: folder, suffix: ".json")
        } catch {
            let action =
                error.code == ENOTDIR
                ? "\(option) names a folder; for one file there is `porchlight handle`"
                : error.folder == folder ? "name a folder that can be read with \(option)" : "check its permissions"
            throw Problem(description: "cannot list \(error.folder): \(error.reason); \(action)")
        }
    }

    private static func isMissing(_ path: String) -> Bool { unsafe access(path, F_OK) != 0 && errno == ENOENT }

    /// The bytes of a directive, valid or not. Of a file that is too large, only one byte more than the limit is read, so that
    /// the skill refuses it as too large.
    ///
    /// - Throws: if the file cannot be read.
    package func directive(_ path: String) throws(Problem) -> [UInt8] {
        try Self.bytes(of: directives.appending(path: path), upTo: Skill.greatestDirective + 1)
    }

    /// The recorded event; `nil` if there is none.
    ///
    /// - Throws: if there is one that cannot be read.
    package func event(_ path: String) throws(Problem) -> [UInt8]? {
        let file = events.appending(path: path)
        return FileManager.default.fileExists(atPath: file.path) ? try Self.bytes(of: file) : nil
    }

    private static func bytes(of file: URL, upTo limit: Int = 64 << 20) throws(Problem) -> [UInt8] {
        do {
            // Mapped, so that a large file takes no more memory than what is used of it.
            return Array(try Data(contentsOf: file, options: .mappedIfSafe).prefix(limit))
        } catch {
            throw Problem(description: "cannot read \(file.path): check that the file can be read")
        }
    }

    /// Records the actual event, or removes the recorded one if there was none.
    ///
    /// - Throws: if the file cannot be written or removed.
    package func record(_ comparison: Replayer.Comparison) throws(Problem) {
        guard !comparison.isEqual else { return }
        let file = events.appending(path: comparison.path)
        do {
            guard let event = comparison.actual else { return try FileManager.default.removeItem(at: file) }
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(event).write(to: file)
        } catch {
            throw Problem(description: "cannot write \(file.path): check that the folder can be written")
        }
    }
}
