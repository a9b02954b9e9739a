import AWSClient
import AlexaProtocol
package import EventGateway
package import Skill
package import Timing

/// A home is one item if it fits, with the head and the endpoints. The endpoints of a larger one are stored in parts, and the
/// head names them; readers see the old home until the head is written.
///
/// DynamoDB deletes items some time after ``lifetime`` (time to live): those of former customers, and parts that a process left
/// behind. A home that is deleted too early is discovered again.
extension DynamoDBStore: HomeStore {
    private static let timeName = "as_of"
    private static let partsName = "parts"
    private static let blobName = "endpoints"
    private static let cloudName = "cloud"
    /// The most bytes of endpoints in one item, which has at most 400 KB.
    private static let partSize = 300_000
    /// The time to live attribute of DynamoDB, in seconds since 1970.
    static let timeToLiveName = "ttl"
    private static let lifetime = Duration.seconds(90 * 86_400)

    package func homes(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> [StoredHome] {
        try await accountsAndHomes(of: customer, withAccounts: false, before: deadline).homes
    }

    /// Reads accounts and homes with one query, if they fit into one answer.
    func accountsAndHomes(
        of customer: CustomerID, withAccounts: Bool, before deadline: Deadline
    ) async throws(StoreFailure) -> (accounts: CustomerAccounts, homes: [StoredHome]) {
        let hash = cipher.hash(of: customer)
        let partition = ItemKey.partition(ofCustomer: hash)
        var accounts = CustomerAccounts(customer)
        var homes: [StoredHome] = []
        var query =
            withAccounts
            ? Query.items(in: partition, from: "home#", to: ItemKey.accountsSort)
            : Query.items(in: partition, beginningWith: "home#")
        repeat {
            let page = try await asking { [query] table throws(AWSFailure) in
                try await table.query(query, before: deadline)
            }
            for item in page.items {
                if ItemKey(item) == .accounts(hash) {
                    accounts = try readAccounts(item, of: customer)
                } else if let home = try await home(item, of: hash, before: deadline) {
                    // A damaged home is left out: the cloud is asked again.
                    homes.append(home)
                }
            }
            query.start = page.next
        } while query.start != nil
        return (accounts, homes)
    }

    private func home(
        _ item: JSONObject, of customer: String, before deadline: Deadline
    ) async throws(StoreFailure) -> StoredHome? {
        guard let key = ItemKey(item), let cloud = item.text(Self.cloudName), let time = item.whole(Self.timeName),
            key == .home(customer, cloud), let parts = item.whole(Self.partsName)
        else { return nil }
        var endpoints: [UInt8] = []
        if parts == 0 {
            guard let bytes = item.bytes(Self.blobName).flatMap({ cipher.open($0, in: key) }) else { return nil }
            endpoints = bytes
        } else {
            let keys = (0..<Int(parts)).map { ItemKey.homePart(customer, cloud, time, $0) }
            let items = try await asking { table throws(AWSFailure) in try await table.items(keys, before: deadline) }
            for key in keys {
                guard let bytes = items[key]?.bytes(Self.blobName).flatMap({ cipher.open($0, in: key) }) else {
                    return nil
                }
                endpoints += bytes
            }
        }
        return StoredHome(cloud: cloud, endpoints: endpoints, asOf: Timestamp(milliseconds: time))
    }

    package func keep(
        _ home: StoredHome, of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) {
        let hash = cipher.hash(of: customer)
        let key = ItemKey.home(hash, home.cloud)
        let time = home.asOf.milliseconds
        let end = JSONValue.whole(home.asOf.advanced(by: Self.lifetime).milliseconds / 1000)
        var head: JSONObject = [
            Self.cloudName: .text(home.cloud), Self.timeName: .whole(time), Self.timeToLiveName: end,
        ]
        var parts: [ItemKey] = []
        if home.endpoints.count <= Self.partSize {
            head[Self.blobName] = .bytes(try cipher.seal(home.endpoints, in: key))
        } else {
            for start in stride(from: 0, to: home.endpoints.count, by: Self.partSize) {
                let part = ItemKey.homePart(hash, home.cloud, time, parts.count)
                let bytes = home.endpoints[start..<min(start + Self.partSize, home.endpoints.count)]
                let blob = try cipher.seal(bytes, in: part)
                try await asking { table throws(AWSFailure) in
                    try await table.write(
                        [.put(part, [Self.blobName: .bytes(blob), Self.timeToLiveName: end])], before: deadline)
                }
                parts.append(part)
            }
        }
        head[Self.partsName] = .whole(Int64(parts.count))
        let isNewest = Write.Condition("attribute_not_exists(pk) OR as_of <= :time", [":time": .whole(time)])
        let old: JSONObject?
        do throws(AWSFailure) {
            old = try await table.replace(by: .put(key, head, if: isNewest), before: deadline)
        } catch {
            // The table has a newer home, which stays.
            guard case .conditionFailed = error.kind else { throw StoreFailure(error) }
            return try await delete(parts, before: deadline)
        }
        // The same time: an earlier attempt took effect, but its answer was lost.
        guard let old, let oldTime = old.whole(Self.timeName), oldTime != time else { return }
        let oldParts = (0..<Int(old.whole(Self.partsName) ?? 0)).map {
            ItemKey.homePart(hash, home.cloud, oldTime, $0)
        }
        try await delete(oldParts, before: deadline)
    }

    /// Deletes all homes of a customer.
    func forgetHomes(of customer: String, before deadline: Deadline) async throws(StoreFailure) {
        for prefix in ["home#", "homepart#"] {
            try await delete(try await keys(of: customer, beginningWith: prefix, before: deadline), before: deadline)
        }
    }

    /// Deletes the home of a customer at one cloud.
    func forgetHome(of customer: String, at cloud: String, before deadline: Deadline) async throws(StoreFailure) {
        try await delete([.home(customer, cloud)], before: deadline)
        let parts = try await keys(of: customer, beginningWith: "homepart#\(cloud)#", before: deadline)
        try await delete(parts, before: deadline)
    }

    private func keys(
        of customer: String, beginningWith prefix: String, before deadline: Deadline
    ) async throws(StoreFailure) -> [ItemKey] {
        var keys: [ItemKey] = []
        var query = Query.items(in: ItemKey.partition(ofCustomer: customer), beginningWith: prefix)
        repeat {
            let page = try await asking { [query] table throws(AWSFailure) in
                try await table.query(query, before: deadline)
            }
            keys += page.items.compactMap { ItemKey($0) }
            query.start = page.next
        } while query.start != nil
        return keys
    }
}
