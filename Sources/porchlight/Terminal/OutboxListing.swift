import AlexaProtocol
import EventGateway
import Telemetry

/// The outbox as text and as JSON, without tokens of the customer or of Alexa.
struct OutboxListing {
    let entries: [OutboxEntry]
    let census: OutboxCensus

    /// A row for each entry, then the totals.
    var rows: String {
        var rows = entries.map(Self.row).joined()
        let counts = OutboxEntry.State.allCases.map { "\(census.entries[$0] ?? 0) \($0.rawValue)" }
        rows += counts.joined(separator: ", ") + "\n"
        let dropped = DropReason.allCases.filter { (census.dropped[$0] ?? 0) > 0 }
            .map { "\(census.dropped[$0] ?? 0) \($0.rawValue)" }
        if !dropped.isEmpty { rows += "dropped so far: \(dropped.joined(separator: ", "))\n" }
        return rows
    }

    private static func row(_ entry: OutboxEntry) -> String {
        var row = "\(entry.id)  \(entry.state.rawValue)  \(entry.event.namespace).\(entry.event.name)"
        row += "  \(entry.event.endpointId ?? "-")  since \(entry.createdAt)"
        if entry.attempts > 0 { row += "  \(entry.attempts) attempts" }
        switch entry.state {
        case .waiting, .promised: row += "  not before \(entry.notBefore)"
        case .dead: break
        }
        if let reason = entry.reason { row += "  \(reason)" }
        return row.printable + "\n"
    }

    /// `{"entries": [...], "counts": {...}, "dropped": {...}}`.
    var json: JSONValue {
        [
            "entries": .array(entries.map { .object(Self.members($0)) }),
            "counts": .object(
                JSONObject(OutboxEntry.State.allCases.map { ($0.rawValue, Self.number(census.entries[$0] ?? 0)) })),
            "dropped": .object(
                JSONObject(DropReason.allCases.map { ($0.rawValue, Self.number(census.dropped[$0] ?? 0)) })),
        ]
    }

    /// An entry with its event.
    static func json(whole entry: OutboxEntry) -> JSONValue {
        var members = members(entry)
        if var message = entry.event.json {
            message.hideTokens()
            members["event"] = message["event"]
            members["context"] = message["context"]
        }
        return .object(members)
    }

    private static func members(_ entry: OutboxEntry) -> JSONObject {
        var members: JSONObject = [
            "id": .string(entry.id.rawValue), "state": .string(entry.state.rawValue),
            "message_id": .string(entry.event.messageId), "namespace": .string(entry.event.namespace),
            "name": .string(entry.event.name),
        ]
        members["endpoint_id"] = entry.event.endpointId.map { .string($0) }
        members["attempts"] = number(entry.attempts)
        members["created_at"] = .string(entry.createdAt.description)
        members["not_before"] = .string(entry.notBefore.description)
        members["expires_at"] = .string(entry.expiresAt.description)
        members["reason"] = entry.reason.map { .string($0) }
        members["leased_until"] = entry.lease.map { .string($0.until.description) }
        return members
    }

    private static func number(_ number: Int) -> JSONValue { .number(Double(number)) }
}

extension JSONObject {
    /// Replaces all tokens, at any depth, by a remark.
    fileprivate mutating func hideTokens() {
        for index in members.indices {
            if members[index].key == "token" || members[index].key == "correlationToken" {
                members[index].value = "(not shown)"
            } else {
                members[index].value.hideTokens()
            }
        }
    }
}

extension JSONValue {
    fileprivate mutating func hideTokens() {
        switch self {
        case .object(var object):
            object.hideTokens()
            self = .object(object)
        case .array(var items):
            for index in items.indices { items[index].hideTokens() }
            self = .array(items)
        case .string, .number, .bool, .null: break
        }
    }
}
