import AlexaProtocol

/// Reads a log piece by piece, in any form of export, and passes on the lines of Porchlight and of AWS Lambda.
///
/// Forms: lines as they were written, as JSON or in the form `text`; with what CloudWatch's export to S3, `aws logs tail`,
/// journald, Docker, Kubernetes or syslog put before them; JSON of `aws logs filter-log-events`, `get-log-events`,
/// `get-query-results`, of subscriptions, of the console and of `journalctl -o json`, on one line or over several; CSV of the
/// console. No input is an error: unreadable lines are counted. Lines are passed on with the oldest first (``LineOrder``).
package struct LogReader: Sendable {
    /// The counts so far.
    package internal(set) var counts = LogCounts()
    /// The file's name, if the log has several.
    let source: String?
    var duplicates = DuplicateFilter()
    var order = LineOrder()
    private var mode = Mode.lines
    private var line: [UInt8] = []
    /// A collector's prefix that is alone on its line; the document that follows belongs to it.
    private var pending: LinePrefix?
    private var isAtStart = true

    /// Longer lines are read as one document, or dropped if they are not JSON. CloudWatch accepts events of 1 MB.
    private static let longestLine = 2 << 20

    private enum Mode: Sendable {
        case lines
        /// The rest of a line that is too long.
        case skipping
        /// A JSON document over several lines, or on one very long line.
        case document(JSONSplitter, LinePrefix, isOneLine: Bool)
        case table(CSVRecords, CSVHeader)
    }

    /// A reader at the start of a log.
    ///
    /// - Parameter source: the name of the file, where several are read; lines that name no other source get it.
    package init(source: String? = nil) {
        self.source = source
    }

    /// Reads the next piece of the log.
    package mutating func read(_ bytes: some Sequence<UInt8>, _ each: (LogLine) -> Void) {
        let bytes = Array(bytes)
        if isAtStart { counts.hint = counts.hint ?? Self.hint(bytes) }
        var position = 0
        while position < bytes.count {
            switch mode {
            case .lines: position = readLine(bytes, from: position, each)
            case .skipping:
                guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else { return }
                position = end + 1
                mode = .lines
            case .document(var splitter, let prefix, let isOneLine):
                mode = .lines
                position = readDocument(&splitter, prefix, isOneLine: isOneLine, bytes, from: position, each)
            case .table(var records, let header):
                mode = .lines
                for byte in bytes[position...] {
                    if let record = records.read(byte) { take(record, header, each) }
                }
                mode = .table(records, header)
                return
            }
        }
    }

    /// What to do with a file that is no text, recognised by its first bytes. Sources: RFC 1952; the Unicode Standard, byte order
    /// mark.
    private static func hint(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x1F, 0x8B]) { return "it is packed: try `zcat FILE | porchlight explain`" }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            return "it is packed: try `unzip -p FILE | porchlight explain`"
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return "it is UTF-16, as PowerShell writes: try `iconv -f UTF-16 -t UTF-8 FILE | porchlight explain`"
        }
        return nil
    }

    /// Ends the log: reads what is left of its last line or document.
    package mutating func finish(_ each: (LogLine) -> Void) {
        switch mode {
        case .lines:
            if !line.isEmpty { endLine(each) }
        case .skipping: break
        case .document: counts.cut += 1
        case .table(var records, let header):
            if let record = records.end() { take(record, header, each) }
        }
        mode = .lines
        order.finish(each)
    }

    private mutating func readLine(_ bytes: [UInt8], from start: Int, _ each: (LogLine) -> Void) -> Int {
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
            line += bytes[start...]
            if line.count > Self.longestLine { endLongLine(each) }
            return bytes.count
        }
        line += bytes[start..<end]
        endLine(each)
        return end + 1
    }

    /// Reads a line that is too long as one document, or drops it.
    private mutating func endLongLine(_ each: (LogLine) -> Void) {
        let (prefix, rest) = LinePrefix.split(Self.plain(line))
        let text = Array(rest)
        line = []
        guard text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[") else {
            counts.foreign += 1
            mode = .skipping
            return
        }
        var splitter = JSONSplitter()
        _ = readDocument(&splitter, prefix, isOneLine: true, text, from: 0, each)
    }

    private mutating func endLine(_ each: (LogLine) -> Void) {
        let whole = Self.plain(line)
        line.removeAll(keepingCapacity: true)
        defer { isAtStart = false }
        guard whole.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { return }
        if let header = CSVHeader(whole) {
            mode = .table(CSVRecords(), header)
            return
        }
        var (prefix, rest) = LinePrefix.split(whole)
        if rest.isEmpty, prefix.time != nil {
            pending = prefix
            return
        }
        if prefix.isEmpty, let pending { prefix = pending }
        pending = nil
        if Self.opensDocument(rest) {
            var splitter = JSONSplitter()
            for byte in rest { _ = splitter.read(byte) }
            mode = .document(splitter, prefix, isOneLine: false)
            return
        }
        take(rest, prefix, depth: 0, each)
    }

    /// Whether a line is the beginning of a document over several lines.
    private static func opensDocument(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count < 64, let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
            let last = text.last(where: { $0 != UInt8(ascii: " ") })
        else { return false }
        return last == UInt8(ascii: "{") || last == UInt8(ascii: "[")
    }

    private mutating func readDocument(
        _ splitter: inout JSONSplitter, _ prefix: LinePrefix, isOneLine: Bool, _ bytes: [UInt8], from start: Int,
        _ each: (LogLine) -> Void
    ) -> Int {
        var position = start
        // The line before has ended with a line break, after which a document over several lines continues.
        var isLineStart = !isOneLine && splitter.isAtLineStart
        while position < bytes.count {
            let byte = bytes[position]
            if isLineStart, byte > 0x20, byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") {
                // A document over several lines indents them, so another log line begins here.
                if !splitter.isBetweenEvents { counts.cut += 1 }
                return position
            }
            isLineStart = false
            if byte == UInt8(ascii: "\n"), isOneLine || splitter.isStringOpen {
                counts.cut += 1
                return position + 1
            }
            if let event = splitter.read(byte) { take(event[...], prefix, depth: 0, each) }
            position += 1
            if splitter.isAtEnd {
                if splitter.isTooLarge { counts.foreign += 1 }
                return position
            }
            isLineStart = byte == UInt8(ascii: "\n") && !isOneLine
        }
        splitter.isAtLineStart = isLineStart
        mode = .document(splitter, prefix, isOneLine: isOneLine)
        return position
    }
}
