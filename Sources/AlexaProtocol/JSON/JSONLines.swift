/// The lines of a document on which its values begin.
package struct JSONLines: Sendable {
    private indirect enum Node {
        case scalar(line: Int)
        case array(line: Int, [Node])
        case object(line: Int, [(key: String, node: Node)])

        var line: Int {
            switch self {
            case .scalar(let line), .array(let line, _), .object(let line, _): line
            }
        }
    }

    private let root: Node?

    /// Reads the lines of a document that is JSON; of another one, up to the first error.
    package init(_ bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        root = reader.value()
    }

    /// Reads the lines of a document that holds several values one after the other, as if they were elements of an array.
    package init(ofValuesIn bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        var nodes: [Node] = []
        while let node = reader.value() { nodes.append(node) }
        root = .array(line: 1, nodes)
    }

    /// The line, from 1, of the value at `path`, or of the innermost container on the way that is there.
    package func line(of path: JSONPath) -> Int? {
        var node = root
        for step in path.steps {
            let next: Node?
            switch (step, node) {
            case (.key(let key), .object(_, let members)?): next = members.last { $0.key == key }?.node
            case (.index(let index), .array(_, let elements)?):
                next = elements.indices.contains(index) ? elements[index] : nil
            case (.key, _), (.index, _): next = nil
            }
            guard let next else { break }
            node = next
        }
        return node?.line
    }

    /// Steps through a document without keeping its values.
    private struct Reader {
        let bytes: [UInt8]
        var position = 0
        var line = 1
        var depth = 0

        mutating func value() -> Node? {
            skipBlanks()
            guard position < bytes.count, depth < JSONDocument.greatestDepth else { return nil }
            let start = line
            switch bytes[position] {
            case UInt8(ascii: "{"):
                return container(UInt8(ascii: "}")) { reader, members in
                    guard let key = reader.string() else { return false }
                    reader.skipBlanks()
                    reader.position += 1
                    guard let node = reader.value() else { return false }
                    members.append((key, node))
                    return true
                }.map { .object(line: start, $0) }
            case UInt8(ascii: "["):
                return container(UInt8(ascii: "]")) { reader, elements in
                    guard let node = reader.value() else { return false }
                    elements.append(node)
                    return true
                }.map { .array(line: start, $0) }
            case UInt8(ascii: "\""):
                _ = string()
                return .scalar(line: start)
            default:
                while position < bytes.count, !Self.ends.contains(bytes[position]) { position += 1 }
                return .scalar(line: start)
            }
        }

        private static let ends: Set<UInt8> = Set(",]} \t\r\n".utf8)

        private mutating func container<Item>(
            _ close: UInt8, _ item: (inout Reader, inout [Item]) -> Bool
        ) -> [Item]? {
            var items: [Item] = []
            depth += 1
            defer { depth -= 1 }
            position += 1
            while true {
                skipBlanks()
                guard position < bytes.count else { return items }
                if bytes[position] == close {
                    position += 1
                    return items
                }
                if bytes[position] == UInt8(ascii: ",") {
                    position += 1
                    continue
                }
                guard item(&self, &items) else { return items }
            }
        }

        /// The string that begins here, its escapes resolved.
        private mutating func string() -> String? {
            skipBlanks()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
            let start = position
            position += 1
            while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
                position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
            }
            position = min(position + 1, bytes.count)
            return JSONDocument(parsing: Array(bytes[start..<position])).value?.string
        }

        private mutating func skipBlanks() {
            while position < bytes.count {
                switch bytes[position] {
                case UInt8(ascii: "\n"): line += 1
                case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0xEF, 0xBB, 0xBF: break
                default: return
                }
                position += 1
            }
        }
    }
}
