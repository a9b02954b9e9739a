extension PlatformLine {
    /// Reads a line of Lambda's text format, or of a process that ends badly; `nil` for any other text.
    ///
    /// Text before it on the line, such as a time and a log stream, is skipped.
    init?(text: Substring) {
        if let rest = text.behind("START RequestId: ") {
            self.init(requestId: rest.word, kind: .invocationStarted)
        } else if let rest = text.behind("END RequestId: ") {
            self.init(requestId: rest.word, kind: .invocationEnded)
        } else if let rest = text.behind("REPORT RequestId: ") {
            self.init(requestId: rest.word, kind: .report(Report(fields: rest.fields)))
        } else if let range = text.range(of: "Task timed out after ") {
            // The request id precedes it.
            let id = text[..<range.lowerBound].split(separator: " ").last.map(String.init)
            self.init(requestId: id, kind: .timedOut(seconds: text[range.upperBound...].word.flatMap(Self.number)))
        } else if let rest = text.behind("INIT_REPORT ") {
            let fields = rest.fields
            self.init(
                requestId: nil,
                kind: .instanceStarted(
                    Ending(status: fields["Status"], errorType: fields["Error Type"]),
                    milliseconds: fields["Init Duration"].flatMap(Self.number)))
        } else if text.range(of: "INIT_START ") != nil {
            self.init(requestId: nil, kind: .instanceStarting)
        } else if let rest = text.behind("RequestId: "), let range = rest.range(of: " Error: ") {
            self.init(requestId: rest.word, kind: .exited(String(rest[range.upperBound...])))
        } else if let rest = text.behind("RequestId: "), let range = rest.range(of: "Process exited before completing")
        {
            self.init(requestId: rest.word, kind: .exited(String(rest[range.lowerBound...])))
        } else if let range = Self.lastWords.lazy.compactMap({ text.range(of: $0) }).first {
            self.init(requestId: nil, kind: .lastWords(String(text[range.lowerBound...].prefix(300))))
        } else {
            return nil
        }
    }

    /// Messages of Swift's runtime, the loader, the kernel and Lambda itself about a process that dies.
    private static let lastWords = [
        "Fatal error", "Program crashed", "Runtime.ExitError", "error while loading shared libraries",
        "Segmentation fault", "signal: killed", "Out of memory", "OOMKilled", "oom-kill", "Killed process",
    ]

    /// The number in `12.34 ms` or `256 MB`.
    fileprivate static func number(_ text: String) -> Double? {
        Double(text.prefix { $0 != " " })?.inLogRange
    }
}

extension PlatformLine.Report {
    fileprivate init(fields: [String: String]) {
        func number(_ name: String) -> Double? { fields[name].flatMap(PlatformLine.number) }
        ending = PlatformLine.Ending(status: fields["Status"], errorType: fields["Error Type"])
        milliseconds = number("Duration")
        memoryMB = number("Memory Size")
        usedMB = number("Max Memory Used")
        startMilliseconds = number("Init Duration") ?? number("Restore Duration")
    }
}

extension Substring {
    /// The text after the first occurrence of `marker`.
    fileprivate func behind(_ marker: String) -> Substring? {
        range(of: marker).map { self[$0.upperBound...] }
    }

    /// The range of the first occurrence of ASCII text.
    func range(of marker: String) -> Range<Index>? {
        let (text, marker) = (utf8, Array(marker.utf8))
        guard let first = marker.first else { return nil }
        var start = text.startIndex
        while let found = text[start...].firstIndex(of: first) {
            if text[found...].starts(with: marker) {
                return found..<text.index(found, offsetBy: marker.count)
            }
            start = text.index(after: found)
        }
        return nil
    }

    /// The first word; `nil` if there is none.
    fileprivate var word: String? {
        let word = prefix { $0 != " " && $0 != "\t" }
        return word.isEmpty ? nil : String(word)
    }

    /// `Name: value` pairs with tabs between them. A collector may have replaced the tabs by spaces.
    fileprivate var fields: [String: String] {
        let names = [
            "Billed Duration", "Init Duration", "Restore Duration", "Duration", "Memory Size", "Max Memory Used",
            "Status", "Error Type", "Phase", "XRAY TraceId",
        ]
        var fields: [String: String] = [:]
        for name in names {
            guard let range = range(ofField: name + ": ") else { continue }
            var value = self[range.upperBound...]
            value = value.prefix { $0 != "\t" && $0 != "\n" }
            // Without tabs, the value is a word and perhaps its unit.
            let words = value.split(separator: " ", maxSplits: 2)
            let isQuantity = words.count > 1 && ["ms", "MB"].contains(words[1].prefix(2))
            fields[name] = isQuantity ? "\(words[0]) \(words[1].prefix(2))" : words.first.map(String.init)
        }
        return fields
    }

    /// The field's name where a field begins: `Duration: ` is also the end of `Billed Duration: `.
    private func range(ofField marker: String) -> Range<Index>? {
        var rest = self
        while let range = rest.range(of: marker) {
            let before = self[..<range.lowerBound]
            let isWhole =
                before.isEmpty || before.last == "\t"
                || !["Billed ", "Init ", "Restore "].contains { before.hasSuffix($0) }
            if isWhole { return range }
            rest = self[range.upperBound...]
        }
        return nil
    }
}
