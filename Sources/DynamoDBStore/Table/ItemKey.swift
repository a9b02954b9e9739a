import AlexaProtocol

/// The key of an item: all items of one customer are in one partition.
///
/// | sort key | item |
/// | --- | --- |
/// | `grant` | the customer's grant |
/// | `outbox` | the entries that wait for this customer, without their events: ``Mailbox`` |
/// | `body#NUMBER` | the event of an entry |
/// | `dead#NUMBER` | a dead letter; its event stays in `body#NUMBER` |
/// | `home#CLOUD` | the endpoints at a cloud, or the number of their parts |
/// | `homeaccounts` | the customer's accounts at clouds; one query from `home#` to here returns these and the homes |
/// | `homepart#CLOUD#TIME#INDEX` | one part of a home |
struct ItemKey: Hashable, Sendable {
    /// The value of `pk`.
    let partition: String
    /// The value of `sk`.
    let sort: String

    /// The names of the key's attributes.
    static let partitionName = "pk"
    static let sortName = "sk"

    /// The partition of a customer's items.
    static func partition(ofCustomer hash: String) -> String { "c#\(hash)" }

    static func grant(_ customer: String) -> ItemKey {
        ItemKey(partition: partition(ofCustomer: customer), sort: "grant")
    }
    static func outbox(_ customer: String) -> ItemKey {
        ItemKey(partition: partition(ofCustomer: customer), sort: "outbox")
    }
    static func body(_ customer: String, _ number: Int64) -> ItemKey {
        ItemKey(partition: partition(ofCustomer: customer), sort: "body#\(number)")
    }
    static func dead(_ customer: String, _ number: Int64) -> ItemKey {
        ItemKey(partition: partition(ofCustomer: customer), sort: "dead#\(number)")
    }
    static func home(_ customer: String, _ cloud: String) -> ItemKey {
        ItemKey(partition: partition(ofCustomer: customer), sort: "home#\(cloud)")
    }
    static func homePart(_ customer: String, _ cloud: String, _ time: Int64, _ index: Int) -> ItemKey {
        ItemKey(partition: partition(ofCustomer: customer), sort: "homepart#\(cloud)#\(time)#\(index)")
    }
    static func accounts(_ customer: String) -> ItemKey {
        ItemKey(partition: partition(ofCustomer: customer), sort: accountsSort)
    }
    static let accountsSort = "homeaccounts"

    /// The number of events dropped for a reason.
    static func dropped(_ reason: String) -> ItemKey { ItemKey(partition: "dropped", sort: reason) }

    /// The attributes of the key in DynamoDB's JSON.
    var attributes: JSONObject {
        [Self.partitionName: .text(partition), Self.sortName: .text(sort)]
    }
}
