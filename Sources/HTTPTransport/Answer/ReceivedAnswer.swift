import HTTPTypes

/// The bytes of an answer as libcurl delivers them. The calling task parses them, not the transport's only thread.
struct ReceivedAnswer: Sendable {
    /// Status line and header lines, each ending in CR LF; not the trailer.
    var head: [UInt8] = []
    /// The body, decompressed.
    var body: [UInt8] = []

    /// The parsed answer; nil if the head has no status from 100 to 599. A line that is not a field is left out.
    func answer() -> HTTPAnswer? {
        let lines = head.split(separator: UInt8(ascii: "\n"))
        // HTTP/1.1 202 Accepted
        guard let first = lines.first?.split(separator: UInt8(ascii: " ")), first.count > 1,
            let status = Int(String(decoding: first[1].prefix(3), as: UTF8.self)), (100...599).contains(status)
        else { return nil }
        var response = HTTPResponse(status: HTTPResponse.Status(code: status))
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
                let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self))
            else { continue }
            response.headerFields.append(HTTPField(name: name, lenientValue: Self.trimmed(line[(colon + 1)...])))
        }
        return HTTPAnswer(head: response, body: body)
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
        }
        var value = value.drop(while: isBlank)
        while let last = value.last, isBlank(last) { value.removeLast() }
        return value
    }
}
