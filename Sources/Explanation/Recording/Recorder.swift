package import AlexaProtocol

/// Turns the directives that a log captured (`event: "capture"`) into files for `directives/`.
package struct Recorder: Sendable {
    /// The most different directives of a log.
    private static let most = 10_000

    private let standIn: @Sendable (_ namespace: String, _ instance: String?) -> String?
    private var seen: Set<JSONValue> = []
    /// The directives, each once, in the order of the log.
    package private(set) var recordings: [Recording] = []
    /// Captured directives that were the same as one before.
    package private(set) var repetitions = 0
    /// Captured directives that cannot be recorded: without a namespace or a name.
    package private(set) var unusable = 0
    /// Whether the log has more different directives than are recorded.
    package private(set) var hasMore = false

    /// A recorder at the start of a log.
    ///
    /// - Parameter standIn: an endpoint of the simulated home that declares an interface, so that the directive can be replayed.
    package init(standIn: @escaping @Sendable (_ namespace: String, _ instance: String?) -> String?) {
        self.standIn = standIn
    }

    /// Reads the next line.
    package mutating func read(_ line: LogLine) {
        guard case .own(let own) = line.content, own.event == "capture", !line.isCut else { return }
        guard let message = Self.directive(of: own) else {
            unusable += 1
            return
        }
        let header = message["header"]?.object
        let namespace = header?["namespace"]?.string ?? ""
        let endpointId = standIn(namespace, header?["instance"]?.string) ?? "endpoint-1"
        guard let redacted = Redaction(endpointId: endpointId).directive(message) else {
            unusable += 1
            return
        }
        let recording = Recording(redacted.namespace, redacted.name, redacted.directive)
        guard seen.insert(recording.essence).inserted else {
            repetitions += 1
            return
        }
        guard recordings.count < Self.most else {
            hasMore = true
            return
        }
        recordings.append(recording)
    }

    /// The directive of a line: an object or its text, with or without the member `directive` around it.
    private static func directive(of line: OwnLine) -> JSONObject? {
        var value = line["directive"]
        if case .string(let text)? = value {
            let document = JSONDocument(parsing: Array(text.utf8))
            value = document.problem == nil ? document.value : nil
        }
        guard let object = value?.object else { return nil }
        return object["directive"]?.object ?? object
    }
}

/// A directive to be recorded: without secrets and personal data.
package struct Recording: Hashable, Sendable {
    /// The folder below `directives/`: the namespace without `Alexa.`.
    package let folder: String
    /// The directive's name.
    package let name: String
    private let directive: JSONObject

    init(_ namespace: String, _ name: String, _ directive: JSONObject) {
        folder = Words.short(namespace)
        self.name = name
        self.directive = directive
    }

    /// The directive without its ids, which is equal for two recordings of the same directive.
    package var essence: JSONValue { Self.essence(of: .object(["directive": .object(directive)])) }

    /// The same for a recorded file.
    package static func essence(of document: JSONValue) -> JSONValue {
        guard var message = document.object, var directive = message["directive"]?.object,
            var header = directive["header"]?.object
        else { return document }
        header["messageId"] = nil
        if header["correlationToken"] != nil { header["correlationToken"] = "" }
        directive["header"] = .object(header)
        message["directive"] = .object(directive)
        return .object(message)
    }

    /// The file's name without its folder: `SetBrightness.json` first, then with a distinguishing value, then with a number
    /// after that.
    package func fileName(_ number: Int) -> String {
        switch number {
        case 0: "\(name).json"
        case 1: "\(name).\(variant).json"
        default: "\(name).\(variant)-\(number).json"
        }
    }

    /// The payload's first simple value, or else the endpoint.
    private var variant: String {
        for member in directive["payload"]?.object?.members ?? [] {
            if let word = Self.word(member.value) { return Self.kebab("\(member.key)-\(word)") }
        }
        return directive["endpoint"]?.object?["endpointId"]?.string.map(Self.kebab) ?? "captured"
    }

    private static func word(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text.isEmpty ? nil : text
        case .number, .bool: value.text
        case .object(let object): object["value"].flatMap(word)
        case .null, .array: nil
        }
    }

    /// Lower case, words joined by hyphens, at most 60 characters.
    static func kebab(_ text: String) -> String {
        var result = ""
        var isAfterLower = false
        for character in text.unicodeScalars.prefix(120) {
            let isLetter = character.properties.isAlphabetic && character.isASCII
            let isDigit = ("0"..."9").contains(character)
            guard isLetter || isDigit else {
                if !result.isEmpty, result.last != "-" { result += "-" }
                isAfterLower = false
                continue
            }
            let isUpper = isLetter && character.value < 0x61
            if isUpper, isAfterLower { result += "-" }
            result += isUpper ? String(character).lowercased() : String(character)
            isAfterLower = !isUpper
        }
        while result.last == "-" { result.removeLast() }
        return result.isEmpty ? "captured" : String(result.prefix(60))
    }

    /// The file's content, with ids derived from its name.
    package func document(named fileName: String) -> [UInt8] {
        var directive = directive
        var header = directive["header"]?.object ?? [:]
        let path = "\(folder)/\(fileName)"
        header["messageId"] = .string(Self.uuid(path))
        if header["correlationToken"] != nil {
            let words = path.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }
            header["correlationToken"] = .string("correlation-" + String(words))
        }
        directive["header"] = .object(header)
        return JSONValue.object(["directive": .object(directive)]).encoded(style: .pretty) + Array("\n".utf8)
    }

    /// A version 4 UUID that is the same for the same text.
    private static func uuid(_ text: String) -> String {
        func hash(_ start: UInt64) -> UInt64 {
            text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        }
        let high = (hash(0xCBF2_9CE4_8422_2325) & ~0xF000) | 0x4000
        let low = (hash(0x6C62_272E_07BB_0142) & ~(0xC000 << 48)) | (0x8000 << 48)
        func hex(_ number: UInt64) -> String {
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        let digits = Array(hex(high) + hex(low))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }
}
