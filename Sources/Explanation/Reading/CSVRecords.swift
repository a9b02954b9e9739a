/// Splits CSV into records, byte by byte. Source: RFC 4180.
struct CSVRecords: Sendable {
    /// The most bytes of one record.
    static let greatestRecord = 4 << 20

    private var fields: [[UInt8]] = []
    private var field: [UInt8] = []
    private var isQuoted = false
    private var mayBeClosed = false
    private var size = 0

    /// Whether a record has begun.
    var isInRecord: Bool { isQuoted || !field.isEmpty || !fields.isEmpty }

    /// Reads the next byte, and returns the record that it completes.
    mutating func read(_ byte: UInt8) -> [[UInt8]]? {
        if isQuoted {
            if mayBeClosed {
                mayBeClosed = false
                if byte == UInt8(ascii: "\"") {
                    append(byte)
                    return nil
                }
                isQuoted = false
            } else if byte == UInt8(ascii: "\"") {
                mayBeClosed = true
                return nil
            } else {
                append(byte)
                return nil
            }
        }
        switch byte {
        case UInt8(ascii: "\"") where field.isEmpty: isQuoted = true
        case UInt8(ascii: ","): endField()
        case UInt8(ascii: "\n"): return end()
        case UInt8(ascii: "\r"): break
        default: append(byte)
        }
        return nil
    }

    /// The last record, if no line break ends it.
    mutating func end() -> [[UInt8]]? {
        guard isInRecord else { return nil }
        endField()
        defer { self = CSVRecords() }
        return fields
    }

    private mutating func endField() {
        fields.append(field)
        field = []
    }

    private mutating func append(_ byte: UInt8) {
        size += 1
        if size <= Self.greatestRecord { field.append(byte) }
    }
}
