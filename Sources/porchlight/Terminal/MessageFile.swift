import AlexaProtocol

/// A file with one JSON document, or with one on each line.
struct MessageFile {
    /// The document; an array of the documents if there is one on each line.
    let value: JSONValue
    /// Whether there is one on each line.
    let isLines: Bool
    /// Where everything in ``value`` stands.
    let positions: JSONLines

    /// Reads a file of at most 64 MiB.
    init(_ name: String) throws(Failure) {
        var input = try InputFile(name)
        let bytes = try input.readAll(atMost: 64 << 20)
        let document = JSONDocument(parsing: bytes)
        if let problem = document.problem {
            guard let messages = try Self.lines(bytes, name) else { throw Failure("\(name) is not JSON: \(problem)") }
            value = .array(messages)
            isLines = true
            positions = JSONLines(ofValuesIn: bytes)
        } else {
            value = document.value ?? .null
            isLines = false
            positions = JSONLines(bytes)
        }
    }

    /// The documents on the lines, empty lines left out; `nil` if not even the first one is a document of its own.
    private static func lines(_ bytes: [UInt8], _ name: String) throws(Failure) -> [JSONValue]? {
        var values: [JSONValue] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard !line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") })
            else { continue }
            let document = JSONDocument(parsing: Array(line))
            guard document.problem == nil, let value = document.value else {
                guard !values.isEmpty else { return nil }
                throw Failure("line \(index + 1) of \(name) is not JSON: \(document.problem.map { "\($0)" } ?? "")")
            }
            values.append(value)
        }
        return values.count > 1 ? values : nil
    }
}
