import AlexaProtocol
import Replay

/// The recorded directives, except for malformed ones and Discover, which costs several times as much.
struct Recorded {
    /// The directives of each kind, such as `Alexa.PowerController.TurnOn`, as compact JSON like Alexa's.
    let kinds: [(kind: String, directives: [[UInt8]])]

    /// Reads the directives in `folder` and its subfolders.
    ///
    /// - Throws: if the folder or a file cannot be read.
    init(folder: String) throws {
        let corpus = try Corpus(directives: folder, events: folder)
        var kinds: [String: [[UInt8]]] = [:]
        for path in corpus.paths where !path.hasPrefix("Malformed/") && !path.hasPrefix("Discovery/") {
            let bytes = try corpus.directive(path)
            let document = JSONDocument(parsing: bytes)
            guard case .success(let directive) = IncomingDirective(bytes).directive, let value = document.value else {
                continue
            }
            kinds[directive.header.fullName, default: []].append(value.encoded())
        }
        self.kinds = kinds.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
