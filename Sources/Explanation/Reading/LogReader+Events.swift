import AlexaProtocol

extension LogReader {
    /// The most nested wrappers of collectors around an event.
    private static let deepest = 5

    /// Reads the logged part of a line: JSON, or text.
    mutating func take(_ bytes: ArraySlice<UInt8>, _ prefix: LinePrefix, depth: Int, _ each: (LogLine) -> Void) {
        let first = bytes.first
        guard first == UInt8(ascii: "{") || (first == UInt8(ascii: "[") && depth < Self.deepest) else {
            return takeText(bytes, prefix, each)
        }
        // A line of an array with one element per line.
        let hasComma = bytes.last == UInt8(ascii: ",")
        let text = Array(hasComma ? bytes.dropLast() : bytes)
        let document = JSONDocument(parsing: text)
        guard let problem = document.problem else {
            // A document over several lines is the same event as its one line.
            let isLaidOut = text.contains(UInt8(ascii: "\n"))
            if let value = document.value {
                take(value, isLaidOut ? value.encoded() : text, prefix, depth: depth, each)
            }
            return
        }
        guard first == UInt8(ascii: "{") else { return takeText(bytes, prefix, each) }
        // The members before the damage are complete.
        let isCut = problem.reason == .unexpectedEnd
        if isCut { counts.cut += 1 } else { counts.broken += 1 }
        guard isCut, let object = document.value?.object, let line = OwnLine(object) else { return }
        hand(.own(line), LineTime.of(object["timestamp"]) ?? prefix.time, prefix, isCut: true, each)
    }

    /// Reads a record of a CSV export.
    mutating func take(_ record: [[UInt8]], _ header: CSVHeader, _ each: (LogLine) -> Void) {
        let object = header.object(record)
        take(.object(object), JSONValue.object(object).encoded(), LinePrefix(), depth: 0, each)
    }

    private mutating func take(
        _ value: JSONValue, _ bytes: [UInt8], _ prefix: LinePrefix, depth: Int, _ each: (LogLine) -> Void
    ) {
        switch value {
        case .object(let object): take(object, bytes, prefix, depth: depth, each)
        case .array(let elements):
            // CloudWatch Logs Insights returns a row as a list of fields.
            let fields = elements.compactMap { element -> (String, JSONValue)? in
                guard let object = element.object, let name = object["field"]?.string, let value = object["value"]
                else { return nil }
                return (name, value)
            }
            if !fields.isEmpty, fields.count == elements.count {
                return take(JSONObject(fields), bytes, prefix, depth: depth, each)
            }
            guard depth < Self.deepest else { return }
            for element in elements { take(element, element.encoded(), prefix, depth: depth + 1, each) }
        case .string(let text): take(Array(text.utf8)[...], prefix, depth: depth + 1, each)
        case .null, .bool, .number: break
        }
    }

    private mutating func take(
        _ object: JSONObject, _ bytes: [UInt8], _ prefix: LinePrefix, depth: Int, _ each: (LogLine) -> Void
    ) {
        if object["_aws"]?.object != nil {
            counts.metrics += 1
        } else if let line = OwnLine(object) {
            let time = LineTime.of(object["timestamp"]) ?? LineTime.of(object["@timestamp"]) ?? prefix.time
            guard isNew(bytes, at: line.mayRepeat ? time : nil) else { return }
            counts.own += 1
            hand(.own(line), time, prefix, each)
        } else if let type = object["type"]?.string, type.hasPrefix("platform.") {
            let time = LineTime.of(object["time"]) ?? prefix.time
            guard isNew(bytes) else { return }
            counts.platform += 1
            guard let line = PlatformLine(type: type, record: object["record"]) else { return }
            if case .linesDropped(let count) = line.kind { counts.dropped += count }
            hand(.platform(line), time, prefix, each)
        } else if depth < Self.deepest, let events = Self.events(of: object) {
            for event in events { take(event, event.encoded(), prefix, depth: depth + 1, each) }
        } else if depth < Self.deepest, let message = Self.message(of: object) {
            var prefix = prefix
            if let time = Self.time(of: object) {
                prefix.time = time
                prefix.isCoarse = false
            }
            prefix.source = Self.source(of: object) ?? prefix.source
            takeMessage(message, prefix, requestId: object["requestId"]?.string, depth: depth, each)
        } else {
            counts.foreign += 1
        }
    }

    private mutating func takeMessage(
        _ message: JSONValue, _ prefix: LinePrefix, requestId: String?, depth: Int, _ each: (LogLine) -> Void
    ) {
        switch message {
        case .string(let text):
            var bytes = Array(text.utf8)
            while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes.removeLast() }
            let plain = Self.plain(bytes)
            let (inner, rest) = LinePrefix.split(plain)
            var prefix = prefix
            prefix.source = inner.source ?? prefix.source
            if rest.first == UInt8(ascii: "{") || TextLine.start(in: rest) != nil {
                take(rest, prefix, depth: depth + 1, each)
            } else {
                takeText(plain, prefix, requestId: requestId, each)
            }
        case .array(let numbers) where numbers.allSatisfy({ $0.number != nil }):
            // journald writes text with control characters as a list of bytes.
            let bytes = numbers.compactMap { $0.integer.flatMap { UInt8(exactly: $0) } }
            takeMessage(
                .string(String(decoding: bytes, as: UTF8.self)), prefix, requestId: requestId, depth: depth, each)
        case .array, .object: take(message, message.encoded(), prefix, depth: depth + 1, each)
        case .null, .bool, .number: break
        }
    }

    /// Reads a line that is not JSON.
    private mutating func takeText(
        _ bytes: ArraySlice<UInt8>, _ prefix: LinePrefix, requestId: String? = nil, _ each: (LogLine) -> Void
    ) {
        // The brackets of an array with one element per line.
        let isBracket = bytes.count <= 2 && bytes.allSatisfy { "[]{},".utf8.contains($0) }
        guard !isBracket else { return }
        if let line = TextLine(bytes) { return take(line, bytes, prefix, each) }
        guard bytes.count < 4096, let line = PlatformLine(text: String(decoding: bytes, as: UTF8.self)[...]) else {
            counts.foreign += 1
            return
        }
        guard isNew(Array("\(prefix.time?.milliseconds ?? 0) ".utf8) + bytes) else { return }
        counts.platform += 1
        var found = line
        if found.requestId == nil { found.requestId = requestId }
        // `Task timed out` has a time of its own, which is more precise than some collectors'.
        hand(.platform(found), LineTime.read(bytes)?.time ?? prefix.time, prefix, each)
    }

    /// Reads a line of ours in the form `text`.
    private mutating func take(
        _ text: TextLine, _ bytes: ArraySlice<UInt8>, _ prefix: LinePrefix, _ each: (LogLine) -> Void
    ) {
        guard text.problem != .broken else {
            counts.broken += 1
            return
        }
        guard let line = OwnLine(text.fields) else {
            counts.foreign += 1
            return
        }
        let time = LineTime.of(text.fields["timestamp"]) ?? prefix.time
        if text.problem == .cut {
            counts.cut += 1
        } else {
            guard isNew(Array(bytes), at: line.mayRepeat ? time : nil) else { return }
            counts.own += 1
        }
        hand(.own(line), time, prefix, isCut: text.problem != nil, each)
    }

    private mutating func hand(
        _ content: LogLine.Content, _ time: Timestamp?, _ prefix: LinePrefix, isCut: Bool = false,
        _ each: (LogLine) -> Void
    ) {
        var line = LogLine(time: time, source: prefix.source ?? source, content)
        line.isCoarse = prefix.isCoarse && time == prefix.time
        line.isCut = isCut
        order.take(line, each)
    }

    private mutating func isNew(_ bytes: [UInt8], at time: Timestamp? = nil) -> Bool {
        guard duplicates.isDuplicate(bytes.hashValue, at: time) else { return true }
        counts.duplicates += 1
        return false
    }
}

extension OwnLine {
    /// Whether the same line may be written twice within a millisecond: calls side by side, and lines without a message id.
    fileprivate var mayRepeat: Bool { event == "cloud" || text("message_id") == nil }
}

// MARK: - Wrappers of collectors

extension LogReader {
    private static func events(of object: JSONObject) -> [JSONValue]? {
        (object["events"] ?? object["logEvents"] ?? object["results"])?.array
    }

    private static func message(of object: JSONObject) -> JSONValue? {
        object["message"] ?? object["@message"] ?? object["MESSAGE"] ?? object["log"] ?? object["Message"]
    }

    private static func time(of object: JSONObject) -> Timestamp? {
        for key in ["timestamp", "@timestamp", "__REALTIME_TIMESTAMP", "time", "ts"] {
            if let time = LineTime.of(object[key]) { return time }
        }
        return nil
    }

    private static func source(of object: JSONObject) -> String? {
        if let stream = object["logStreamName"] ?? object["@logStream"] ?? object["logStream"] { return stream.string }
        guard let unit = (object["_SYSTEMD_UNIT"] ?? object["CONTAINER_NAME"] ?? object["SYSLOG_IDENTIFIER"])?.string
        else { return nil }
        return [object["_HOSTNAME"]?.string, unit + (object["_PID"]?.string.map { "[\($0)]" } ?? "")].compactMap { $0 }
            .joined(separator: " ")
    }

    /// A line without colours, the carriage return at its end, and a byte order mark.
    static func plain(_ line: [UInt8]) -> ArraySlice<UInt8> {
        var text = line[...]
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        while text.last == UInt8(ascii: "\r") { text = text.dropLast() }
        guard text.contains(0x1B) else { return text }
        var plain: [UInt8] = []
        var position = text.startIndex
        while position < text.endIndex {
            guard text[position] == 0x1B, position + 1 < text.endIndex, text[position + 1] == UInt8(ascii: "[") else {
                plain.append(text[position])
                position += 1
                continue
            }
            // ESC [ parameters letter.
            position += 2
            while position < text.endIndex, !(0x40...0x7E).contains(text[position]) { position += 1 }
            position += 1
        }
        return plain[...]
    }
}
