import AlexaProtocol
import EventGateway
import Logging
package import SimulatedHome
import Skill

/// Plays recorded directives to the skill, each to a fresh copy of a simulated home, and compares the events.
package struct Replayer: Sendable {
    private let corpus: Corpus
    private let home: HomeFile

    /// A replay of `corpus` in `home`.
    package init(_ corpus: Corpus, home: HomeFile) {
        self.corpus = corpus
        self.home = home
    }

    /// What became of one directive.
    package struct Outcome: Sendable {
        /// The directive's path below its folder.
        package let path: String
        /// The answer.
        package let event: Comparison
        /// The event that follows through the gateway, if the answer was put off.
        package let later: Comparison
        /// What was asked, as far as it could be read.
        package let asked: (namespace: String, name: String)?
        /// How long it took.
        package let time: Duration

        /// Whether the events that came are those that were recorded.
        package var isEqual: Bool { event.isEqual && later.isEqual }
    }

    /// An event that came, and the one that was recorded.
    package struct Comparison: Sendable {
        /// Its path below the folder of events.
        package let path: String
        /// The event that came, as it is recorded: pretty JSON and a newline; `nil` if none came.
        package let came: [UInt8]?
        /// The event that was recorded; `nil` if none was.
        package let recorded: [UInt8]?

        /// Whether both are the same, or there is neither.
        package var isEqual: Bool { came == recorded }

        /// What came; `nil` if nothing did.
        package var header: (namespace: String, name: String, errorType: String?)? {
            guard let came else { return nil }
            let event = JSONDocument(parsing: came).value?.object?["event"]?.object
            let header = event?["header"]?.object
            let name = header?["name"]?.string ?? ""
            let errorType = name.hasSuffix("ErrorResponse") ? event?["payload"]?.object?["type"]?.string : nil
            return (header?["namespace"]?.string ?? "", name, errorType)
        }
    }

    /// Plays the directive at `path`.
    ///
    /// - Throws: if its file or that of its event cannot be read.
    package func replay(_ path: String) async throws(Corpus.Problem) -> Outcome {
        let directive = try corpus.directive(path)
        let environment = VirtualTime().environment
        let promises = RecordedPromises()
        let skill = Skill(
            adapters: [SimulatedHome(home, environment: environment)], grants: SimulatedGrants(),
            deferral: Deferral(Promises(promises, environment: environment) { _, _ in true }),
            environment: environment, logger: Logger(label: "replay") { _ in SwiftLogNoOpLogHandler() })
        let start = ContinuousClock.now
        let event = await skill.answer(to: directive)
        await skill.finishDeferred()
        let time = start.duration(to: .now)
        return Outcome(
            path: path, event: try compare(event.encoded(style: .pretty), at: path),
            later: try compare(promises.kept, at: Corpus.later(path)), asked: Self.asked(directive), time: time)
    }

    private func compare(_ event: [UInt8]?, at path: String) throws(Corpus.Problem) -> Comparison {
        Comparison(path: path, came: event.map { $0 + [UInt8(ascii: "\n")] }, recorded: try corpus.event(path))
    }

    private static func asked(_ bytes: [UInt8]) -> (String, String)? {
        guard case .success(let directive) = IncomingDirective(bytes).directive else { return nil }
        return (directive.header.namespace, directive.header.name)
    }
}
