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

    /// The result of one directive.
    package struct Outcome: Sendable {
        /// The directive's path below its folder.
        package let path: String
        /// The answer.
        package let event: Comparison
        /// The event that goes through the gateway while the work goes on, such as WakeUp.
        package let interim: Comparison
        /// The event that follows through the gateway, if the answer was deferred.
        package let later: Comparison
        /// Namespace and name of the directive; `nil` if they could not be read.
        package let asked: (namespace: String, name: String)?
        /// From the directive to its last event, in real time.
        package let time: Duration

        /// Whether the actual events are the recorded ones.
        package var isEqual: Bool { event.isEqual && interim.isEqual && later.isEqual }
    }

    /// An actual event and the recorded one.
    package struct Comparison: Sendable {
        /// Its path below the folder of events.
        package let path: String
        /// The actual event in the form that is recorded: pretty JSON and a line break; `nil` if there was none.
        package let actual: [UInt8]?
        /// The recorded event; `nil` if there is none.
        package let recorded: [UInt8]?

        /// Whether both are the same bytes, or both are missing.
        package var isEqual: Bool { actual == recorded }

        /// Namespace, name and error type of the actual event; `nil` if there was none.
        package var header: (namespace: String, name: String, errorType: String?)? {
            guard let actual else { return nil }
            let event = JSONDocument(parsing: actual).value?.object?["event"]?.object
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
            interim: try compare(promises.interim, at: Corpus.interim(path)),
            later: try compare(promises.kept, at: Corpus.later(path)), asked: Self.asked(directive), time: time)
    }

    private func compare(_ event: [UInt8]?, at path: String) throws(Corpus.Problem) -> Comparison {
        Comparison(path: path, actual: event.map { $0 + [UInt8(ascii: "\n")] }, recorded: try corpus.event(path))
    }

    private static func asked(_ bytes: [UInt8]) -> (String, String)? {
        guard case .success(let directive) = IncomingDirective(bytes).directive else { return nil }
        return (directive.header.namespace, directive.header.name)
    }
}
