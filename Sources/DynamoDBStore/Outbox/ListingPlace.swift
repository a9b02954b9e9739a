import AlexaProtocol
import EventGateway
import FoundationEssentials

/// Where a listing of the outbox continues.
struct ListingPlace {
    /// The number of the shard.
    var shard = 0
    /// The index item after which it continues; `nil` at the beginning of the shard.
    var start: JSONObject?
    /// The number of the entry, in the next item, after which it continues.
    var after: Int64 = 0

    init(shard: Int = 0) {
        self.shard = shard
    }

    /// The place as text.
    var cursor: OutboxPage.Cursor {
        let parts: JSONValue = [
            .number(Double(shard)), start.map { .object($0) } ?? .null, .number(Double(after)),
        ]
        return OutboxPage.Cursor(Data(parts.encoded()).base64EncodedString())
    }

    /// Parses what ``cursor`` returned; `nil` for anything else.
    init?(_ cursor: OutboxPage.Cursor) {
        guard let data = Data(base64Encoded: cursor.rawValue),
            let parts = JSONDocument(parsing: Array(data)).value?.array, parts.count == 3,
            let shard = parts[0].integer, let after = parts[2].integer
        else { return nil }
        self.shard = shard
        start = parts[1].object
        self.after = Int64(after)
    }
}
