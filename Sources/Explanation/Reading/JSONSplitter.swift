/// Splits a JSON document that holds log events into the events, byte by byte, so that a document of any size needs the memory
/// of one event.
///
/// Containers are an array, and an object with an array `events`, `logEvents` or `results`. Any other document is one event.
struct JSONSplitter: Sendable {
    /// The most bytes of one event. CloudWatch accepts 1 MB.
    static let greatestEvent = 4 << 20

    private static let containerKeys: Set<[UInt8]> = Set(["events", "logEvents", "results"].map { Array($0.utf8) })

    private var buffer: [UInt8] = []
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var isTopObject = false
    /// The depth between the events of a container; `nil` outside of one.
    private var eventDepth: Int?
    private(set) var isContainer = false
    /// The last string at depth 1, where keys of the top object are.
    private var lastKey: [UInt8] = []
    /// Whether an event was larger than it may be.
    private(set) var isTooLarge = false

    /// Whether the next byte is the first of a line; kept up to date by the caller.
    var isAtLineStart = true

    /// Whether a string is open, which may not contain a line break.
    var isStringOpen: Bool { isInString }
    /// Whether nothing would be lost if the document ended here.
    var isBetweenEvents: Bool { isContainer && (eventDepth == nil || eventDepth == depth) }

    /// Reads the next byte, and returns the event that it completes.
    mutating func read(_ byte: UInt8) -> [UInt8]? {
        if isInString {
            keep(byte)
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
            } else if depth == 1, lastKey.count < 16 {
                lastKey.append(byte)
            }
            return nil
        }
        switch byte {
        case UInt8(ascii: "\""):
            isInString = true
            if depth == 1 { lastKey = [] }
            keep(byte)
        case UInt8(ascii: "{"): open(byte, isArray: false)
        case UInt8(ascii: "["): open(byte, isArray: true)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): return close(byte)
        default: keep(byte)
        }
        return nil
    }

    private mutating func open(_ byte: UInt8, isArray: Bool) {
        if depth == 0 { isTopObject = !isArray }
        let opensContainer =
            isArray && eventDepth == nil
            && (depth == 0 || (depth == 1 && isTopObject && Self.containerKeys.contains(lastKey)))
        depth += 1
        if opensContainer {
            eventDepth = depth
            isContainer = true
            buffer = []
        } else {
            keep(byte)
        }
    }

    private mutating func close(_ byte: UInt8) -> [UInt8]? {
        keep(byte)
        depth -= 1
        if let eventDepth {
            if depth == eventDepth { return flush() }
            if depth < eventDepth { self.eventDepth = nil }
            return nil
        }
        return depth <= 0 && !isContainer ? flush() : nil
    }

    private mutating func flush() -> [UInt8]? {
        defer { buffer = [] }
        return buffer.isEmpty || buffer.count >= Self.greatestEvent ? nil : buffer
    }

    /// Whether the whole document has been read.
    var isAtEnd: Bool { depth <= 0 }

    private mutating func keep(_ byte: UInt8) {
        // Bytes between events and outside of the container are not needed.
        if isContainer, eventDepth == nil || eventDepth == depth { return }
        guard buffer.count < Self.greatestEvent else {
            isTooLarge = true
            return
        }
        buffer.append(byte)
    }
}
