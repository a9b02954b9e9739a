import AlexaProtocol

/// A file and the findings of the rules.
struct LintedFile {
    let name: String
    let judgement: Judgement
    /// The findings, without advice unless it was requested.
    let findings: [Finding]
    private let file: MessageFile

    /// The part of a finding that a line shows.
    enum Aspect {
        /// The problem, its consequence at Alexa and the remedy.
        case message
        /// The problem, and what was done about it.
        case outcome
    }

    /// Reads a file and checks it as the next part of `conversation`.
    init(_ name: String, in conversation: inout Conversation, withAdvice: Bool) throws(Failure) {
        let file = try MessageFile(name)
        guard let judgement = conversation.judge(file.value) else {
            throw Failure(
                "\(name) holds neither endpoints nor an event nor a directive; give a Discover.Response, a home file, or another message between Alexa and a skill"
            )
        }
        self.name = name
        self.judgement = judgement
        self.file = file
        findings = judgement.findings.filter { withAdvice || !$0.rule.isAdvice }
    }

    /// The file with all fixes.
    var mended: [UInt8] {
        guard file.isLines, let messages = judgement.mended.array else {
            return judgement.mended.encoded(style: .pretty) + Array("\n".utf8)
        }
        return messages.flatMap { $0.encoded() + Array("\n".utf8) }
    }

    /// A line for each finding.
    func lines(showing aspect: Aspect) -> String {
        findings.map { finding in
            let place = file.positions.line(of: finding.path).map { "\(name):\($0)" } ?? name
            let endpoint = finding.endpointId.map { " [\($0)]" } ?? ""
            let text =
                switch aspect {
                case .message: "\(finding.message) (\(finding.rule.source.title))"
                case .outcome: "\(finding.problem): \(finding.outcome)"
                }
            let path = "\(finding.path)"
            let rule = "\(finding.rule.severity.rawValue) \(finding.rule.id)"
            return Self.printable("\(place):\(endpoint) \(rule)\(path.isEmpty ? "" : " at \(path)"): \(text)") + "\n"
        }.joined()
    }

    /// The text with control characters replaced by question marks, since they could control a terminal.
    private static func printable(_ text: String) -> String {
        String(
            text.map { $0.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) } ? "?" : $0 })
    }

    /// The findings as objects of `lint --json`.
    var json: [JSONValue] {
        findings.map { finding in
            var json: JSONObject = ["file": .string(name)]
            if let line = file.positions.line(of: finding.path) { json["line"] = .number(Double(line)) }
            if let endpointId = finding.endpointId { json["endpointId"] = .string(endpointId) }
            json["path"] = .string("\(finding.path)")
            json["rule"] = .string(finding.rule.id)
            json["severity"] = .string(finding.rule.severity.rawValue)
            json["message"] = .string(finding.message)
            let source = finding.rule.source
            json["source"] = .string(source.address.isEmpty ? source.title : "\(source.title) (\(source.address))")
            return .object(json)
        }
    }
}
