/// AWS X-Ray's trace of an invocation, as Lambda passes it. Source: AWS X-Ray, "Tracing header".
package struct XRayTrace: Hashable, Sendable {
    /// The trace id: `1-5759e988-bd862e3fe1be46a994272793`, hexadecimal digits in lower case.
    package let root: String
    /// The id of the span that called us, 16 hexadecimal digits; `nil` if it is missing or malformed.
    package let parent: String?
    /// Whether the trace is recorded; `nil` if that is not decided.
    package let isSampled: Bool?

    /// Reads `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`, the value of Lambda's header
    /// `Lambda-Runtime-Trace-Id`.
    ///
    /// Parts may be in any order, have spaces around them, and be unknown. `nil` without a well-formed root; a damaged trace is
    /// not an error.
    package init?(_ header: String) {
        var root: String?
        var parent: String?
        var isSampled: Bool?
        for part in header.utf8.prefix(1024).split(separator: UInt8(ascii: ";")) {
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard sides.count == 2 else { continue }
            let value = Self.trimmed(sides[1])
            switch Self.trimmed(sides[0]).lowercased() {
            case "root": root = Self.root(value)
            case "parent": parent = Self.isHex(value, count: 16) ? value.lowercased() : nil
            case "sampled": isSampled = value == "1" ? true : value == "0" ? false : nil
            default: break
            }
        }
        guard let root else { return nil }
        self.root = root
        self.parent = parent
        self.isSampled = isSampled
    }

    /// The trace as W3C writes it, for requests that we send: `00-5759e988bd862e3fe1be46a994272793-00f067aa0ba902b7-01`.
    ///
    /// `nil` for an id of zeros, which W3C Trace Context (`trace-id`, `parent-id`) calls invalid.
    ///
    /// - Parameter span: the id of our span.
    package func traceparent(span: UInt64) -> String? {
        let id = root.dropFirst(2).filter { $0 != "-" }
        guard span != 0, id.contains(where: { $0 != "0" }) else { return nil }
        let digits = String(span, radix: 16)
        let padding = String(repeating: "0", count: 16 - digits.count)
        return "00-\(id)-\(padding)\(digits)-\(isSampled == true ? "01" : "00")"
    }

    private static func root(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "1", isHex(parts[1], count: 8), isHex(parts[2], count: 24) else {
            return nil
        }
        return text.lowercased()
    }

    private static func isHex(_ text: some StringProtocol, count: Int) -> Bool {
        text.utf8.count == count
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) || (65...70).contains($0) }
    }

    private static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        let blank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let rest = bytes.drop(while: blank)
        let end = rest.lastIndex { !blank($0) }.map { rest.index(after: $0) } ?? rest.startIndex
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}
