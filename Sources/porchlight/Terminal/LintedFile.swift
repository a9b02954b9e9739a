import AlexaProtocol

/// A file and what the rules say of it.
struct LintedFile {
    let name: String
    let judgement: Judgement
    /// What was found, without advice unless it was asked for.
    let findings: [Finding]
    private let file: MessageFile

    /// What a line tells of a finding.
    enum Aspect {
        /// What is wrong, what Alexa does and what to do.
        case message
        /// What was done about it.
        case outcome
    }

    /// Reads a file and judges it as the next part of `conversation`.
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

    /// The file as it is after mending.
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

    /// The text with a question mark for each control character, which could steer a terminal.
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
