import AlexaProtocol

/// The first line of a CSV export: the names of its columns.
struct CSVHeader: Hashable, Sendable {
    let columns: [String]

    /// Reads a line; `nil` if it is not the header of a log export.
    init?(_ line: ArraySlice<UInt8>) {
        // All columns of Logs Insights begin with @.
        let starts = ["timestamp,", "\"timestamp\",", "@", "\"@", "date,"]
        guard line.count < 1024, !line.contains(UInt8(ascii: "{")),
            starts.contains(where: { line.starts(with: $0.utf8) })
        else { return nil }
        var records = CSVRecords()
        for byte in line { _ = records.read(byte) }
        guard let fields = records.end() else { return nil }
        columns = fields.map { String(decoding: $0, as: UTF8.self) }
        let names = Set(columns)
        guard !names.isDisjoint(with: ["message", "@message", "event", "Message"]) else { return nil }
    }

    /// A record as the object that a JSON export would have.
    func object(_ record: [[UInt8]]) -> JSONObject {
        JSONObject(
            zip(columns, record).filter { !$0.1.isEmpty }.map { ($0.0, .string(String(decoding: $0.1, as: UTF8.self))) }
        )
    }
}
