import AlexaProtocol

/// A file with one JSON document, or with one document per line.
struct MessageFile {
    /// The document; for one document per line, an array of them.
    let value: JSONValue
    /// Whether the file has one document per line.
    let isLines: Bool
    /// The position of each part of ``value``.
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

    /// The documents of the lines, without empty lines; `nil` if the first line is not a document.
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
