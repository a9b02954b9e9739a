import AlexaProtocol
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
        /// The event that came, as it is recorded: pretty JSON and a newline.
        package let event: [UInt8]
        /// The event that was recorded; `nil` if none was.
        package let recorded: [UInt8]?
        /// What was asked, as far as it could be read.
        package let asked: (namespace: String, name: String)?
        /// What was answered.
        package let answered: (namespace: String, name: String, errorType: String?)
        /// How long it took.
        package let time: Duration

        /// Whether the event that came is the one that was recorded.
        package var isEqual: Bool { event == recorded }
    }

    /// Plays the directive at `path`.
    ///
    /// - Throws: if its file or that of its event cannot be read.
    package func replay(_ path: String) async throws(Corpus.Problem) -> Outcome {
        let directive = try corpus.directive(path)
        let environment = VirtualTime().environment
        let skill = Skill(
            adapters: [SimulatedHome(home, environment: environment)], grants: SimulatedGrants(),
            environment: environment, logger: Logger(label: "replay") { _ in SwiftLogNoOpLogHandler() })
        let start = ContinuousClock.now
        let event = await skill.answer(to: directive)
        let time = start.duration(to: .now)
        let bytes = event.encoded(style: .pretty) + [UInt8(ascii: "\n")]
        return Outcome(
            path: path, event: bytes, recorded: try corpus.event(path), asked: Self.asked(directive),
            answered: Self.answered(bytes), time: time)
    }

    private static func asked(_ bytes: [UInt8]) -> (String, String)? {
        guard case .success(let directive) = IncomingDirective(bytes).directive else { return nil }
        return (directive.header.namespace, directive.header.name)
    }

    private static func answered(_ bytes: [UInt8]) -> (String, String, String?) {
        let event = JSONDocument(parsing: bytes).value?.object?["event"]?.object
        let header = event?["header"]?.object
        let name = header?["name"]?.string ?? ""
        let errorType = name.hasSuffix("ErrorResponse") ? event?["payload"]?.object?["type"]?.string : nil
        return (header?["namespace"]?.string ?? "", name, errorType)
    }
}
