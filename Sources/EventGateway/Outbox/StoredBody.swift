/// The part of an entry that a store encrypts, as bytes: each field with its length (4 bytes, little-endian) before it.
package struct StoredBody {
    /// The customer that the event belongs to.
    package let customer: CustomerID
    private let endpointId: String?
    private let namespace: String
    private let name: String
    private let template: [UInt8]

    /// The event of a customer.
    package init(_ event: OutgoingEvent, of customer: CustomerID) {
        self.customer = customer
        endpointId = event.endpointId
        namespace = event.namespace
        name = event.name
        template = event.template
    }

    /// The event, with the id and the kind that the store keeps outside of the encrypted body.
    package func event(messageId: String, kind: OutgoingEvent.Kind) -> OutgoingEvent {
        OutgoingEvent(
            messageId: messageId, kind: kind, namespace: namespace, name: name, endpointId: endpointId,
            template: template)
    }

    /// The bytes to encrypt.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(template.count + 200)
        func append(_ part: some Collection<UInt8>) {
            let count = UInt32(truncatingIfNeeded: part.count)
            for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: count >> UInt32(shift))) }
            bytes += part
        }
        append(customer.rawValue.utf8)
        append([endpointId == nil ? 0 : 1])
        append((endpointId ?? "").utf8)
        append(namespace.utf8)
        append(name.utf8)
        append(template)
        return bytes
    }

    /// Reads what ``bytes`` wrote; `nil` for anything else.
    package init?(_ bytes: some Sequence<UInt8>) {
        var rest = Array(bytes)[...]
        func next() -> ArraySlice<UInt8>? {
            guard rest.count >= 4 else { return nil }
            let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        guard let customer = next(), let hasEndpoint = next()?.first, let endpointId = next(), let namespace = next(),
            let name = next(), let template = next(), rest.isEmpty
        else { return nil }
        self.customer = CustomerID(String(decoding: customer, as: UTF8.self))
        self.endpointId = hasEndpoint == 0 ? nil : String(decoding: endpointId, as: UTF8.self)
        self.namespace = String(decoding: namespace, as: UTF8.self)
        self.name = String(decoding: name, as: UTF8.self)
        self.template = Array(template)
    }
}

extension OutgoingEvent {
    /// The rest of an event whose body in the store is damaged: its id and kind.
    package static func damaged(messageId: String, kind: Kind) -> OutgoingEvent {
        OutgoingEvent(messageId: messageId, kind: kind, namespace: "", name: "", endpointId: nil, template: [])
    }
}
