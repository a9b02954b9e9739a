package import FoundationEssentials

/// Recorded directives and the event that each must produce, at the same path in another folder.
package struct Corpus: Sendable {
    /// The folder of the directives.
    package let directives: URL
    /// The folder of the events.
    package let events: URL
    /// The paths of the directives below their folder, sorted.
    package let paths: [String]
    /// The paths of events that no directive produces.
    package let orphans: [String]

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
        guard let found = Self.jsonFiles(below: directives) else {
            throw Problem(description: "cannot read the folder \(directives); name one with --directives")
        }
        guard !found.isEmpty else {
            throw Problem(description: "the folder \(directives) holds no .json files; name another with --directives")
        }
        paths = found
        let expected = Set(found + found.map(Self.later))
        orphans = (Self.jsonFiles(below: events) ?? []).filter { !expected.contains($0) }
    }

    /// Where the event is recorded that follows through the gateway: `Lock.async.json` beside `Lock.json`.
    package static func later(_ path: String) -> String {
        path.dropLast(".json".count) + ".async.json"
    }

    private static func jsonFiles(below folder: String) -> [String]? {
        guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder) else { return nil }
        return paths.filter { $0.hasSuffix(".json") }.sorted()
    }

    /// The bytes of a directive, which may be anything.
    ///
    /// - Throws: if the file cannot be read.
    package func directive(_ path: String) throws(Problem) -> [UInt8] {
        try Self.bytes(of: directives.appending(path: path))
    }

    /// The recorded event; `nil` if there is none.
    ///
    /// - Throws: if there is one that cannot be read.
    package func event(_ path: String) throws(Problem) -> [UInt8]? {
        let file = events.appending(path: path)
        return FileManager.default.fileExists(atPath: file.path) ? try Self.bytes(of: file) : nil
    }

    private static func bytes(of file: URL) throws(Problem) -> [UInt8] {
        do {
            return Array(try Data(contentsOf: file))
        } catch {
            throw Problem(description: "cannot read \(file.path): check that the file can be read")
        }
    }

    /// Records the event that came, or that none did.
    ///
    /// - Throws: if the file cannot be written or removed.
    package func record(_ comparison: Replayer.Comparison) throws(Problem) {
        guard !comparison.isEqual else { return }
        let file = events.appending(path: comparison.path)
        do {
            guard let event = comparison.came else { return try FileManager.default.removeItem(at: file) }
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(event).write(to: file)
        } catch {
            throw Problem(description: "cannot write \(file.path): check that the folder can be written")
        }
    }
}
